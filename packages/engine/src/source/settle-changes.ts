import type { ChangedResource } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { pausing } from './poll.ts';
import { rejudge, type Rejudged } from './rejudge.ts';

/** AWS is eventually consistent, and one deed makes several calls: they are waited for, and read once. */
const SETTLE_MS = 2_000;
const MOST_AT_ONCE = 8;

export interface Changes {
  /** Resolves when the resource was read after this; rejects when that failed, or when it was stopped before. */
  add(changed: ChangedResource): Promise<Rejudged>;
  stop(): Promise<void>;
}

/** Gathers changes for a moment, and reads each resource once for all that were gathered; never twice at a time. */
export function settleChanges(
  parts: EngineParts,
  { settleMs = SETTLE_MS, read = rejudge }: { readonly settleMs?: number; readonly read?: typeof rejudge } = {},
): Changes {
  const stopping = new AbortController();
  const gathering = new Map<string, Promise<Rejudged>>();
  const reading = new Map<string, Promise<unknown>>();
  const turns = slots(MOST_AT_ONCE);

  const settle = async (key: string, changed: ChangedResource): Promise<Rejudged> => {
    await pausing(settleMs, stopping.signal);
    const before = reading.get(key);
    // The one before tells its own callers how it ended.
    await before?.catch(() => undefined);
    return turns(async () => {
      // What comes from here on may be newer than what is read, and is gathered anew.
      gathering.delete(key);
      stopping.signal.throwIfAborted();
      const look = read(parts, changed);
      reading.set(key, look);
      try {
        return await look;
      } finally {
        if (reading.get(key) === look) reading.delete(key);
      }
    });
  };

  return {
    add(changed) {
      const key = [changed.accountId, changed.region, changed.type, changed.id].join(' ');
      const known = gathering.get(key);
      if (known) return known;
      const settled = settle(key, changed);
      gathering.set(key, settled);
      return settled;
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled([...gathering.values(), ...reading.values()]);
    },
  };
}

/** Runs at most so many at a time, the others in the order of asking. */
function slots(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
