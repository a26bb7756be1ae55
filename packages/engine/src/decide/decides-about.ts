import type { Policy } from '@trueup/core';
import type { OutsideParts } from '../parts.ts';

/**
 * Whether the policy may act on, or propose something for, findings of a control. Asked with every finding that is kept:
 * where it says no, no decision is made until someone asks. While the policy has a fault, or is not there yet, what it said
 * last holds.
 */
export function decidesBy({ policy, log }: Pick<OutsideParts, 'policy' | 'log'>): () => Promise<Decides> {
  let known: { readonly policy: Policy; readonly decides: Decides } | undefined;
  return async () => {
    try {
      const now = await policy();
      if (known?.policy !== now) known = { policy: now, decides: decidesAbout(now) };
    } catch (error) {
      if (known) log.error({ error }, 'the policy is not readable: what it said last holds');
    }
    return known?.decides ?? (() => false);
  };
}

type Decides = (controlId: string) => boolean;

function decidesAbout({ remediations }: Pick<Policy, 'remediations'>): Decides {
  const lines = remediations.filter(({ mode }) => mode !== 'manual');
  const all = lines.some(({ controls, configRules, pattern }) => controls?.includes('*') ?? (!configRules && !pattern));
  const others = lines.some(({ configRules, pattern }) => configRules !== undefined || pattern !== undefined);
  const named = new Set(lines.flatMap(({ controls = [] }) => controls));
  return (controlId) => all || others || named.has(controlId);
}
