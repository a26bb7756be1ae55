import type { LeaveReason } from '@trueup/core';

/** Why something that a person asked for is not done. Closed list. */
export const REFUSALS = [
  'unknown-finding',
  'unknown-plan',
  'unknown-execution',
  'unknown-control',
  'unknown-account',
  'unknown-region',
  'unknown-scan',
  'plan-not-ready',
  'plan-not-waiting',
  'plan-changed',
  'plan-expired',
  'same-person',
  'reason-missing',
  'resource-locked',
  'not-finished',
  'already-finished',
  'nothing-to-undo',
  'no-undo',
  'not-paused',
  // A guard of the policy forbids it now; `leave` says which.
  'guarded',
  // Of automations and documents; the AWS-compatible API gives each the service's own error code.
  'unknown-document',
  'unknown-document-version',
  'unknown-step',
  'invalid-document',
  'invalid-parameters',
  'invalid-target',
  'invalid-signal',
  'token-reused',
  'too-many-executions',
  'document-exists',
  'reserved-name',
  'document-too-large',
  'document-unchanged',
  'document-shared',
  'default-version',
  'document-limit',
  'document-version-limit',
  'version-name-taken',
  'schema-version',
  'invalid-permission',
  'scripts-refused',
  // Of findings, what is defined about them, and events.
  'invalid-definition',
  'unknown-definition',
  'definition-exists',
  'definition-limit',
  'definition-in-use',
  'unknown-delivery',
  'invalid-event',
  // Of approvals and exceptions.
  'already-decided',
  'count-differs',
  'unknown-approver',
  'in-policy',
  // Another policy was applied than the one that was planned against.
  'policy-changed',
  // Of the audit log.
  'chain-broken',
  'checkpoint-unwritten',
  'checkpoint-untrusted',
  'checkpoint-missing',
  'nothing-to-remove',
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

export interface Refused {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
  /** One line that names the place and what would be accepted. */
  readonly detail: string;
  /** Of `guarded`: the reason of the decision. */
  readonly leave?: LeaveReason;
}

export const refused = (reason: RefusalReason, detail: string, leave?: LeaveReason): Refused => ({
  kind: 'refused',
  reason,
  detail,
  ...(leave === undefined ? {} : { leave }),
});
