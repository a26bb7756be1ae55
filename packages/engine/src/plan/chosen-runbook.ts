import {
  chosenParameters,
  unreachable,
  type DocumentAttachment,
  type Finding,
  type JsonObject,
  type PermissionStatement,
  type RunbookChoice,
  type Snapshot,
} from '@trueup/core';
import { findRunbook } from '../automation/find-runbook.ts';
import { documentOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { accountRunbook } from './account-runbook.ts';

/** What a remediation line runs in place of the control's own runbook, made ready for one finding. */
export interface ChosenRunbook {
  readonly kind: 'chosen';
  readonly text: string;
  /** As it is shown and counted: the document that does the work. */
  readonly documentName: string;
  readonly version: string;
  readonly attachments: readonly DocumentAttachment[];
  readonly input: JsonObject;
  /** The role that the execution enters the account with, of the resource's own account. Absent: the member role. */
  readonly roleArn?: string;
  /** Narrow the role; with placeholders. Absent: the role's own permissions. */
  readonly statements?: readonly PermissionStatement[];
}

/** Changes nothing and calls nobody but the store. What is not certain is refused. */
export async function chosenRunbook(
  parts: Pick<EngineParts, 'store' | 'catalogue'>,
  choice: RunbookChoice,
  finding: Finding,
  snapshot?: Snapshot,
): Promise<ChosenRunbook | Refused> {
  switch (choice.runs) {
    case 'trueup':
      return storedHere(parts, choice, finding, snapshot);
    case 'account':
      return ofAccount(choice, finding, snapshot);
    default:
      return unreachable(choice.runs);
  }
}

async function storedHere(
  parts: Pick<EngineParts, 'store' | 'catalogue'>,
  choice: RunbookChoice,
  finding: Finding,
  snapshot: Snapshot | undefined,
): Promise<ChosenRunbook | Refused> {
  const { document: name, version } = choice;
  const found = await findRunbook(parts, { name, ...(version === undefined ? {} : { version }) });
  if (found.kind === 'refused') return found;
  const { runbook } = found;
  const document = documentOf(runbook.text);
  const made = chosenParameters(choice, finding, { document, ...(snapshot ? { snapshot } : {}) });
  if (made.kind === 'refused') return unsuited(choice, finding, made.problems);
  return {
    kind: 'chosen',
    text: runbook.text,
    documentName: runbook.name,
    version: runbook.version,
    attachments: runbook.attachments,
    input: made.input,
    ...(made.roleArn === undefined ? {} : { roleArn: made.roleArn }),
    ...(runbook.permissions ? { statements: runbook.permissions } : {}),
  };
}

/** SSM API, DocumentARN and DocumentVersion. */
const DOCUMENT_NAME = /^(?:arn:[a-z-]{3,20}:ssm:[a-z0-9-]{3,30}:\d{12}:document\/)?[A-Za-z0-9_.-]{3,128}$/;
const VERSION = /^(?:\$DEFAULT|\$LATEST|[1-9]\d{0,8})$/;

function ofAccount(choice: RunbookChoice, finding: Finding, snapshot: Snapshot | undefined): ChosenRunbook | Refused {
  const { document, version = '$DEFAULT' } = choice;
  if (!DOCUMENT_NAME.test(document)) return unsuited(choice, finding, ['this is no name and no ARN of a document']);
  if (!VERSION.test(version))
    return unsuited(choice, finding, [`version ${version} is no number, $DEFAULT or $LATEST`]);
  const made = chosenParameters(choice, finding, snapshot ? { snapshot } : {});
  if (made.kind === 'refused') return unsuited(choice, finding, made.problems);
  const { input: parameters, roleArn = '' } = made;
  const { resource } = finding;
  const remote = accountRunbook({ document, version, parameters, roleArn, resource });
  return { kind: 'chosen', documentName: document, version, attachments: [], ...remote };
}

function unsuited({ document }: RunbookChoice, { id }: Finding, problems: readonly string[]): Refused {
  return refused('invalid-parameters', `${document} for finding ${id}: ${problems.join('; ')}`);
}
