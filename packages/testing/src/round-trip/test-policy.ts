import { createHash } from 'node:crypto';
import { parsePolicy, type JsonObject, type LibraryEntry, type Policy } from '@trueup/core';

/**
 * A policy of the members that matter to a test, as people write them; all else is as usual. Throws for a fault in them.
 */
export function testPolicy(members: JsonObject, entries: readonly LibraryEntry[] = []): Policy {
  const text = JSON.stringify({
    accounts: [{ id: '111111111111', name: 'lab' }],
    regions: ['us-east-1'],
    ...members,
  });
  const vocabulary = { controls: entries.map(({ control }) => control) };
  const digest = (given: string): string => createHash('sha256').update(given, 'utf8').digest('hex');
  const parsed = parsePolicy([{ name: 'trueup.yaml', text }], vocabulary, digest);
  if (parsed.kind === 'policy') return parsed.policy;
  throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}
