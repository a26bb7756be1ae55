import type { AccountPlace, Policy } from '@trueup/core';
import type { Log } from '@trueup/engine';

/** Where accounts stand, for grants that name units. Where the policy cannot be read no unit holds any account. */
export function accountPlaces(
  policy: { readonly readIfThere: () => Promise<Policy | undefined> },
  log: Log,
): () => Promise<readonly AccountPlace[]> {
  return async () => {
    try {
      return (await policy.readIfThere())?.accounts ?? [];
    } catch (error) {
      log.error({ error }, 'the policy is not readable: grants by organizational unit hold nowhere');
      return [];
    }
  };
}
