import type { Policy } from '@trueup/core';
import type { OutsideParts } from './parts.ts';

const LOOK_AGAIN_MS = 5_000;

/**
 * What is made of the policy and asked for with every finding and event: the file is not read each time. While the
 * policy has a fault, or is not there yet, what was made of it last stays.
 */
export function policyCopy<T>(
  { policy, log }: Pick<OutsideParts, 'policy' | 'log'>,
  without: T,
  make: (policy: Policy) => T,
): () => Promise<T> {
  let known: { readonly value: T } | undefined;
  let lookAt = 0;
  return async () => {
    if (performance.now() < lookAt) return known?.value ?? without;
    lookAt = performance.now() + LOOK_AGAIN_MS;
    try {
      known = { value: make(await policy()) };
    } catch (error) {
      if (known) log.error({ error }, 'the policy is not readable: what it said last holds');
    }
    return known?.value ?? without;
  };
}
