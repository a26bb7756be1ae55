import type { Instant } from '../value/instant.ts';
import type { TargetScope } from './target-scope.ts';

/** Owned, dated permission to stay non-compliant. */
export interface Exception {
  /** Once among all, such as `legacy-bucket`. */
  readonly id: string;
  readonly scope: TargetScope;
  /** Who answers for it: a name, a team or a mail address. */
  readonly owner: string;
  readonly approver: string;
  readonly justification: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Days before the end when its owner is reminded; absent: 7. */
  readonly remindDays?: number;
  readonly remindedAt?: Instant;
  /** attempts: Trueup gave up on the resource by itself, as AWS Config does. A person may still start a repair. */
  readonly origin: 'person' | 'policy' | 'attempts';
  /** A person's name, or `engine`. */
  readonly createdBy: string;
}

export const DEFAULT_REMIND_DAYS = 7;
/** No exception lasts longer. */
export const LONGEST_EXCEPTION_DAYS = 366;
/** More are a sign of a policy that wants rewriting, and each decision would pay for them. */
export const MOST_EXCEPTIONS = 10_000;

/** Everything in its scope stops: nothing starts, and what runs ends at its next step. */
export interface KillSwitch {
  readonly scope: { readonly kind: 'all' } | { readonly kind: 'account' | 'control'; readonly id: string };
  readonly reason: string;
  /** A person's name. */
  readonly by: string;
  readonly at: Instant;
}

/** Its key among the definitions: `all`, `account/111122223333`, `control/S3.8`. */
export function killSwitchKey(scope: KillSwitch['scope']): string {
  return scope.kind === 'all' ? 'all' : `${scope.kind}/${scope.id}`;
}
