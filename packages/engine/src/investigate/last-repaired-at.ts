import type { Finding, Instant } from '@trueup/core';
import type { EngineParts } from '../parts.ts';

/** When the last repair before that time began that was verified. CloudTrail tells times in whole seconds. */
export async function lastRepairedAt(
  { store }: Pick<EngineParts, 'store'>,
  { id }: Finding,
  before: Instant,
): Promise<Instant | undefined> {
  const { items } = await store.executions.list({ findingId: id, kinds: ['repair'], outcomes: ['verified'] });
  const last = items.find(({ startedAt }) => startedAt <= before);
  return last && `${last.startedAt.slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}.000Z`;
}
