import type { Approval, Plan } from '@trueup/api-contract';

type Lasting = Pick<Plan, 'status' | 'expiresAt'>;

const OPEN: readonly Plan['status'][] = ['ready', 'waiting-for-approval', 'approved'];

/** Whether it can still come to something. The server ends what has lapsed a little later. */
export function isOpen({ status, expiresAt }: Lasting, now: number): boolean {
  return OPEN.includes(status) && Date.parse(expiresAt) > now;
}

/** Its time is over, whether or not the server has written so yet. */
export function isLapsed({ status, expiresAt }: Lasting, now: number): boolean {
  return status === 'expired' || (OPEN.includes(status) && Date.parse(expiresAt) <= now);
}

/** How a plan stands to its approvals. */
type PlanApproval =
  { readonly kind: 'broken-glass' | 'none-needed' } | { readonly kind: 'counted'; readonly given: number };

/** What may start without a word, or has been started without one, needed none. */
export function approvalsOf({ status }: Pick<Plan, 'status'>, approvals: readonly Approval[]): PlanApproval {
  if (approvals.some(({ verdict }) => verdict === 'break-glass')) return { kind: 'broken-glass' };
  const given = approvals.filter(({ verdict }) => verdict === 'approve').length;
  const isFree = status === 'ready' || status === 'started';
  return given === 0 && isFree ? { kind: 'none-needed' } : { kind: 'counted', given };
}

/** Whether this person has given this word already: a second one would not count. */
export function hasSaid(approvals: readonly Approval[], name: string, said: Approval['verdict']): boolean {
  return approvals.some(({ by, verdict }) => by.kind === 'person' && by.name === name && verdict === said);
}

/** Refusals that say that someone else, or time, has decided first: what became of the plan is told instead. */
const DECIDED_FIRST = ['plan-not-waiting', 'already-decided', 'plan-expired'];
export const isDecidedFirst = (reason: string | undefined): boolean =>
  reason !== undefined && DECIDED_FIRST.includes(reason);
