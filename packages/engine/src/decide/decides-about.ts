import type { Policy } from '@trueup/core';

/**
 * Whether the policy may act on, or propose something for, findings of a control. Asked with every finding that is kept:
 * where it says no, no decision is made until someone asks.
 */
export function decidesAbout({ remediations }: Pick<Policy, 'remediations'>): (controlId: string) => boolean {
  const lines = remediations.filter(({ mode }) => mode !== 'manual');
  const all = lines.some(({ controls, configRules, pattern }) => controls?.includes('*') ?? (!configRules && !pattern));
  const others = lines.some(({ configRules, pattern }) => configRules !== undefined || pattern !== undefined);
  const named = new Set(lines.flatMap(({ controls = [] }) => controls));
  return (controlId) => all || others || named.has(controlId);
}
