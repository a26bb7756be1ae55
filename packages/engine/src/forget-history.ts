import { instantAfter } from '@trueup/core';
import { PolicyUnreadable, type EngineParts } from './parts.ts';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

/** Removes the executions that the policy no longer keeps. Without a readable policy nothing is removed. */
export async function forgetHistory(parts: Pick<EngineParts, 'store' | 'policy' | 'clock' | 'log'>): Promise<number> {
  const { keepExecutionsDays } = await parts.policy();
  const removed = await parts.store.executions.removeFinishedBefore(
    instantAfter(parts.clock.now(), -keepExecutionsDays * DAY_MS),
  );
  if (removed > 0) parts.log.info({ removed, keepExecutionsDays }, 'old executions were removed');
  return removed;
}

/** Does so every hour. A failure is logged, and the next hour tries again. */
export function forgetRegularly(parts: Pick<EngineParts, 'store' | 'policy' | 'clock' | 'log'>): { stop(): void } {
  const timer = setInterval(() => {
    forgetHistory(parts).catch((error: unknown) => {
      if (error instanceof PolicyUnreadable) return;
      parts.log.error({ error }, 'old executions could not be removed');
    });
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
