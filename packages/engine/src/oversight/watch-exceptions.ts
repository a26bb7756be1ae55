import { DEFAULT_REMIND_DAYS, instantAfter, type Exception, type Instant, type Stores } from '@trueup/core';
import { keptCopy, markChanging } from '../kept-copy.ts';
import type { EngineParts } from '../parts.ts';
import { exceptionRecord, keepException } from './exceptions.ts';
import { EXCEPTIONS_KEY } from './exceptions-key.ts';
import { regularly } from './regularly.ts';

const LOOK_EVERY_MS = 5_000;
const DAY_MS = 86_400_000;
const ENGINE = { kind: 'system', name: 'engine' } as const;

type Parts = Pick<EngineParts, 'store' | 'policy' | 'clock' | 'log'>;

/** Reminds of exceptions that are about to lapse and ends those that have, until it is stopped. */
export function watchExceptions(parts: Parts): { stop(): Promise<void> } {
  const sweep = exceptionSweep(parts);
  return regularly(parts, { everyMs: LOOK_EVERY_MS, failed: 'exceptions could not be looked at; trying again' }, sweep);
}

/**
 * One look at all of them. Each is reminded of once before its end, and its end is told once, whatever number of
 * processes look. Those of the policy stay where they stand, and what was told of them is known by its record.
 */
export function exceptionSweep(parts: Parts): () => Promise<void> {
  const placedOnes = keptCopy(['exception'], ({ exception }) => exception.map(({ value }) => value));
  const told = new Set<string>();
  return async () => {
    const now = parts.clock.now();
    for (const exception of await placedOnes(parts.store.definitions)) {
      if (standing(exception, now) !== 'runs') await settle(parts, exception.id, now);
    }
    const { exceptions } = await parts.policy();
    for (const exception of exceptions) await tellOfPolicy(parts, exception, now, told);
  };
}

type Standing = 'runs' | 'to-remind' | 'expired';

function standing(exception: Exception, now: Instant): Standing {
  if (exception.expiresAt <= now) return 'expired';
  const from = instantAfter(exception.expiresAt, -(exception.remindDays ?? DEFAULT_REMIND_DAYS) * DAY_MS);
  return exception.remindedAt === undefined && from <= now ? 'to-remind' : 'runs';
}

async function settle({ store }: Parts, id: string, now: Instant): Promise<void> {
  await store.transaction(async (stores) => {
    // The row is locked: of two that look one finds it settled.
    const exception = await stores.definitions.get('exception', id);
    if (!exception) return;
    const stands = standing(exception, now);
    if (stands === 'to-remind') {
      const happening = { action: 'exception.reminded', actor: ENGINE, at: now } as const;
      await keepException(stores, { ...exception, remindedAt: now }, happening);
    }
    if (stands === 'expired') {
      markChanging(stores.definitions);
      await stores.definitions.remove('exception', id);
      await expired(stores, exception, now);
    }
  });
}

async function expired(stores: Stores, exception: Exception, at: Instant): Promise<void> {
  await stores.records.append([exceptionRecord(exception, { action: 'exception.expired', actor: ENGINE, at })]);
  await stores.decisions.allDue(at);
}

async function tellOfPolicy({ store }: Parts, exception: Exception, now: Instant, told: Set<string>): Promise<void> {
  const stands = standing(exception, now);
  const action = stands === 'expired' ? 'exception.expired' : 'exception.reminded';
  const key = `${action} ${exception.id} ${exception.expiresAt}`;
  if (stands === 'runs' || told.has(key)) return;
  await store.transaction(async (stores) => {
    await stores.runs.holdKeys([EXCEPTIONS_KEY]);
    const { items } = await stores.records.list({ actions: [action], subjectId: exception.id, limit: 1 });
    if (items[0]?.detail['expiresAt'] === exception.expiresAt) return;
    if (stands === 'expired') await expired(stores, exception, now);
    else await stores.records.append([exceptionRecord(exception, { action, actor: ENGINE, at: now })]);
  });
  told.add(key);
}
