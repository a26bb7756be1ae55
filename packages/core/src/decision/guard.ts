/** What may forbid a change now, in the order in which it is asked. Closed list. */
export const GUARDS = [
  'kill-switch',
  'clock',
  'finding',
  'exception',
  'pause',
  'freeze',
  'change-window',
  'owner',
  'flap',
  'breaker',
  'attempts',
  'errors',
  'limits',
  'lock',
  'remediation',
  'mode',
  'critical',
  'promotion',
  'undo',
  'plan',
] as const;
export type Guard = (typeof GUARDS)[number];

/** What a guard said. */
export interface GuardResult {
  readonly guard: Guard;
  /** asks: it goes to a person for approval. skipped: it does not concern what was asked for. */
  readonly verdict: 'passes' | 'asks' | 'blocks' | 'unreadable' | 'skipped';
  /** One line that names what decided: a line of the policy, an exception, a window, a count. */
  readonly detail: string;
  /** When the answer may be another one by itself. */
  readonly until?: string;
}
