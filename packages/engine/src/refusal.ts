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
] as const;
export type RefusalReason = (typeof REFUSALS)[number];

export interface Refused {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
  /** One line that names the place and what would be accepted. */
  readonly detail: string;
}

export const refused = (reason: RefusalReason, detail: string): Refused => ({ kind: 'refused', reason, detail });
