import type { AwsCall } from './aws-call.ts';
import type { AwsError } from './aws-error.ts';

/** before: the call never reaches AWS; after: AWS did what was asked, and the caller does not learn of it. */
export type Moment = 'before' | 'after';

export type FaultEffect =
  | ({ readonly kind: 'error' } & AwsError)
  /** Waits, then goes on as if nothing had been. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Drops the connection. */
  | { readonly kind: 'reset' };

/** A rule. What is absent matches every call. */
export interface AwsFault {
  readonly service?: string;
  /** The whole name of the action, or an expression it must match. */
  readonly action?: string | RegExp;
  readonly account?: string;
  readonly write?: boolean;
  /** Matching calls let through first: 2 spares the first two. Absent: 0. */
  readonly skip?: number;
  /** How often the rule strikes. Absent: always. */
  readonly times?: number;
  /** Absent: before. */
  readonly moment?: Moment;
  readonly effect: FaultEffect;
}

export type CallMatch = Pick<AwsFault, 'service' | 'action' | 'account' | 'write'>;

/** AWS's answer to a caller that is too fast. */
export const THROTTLED: FaultEffect = {
  kind: 'error',
  status: 400,
  code: 'ThrottlingException',
  message: 'Rate exceeded',
};

/** What can be matched: the call and the account it was made in. */
export type CallInAccount = AwsCall & { readonly account: string };

export function matches(match: CallMatch, call: CallInAccount): boolean {
  if (match.service !== undefined && match.service !== call.service) return false;
  if (match.account !== undefined && match.account !== call.account) return false;
  if (match.write !== undefined && match.write !== call.write) return false;
  if (match.action === undefined) return true;
  return typeof match.action === 'string' ? match.action === call.action : match.action.test(call.action);
}

/** Tells which effects strike a call. Each rule keeps its own count of the calls it matched. */
export function faultCounter(faults: readonly AwsFault[]): (call: CallInAccount) => readonly AwsFault[] {
  const seen = faults.map(() => 0);
  return (call) =>
    faults.filter((fault, index) => {
      if (!matches(fault, call)) return false;
      const before = seen[index] ?? 0;
      seen[index] = before + 1;
      const skip = fault.skip ?? 0;
      return before >= skip && before < skip + (fault.times ?? Infinity);
    });
}
