import { setTimeout as delay } from 'node:timers/promises';
import type { FindingId } from '@trueup/core';
import { PolicyUnreadable, type EngineParts } from '../parts.ts';
import { decideBatch, PARALLEL_PLANS, type Deciding, type ToDo } from './decide-and-act.ts';
import { dueSlots } from './due-slots.ts';
import { startingRuns } from './starting-runs.ts';

const MOST_AT_ONCE = 500;
/** What may start, or be proposed, and was not yet: more are not taken. */
const MOST_TO_DO = 1_000;
/** Longer than so many plans take. */
const LEASE_MS = 180_000;
/** What another process made due is found by looking. */
const LOOK_AGAIN_MS = 500;
const LEAST_PAUSE_MS = 20;
const UNREADABLE_MS = 5_000;

/** Decides about the findings that are due until it is stopped; a stop waits for those in hand. */
export function decideDue(parts: EngineParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const deciding: Deciding = { slots: dueSlots(), starting: startingRuns() };
  const acting = actors(parts, stopping.signal);
  let waking = new AbortController();
  const forget = parts.bus.onPublished(() => waking.abort());

  const wait = async (ms: number): Promise<void> => {
    await delay(LEAST_PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    const signal = AbortSignal.any([waking.signal, stopping.signal]);
    await delay(Math.max(0, ms - LEAST_PAUSE_MS), undefined, { signal }).catch(() => undefined);
    waking = new AbortController();
  };

  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const { taken, toDo } = acting.waiting() < MOST_TO_DO ? await decideOnce(parts, deciding) : NOTHING;
        acting.add(toDo);
        if (taken === 0) await wait(await parts.store.decisions.nextMs(parts.clock.now(), LOOK_AGAIN_MS));
      } catch (error) {
        const unreadable = error instanceof PolicyUnreadable;
        const message = unreadable
          ? 'the policy is not readable: nothing is decided'
          : 'findings were not decided about';
        parts.log.error({ error }, message);
        await wait(unreadable ? UNREADABLE_MS : LOOK_AGAIN_MS);
      }
    }
  };

  const looking = look();
  return {
    async stop() {
      stopping.abort();
      forget();
      await looking;
      await acting.idle();
    },
  };
}

const NOTHING = { taken: 0, toDo: [] } as const;

/** Takes what is due and decides about it; tells about how many, and what is left to do. */
async function decideOnce(
  parts: EngineParts,
  deciding: Deciding,
): Promise<{ readonly taken: number; readonly toDo: readonly ToDo[] }> {
  // First: while it is unreadable nothing is taken.
  await parts.policy();
  const claim = { now: parts.clock.now(), limit: MOST_AT_ONCE, leaseMs: LEASE_MS };
  const ids: readonly FindingId[] = await parts.store.decisions.claim(claim);
  if (ids.length === 0) return NOTHING;
  const findings = await parts.store.findings.byIds(ids);
  const there = new Set(findings.map(({ id }) => id));
  const gone = ids.filter((id) => !there.has(id));
  if (gone.length > 0) await parts.store.decisions.forget(gone);
  const { toDo } = await decideBatch(parts, findings, deciding);
  return { taken: ids.length, toDo };
}

/** Plans and starts, some at a time, while others are decided about. What a stop leaves undone is asked again later. */
function actors({ log }: Pick<EngineParts, 'log'>, stopping: AbortSignal) {
  const queue: ToDo[] = [];
  const underWay = new Set<Promise<void>>();
  const start = (): void => {
    while (underWay.size < PARALLEL_PLANS && !stopping.aborted) {
      const next = queue.shift();
      if (!next) return;
      const work = next()
        .then(() => undefined)
        .catch((error: unknown) => log.error({ error }, 'what was decided could not be done; it is asked again'))
        .finally(() => {
          underWay.delete(work);
          start();
        });
      underWay.add(work);
    }
  };
  return {
    waiting: () => queue.length,
    add(more: readonly ToDo[]) {
      queue.push(...more);
      start();
    },
    idle: async () => {
      await Promise.all(underWay);
    },
  };
}
