import {
  instantAfter,
  limitScopes,
  NO_LINE,
  unreachable,
  type BreakerSettings,
  type Instant,
  type Policy,
  type RunScope,
} from '@trueup/core';
import type { Posed } from './question.ts';

/** A breaker that is half open stays so until a repair closes it, however long that takes. */
const BREAKERS_LOOK_BACK_MS = 30 * 86_400_000;
/** Four times as many as a breaker may ask for: successes and those under way lie between the failures. */
export const MOST_BREAKER_RUNS = 200;

export const breakersSince = (now: Instant): Instant => instantAfter(now, -BREAKERS_LOOK_BACK_MS);

interface BreakerKey {
  readonly key: string;
  readonly settings: BreakerSettings;
  readonly scope: RunScope;
}

/** What each breaker of the policy counts together with the target. */
export function breakerKeys({ breakers }: Policy, { target, line }: Posed): BreakerKey[] {
  return breakers.map((settings) => {
    const scope = breakerScope(settings, target.controlId, target.resource.accountId, line?.name ?? NO_LINE);
    return { key: breakerName(settings, scope), settings, scope };
  });
}

/** Such as `account/111122223333`: also what records name it. */
export function breakerName({ per }: BreakerSettings, { controlId, accountId, remediation }: RunScope): string {
  return `${per}/${controlId ?? accountId ?? remediation ?? ''}`;
}

export function breakerScope(
  { per }: BreakerSettings,
  controlId: string,
  accountId: string,
  remediation: string,
): RunScope {
  switch (per) {
    case 'control':
      return { controlId };
    case 'account':
      return { accountId };
    case 'remediation':
      return { remediation };
    default:
      return unreachable(per);
  }
}

/** All under which a repair of the target counts: who is about to start one waits for others that hold one of them. */
export function countedKeys(policy: Policy, posed: Posed): string[] {
  return [
    `line/${posed.line?.name ?? NO_LINE}`,
    ...limitScopes(policy.limits, posed.target, posed.line).map(({ key }) => `limit/${key}`),
    ...breakerKeys(policy, posed).map(({ key }) => `breaker/${key}`),
  ];
}
