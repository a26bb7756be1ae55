import { changeTopic, type ChangeTopic } from '@trueup/api-contract';
import type { RecordStore } from '@trueup/core';

/** Whoever is further behind is told that anything may have changed: reading it all would cost more than it saves. */
const MOST_READ = 2_000;

export const ALL_TOPICS: readonly ChangeTopic[] = changeTopic.options;

/** What the records after one and up to another are about. All topics where that cannot be told. */
export async function topicsBetween(
  records: Pick<RecordStore, 'all' | 'anchor'>,
  after: number,
  through: number,
): Promise<readonly ChangeTopic[]> {
  if (after === through) return [];
  if (after > through || through - after > MOST_READ) return ALL_TOPICS;
  const anchor = await records.anchor();
  if (anchor !== undefined && after < anchor.seq) return ALL_TOPICS;
  const topics = new Set<string>();
  for await (const { subject } of records.all({ after, through })) topics.add(subject.kind);
  // What is said of an execution may be its end, and its last steps are written with that.
  if (topics.has('execution')) topics.add('step');
  return inOrder(topics);
}

/** Each once, in the order of the contract. A kind that a newer version wrote is left out: nobody here knows it. */
export function inOrder(topics: Iterable<string>): readonly ChangeTopic[] {
  const given = new Set(topics);
  return ALL_TOPICS.filter((topic) => given.has(topic));
}
