import { OUTPUTS_LIMIT_BYTES, type Execution, type SpreadChild } from '@trueup/core';
import type { ChildOutputs } from './spread-parts.ts';

type Outputs = NonNullable<Execution['outputs']>;

/**
 * What the children gave, output by output, in the order of the spread: of a single child just what that one gave. Past
 * the limit nothing is handed on, rather than a part of it; each child keeps its own.
 */
export function mergeOutputs(children: readonly SpreadChild[], started: readonly ChildOutputs[]): Outputs {
  const given = new Map(started.map(({ id, outputs }) => [id, outputs ?? {}]));
  const merged = new Map<string, string[]>();
  let bytes = 0;
  for (const { id } of children) {
    for (const [name, values] of Object.entries(given.get(id) ?? {})) {
      bytes += Buffer.byteLength(JSON.stringify([name, values]));
      const before = merged.get(name);
      if (before) before.push(...values);
      else merged.set(name, [...values]);
    }
    if (bytes > OUTPUTS_LIMIT_BYTES) return {};
  }
  return Object.fromEntries(merged);
}
