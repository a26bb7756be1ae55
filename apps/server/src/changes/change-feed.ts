import type { ChangeTopic } from '@trueup/api-contract';
import { followChanges, type Changes, type ChangeSource, type Following } from './follow-changes.ts';
import { ALL_TOPICS, inOrder, topicsBetween } from './topics-between.ts';

export interface ChangeFeed {
  /**
   * Tells at once where the log stands and what changed since the record `after`: all topics where nobody can know, none
   * without `after`. Then it tells of all that changes, until the answer is called. Rejects when the store does not
   * answer.
   */
  join(after: number | 'unknown' | undefined, told: (changes: Changes) => void): Promise<() => void>;
  /** Ends the watching of the store: nobody is told anything more. */
  close(): Promise<void>;
}

/** One that follows the store for all who listen, while there are any. */
export function changeFeed(source: ChangeSource, log: Parameters<typeof followChanges>[1]): ChangeFeed {
  const listeners = new Set<(changes: Changes) => void>();
  const follower = shared(() =>
    followChanges(source, log, (changes) => {
      for (const told of listeners) told(changes);
    }),
  );
  return {
    async join(after, told) {
      const { position } = await follower.enter();
      try {
        let first: Changes = { seq: position(), topics: [] };
        if (after !== undefined) {
          first = { ...first, topics: await topicsSince(source, after, first.seq) };
          while (first.seq !== position()) first = await extended(source, first, position());
        }
        // Without a pause after the look at the position, so that nothing is told in between.
        listeners.add(told);
        told(first);
        return () => {
          if (listeners.delete(told)) follower.leave();
        };
      } catch (error) {
        follower.leave();
        throw error;
      }
    },
    close: () => follower.close(),
  };
}

/** Whether steps were done meanwhile is written nowhere, so they may have been. */
async function topicsSince(
  { records }: ChangeSource,
  after: number | 'unknown',
  position: number,
): Promise<readonly ChangeTopic[]> {
  if (after === 'unknown') return ALL_TOPICS;
  // Another process may have told of what this one has not seen yet. It will, and tells it once more.
  if (after > position) return (await records.head()).seq < after ? ALL_TOPICS : ['step'];
  return inOrder([...(await topicsBetween(records, after, position)), 'step']);
}

async function extended({ records }: ChangeSource, { seq, topics }: Changes, position: number): Promise<Changes> {
  return { seq: position, topics: inOrder([...topics, ...(await topicsBetween(records, seq, position))]) };
}

interface Shared {
  enter(): Promise<Following>;
  leave(): void;
  close(): Promise<void>;
}

/** Begun by the first who enters and stopped by the last who leaves. */
function shared(begin: () => Promise<Following>): Shared {
  let inside = 0;
  let current: Promise<Following> | undefined;
  let stopped: Promise<void> = Promise.resolve();
  const stop = (): void => {
    const before = stopped;
    // One that never began is the concern of who entered.
    const stopping = current?.then(
      (one) => one.stop(),
      () => undefined,
    );
    current = undefined;
    stopped = before.then(() => stopping);
  };
  const leave = (): void => {
    inside -= 1;
    if (inside === 0) stop();
  };
  return {
    async enter() {
      inside += 1;
      const entered = (current ??= begin());
      try {
        return await entered;
      } catch (error) {
        // It never began: whoever comes next tries again.
        if (current === entered) current = undefined;
        leave();
        throw error;
      }
    },
    leave,
    async close() {
      stop();
      await stopped;
    },
  };
}
