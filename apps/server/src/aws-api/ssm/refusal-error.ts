import type { Refused, RefusalReason } from '@trueup/engine';
import { AwsError } from '../aws-error.ts';

interface Codes {
  /** As operations on documents name it. */
  readonly document: string;
  /** As operations on executions name it. */
  readonly automation: string;
}

const INVALID_PARAMETERS = 'InvalidAutomationExecutionParametersException';
const INVALID_SIGNAL = 'InvalidAutomationSignalException';
const both = (code: string): Codes => ({ document: code, automation: code });
/** No operation of this API leads there. */
const elsewhere = both('ValidationException');

/** The service's error code of each reason (automation-documents, 6.4). */
const CODES: Readonly<Record<RefusalReason, Codes>> = {
  'unknown-finding': elsewhere,
  'unknown-plan': elsewhere,
  'unknown-control': elsewhere,
  'unknown-scan': elsewhere,
  'plan-not-ready': elsewhere,
  'plan-not-waiting': elsewhere,
  'plan-changed': elsewhere,
  'policy-changed': elsewhere,
  'plan-expired': elsewhere,
  'reason-missing': elsewhere,
  'resource-locked': elsewhere,
  'nothing-to-undo': elsewhere,
  'no-undo': elsewhere,
  'invalid-definition': elsewhere,
  'unknown-definition': elsewhere,
  'definition-exists': elsewhere,
  'definition-limit': elsewhere,
  'definition-in-use': elsewhere,
  'unknown-delivery': elsewhere,
  'invalid-event': elsewhere,
  'chain-broken': elsewhere,
  'checkpoint-unwritten': elsewhere,
  'checkpoint-untrusted': elsewhere,
  'checkpoint-missing': elsewhere,
  'nothing-to-remove': elsewhere,
  'not-finished': elsewhere,
  'already-decided': elsewhere,
  'count-differs': elsewhere,
  'unknown-approver': elsewhere,
  'in-policy': elsewhere,
  // The kill switch: it is as if the account allowed no more of them now.
  guarded: both('AutomationExecutionLimitExceededException'),
  'unknown-account': both('AccessDeniedException'),
  'unknown-region': both('AccessDeniedException'),
  'unknown-execution': both('AutomationExecutionNotFoundException'),
  'unknown-step': both('AutomationStepNotFoundException'),
  'already-finished': both('InvalidAutomationStatusUpdateException'),
  'same-person': both(INVALID_SIGNAL),
  'not-paused': both(INVALID_SIGNAL),
  'invalid-signal': both(INVALID_SIGNAL),
  'unknown-document': { document: 'InvalidDocument', automation: 'AutomationDefinitionNotFoundException' },
  'unknown-document-version': {
    document: 'InvalidDocumentVersion',
    automation: 'AutomationDefinitionVersionNotFoundException',
  },
  'invalid-document': { document: 'InvalidDocumentContent', automation: INVALID_PARAMETERS },
  'schema-version': { document: 'InvalidDocumentSchemaVersion', automation: INVALID_PARAMETERS },
  'scripts-refused': { document: 'InvalidDocumentContent', automation: INVALID_PARAMETERS },
  'invalid-parameters': both(INVALID_PARAMETERS),
  'invalid-target': both('InvalidTarget'),
  'token-reused': both('IdempotentParameterMismatch'),
  'too-many-executions': both('AutomationExecutionLimitExceededException'),
  'document-exists': both('DocumentAlreadyExists'),
  'reserved-name': both('ValidationException'),
  'document-too-large': both('MaxDocumentSizeExceeded'),
  'document-unchanged': both('DuplicateDocumentContent'),
  'document-shared': both('InvalidDocumentOperation'),
  'default-version': both('InvalidDocumentOperation'),
  'document-limit': both('DocumentLimitExceeded'),
  'document-version-limit': both('DocumentVersionLimitExceeded'),
  'version-name-taken': both('DuplicateDocumentVersionName'),
  'invalid-permission': both('ValidationException'),
};

function refusalError({ reason, detail }: Refused, family: keyof Codes): AwsError {
  return new AwsError(CODES[reason][family], detail);
}

/** The outcome, unless it is a refusal, which becomes the service's error. */
export function accepted<T extends { readonly kind: string }>(
  outcome: T | Refused,
  family: keyof Codes,
): Exclude<T, Refused> {
  if (outcome.kind === 'refused') throw refusalError(outcome as Refused, family);
  return outcome as Exclude<T, Refused>;
}
