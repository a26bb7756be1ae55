import { accountId, type AccountId } from '@trueup/core';
import type { Log } from '@trueup/engine';
import type { PolicySource } from './policy-source.ts';

/** Of those who have not written a policy yet. Rules that they make count as the administrator's for good. */
const NO_ACCOUNT = accountId('000000000000');
const LOOK_AGAIN_MS = 5_000;

/**
 * The account whose rules cover all others: the first of the policy. Asked for with every finding, so the file is not
 * read each time, and a fault in it changes nothing about what was known before.
 */
export function administratorAccount(policy: Pick<PolicySource, 'readIfThere'>, log: Log): () => Promise<AccountId> {
  let known = NO_ACCOUNT;
  let lookAt = 0;
  return async () => {
    if (Date.now() < lookAt) return known;
    lookAt = Date.now() + LOOK_AGAIN_MS;
    try {
      known = (await policy.readIfThere())?.accounts[0]?.id ?? NO_ACCOUNT;
    } catch (error) {
      log.error({ error }, 'the policy is not readable: the administrator stays who it was');
    }
    return known;
  };
}
