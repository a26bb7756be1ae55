import type { AwsAccess } from '@trueup/aws';
import { accountId, type AccountId } from '@trueup/core';
import type { OwnIdentity } from './application-parts.ts';
import type { PolicySource } from './policy-source.ts';

/** Without credentials the answer takes seconds, and most documents need none. */
const ASK_AGAIN_MS = 60_000;

export interface EnterableAccounts {
  /** Reads the policy anew. Rejects with PolicyUnreadable when it has a fault. */
  readonly read: () => Promise<readonly AccountId[]>;
  /** As it was read last. */
  readonly accountOf: (id: string) => AwsAccess | undefined;
}

/**
 * The accounts of the policy. Where there is no policy yet, automations run in the account of the process's own
 * credentials, as they would for whoever called AWS with them; findings are still decided by a policy alone.
 */
export function enterableAccounts(
  policy: Pick<PolicySource, 'readIfThere' | 'last'>,
  identity: () => Promise<OwnIdentity | undefined>,
): EnterableAccounts {
  let own: AccountId | undefined;
  let askAgainAt = 0;
  return {
    async read() {
      const known = await policy.readIfThere();
      if (known) return known.accounts.map(({ id }) => id);
      if (own === undefined && Date.now() >= askAgainAt) {
        const found = await identity();
        own = found && accountId(found.accountId);
        askAgainAt = Date.now() + ASK_AGAIN_MS;
      }
      return own === undefined ? [] : [own];
    },
    accountOf(id) {
      const known = policy.last();
      if (known) return known.accounts.find((account) => account.id === id);
      return id === own ? {} : undefined;
    },
  };
}
