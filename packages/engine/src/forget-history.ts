import { instantAfter } from '@trueup/core';
import { PolicyUnreadable, type EngineParts } from './parts.ts';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

/** Security Hub's own: findings without an update are deleted after so many days (findings, 4.4). */
const KEEP_ACTIVE_DAYS = 90;
const KEEP_ARCHIVED_DAYS = 30;
const KEEP_DELIVERIES_DAYS = 30;

type Parts = Pick<EngineParts, 'store' | 'policy' | 'clock' | 'log'>;

/** Removes the executions that the policy no longer keeps. Without a readable policy nothing is removed. */
export async function forgetExecutions(parts: Parts): Promise<void> {
  const { keepExecutionsDays } = await parts.policy();
  const removed = await parts.store.executions.removeFinishedBefore(daysAgo(parts, keepExecutionsDays));
  if (removed > 0) parts.log.info({ removed, keepExecutionsDays }, 'old executions were removed');
}

/** Removes findings that nobody has updated for long, deliveries that ended long ago, and what archives no longer keep. */
export async function forgetFindingsAndEvents(parts: Parts): Promise<void> {
  const { findings, events, definitions } = parts.store;
  const before = { active: daysAgo(parts, KEEP_ACTIVE_DAYS), archived: daysAgo(parts, KEEP_ARCHIVED_DAYS) };
  let removed = 0;
  for (let more = 1; more > 0; removed += more) more = await findings.removeUnchangedSince(before);
  const deliveries = await events.removeDeliveriesEndedBefore(daysAgo(parts, KEEP_DELIVERIES_DAYS));
  let archived = 0;
  for (const { value } of await definitions.list('event-archive')) {
    if (value.retentionDays > 0) {
      archived += await events.removeArchivedBefore(value.arn, daysAgo(parts, value.retentionDays));
    }
  }
  if (removed + deliveries + archived > 0) {
    parts.log.info({ findings: removed, deliveries, archivedEvents: archived }, 'old findings and events were removed');
  }
}

const daysAgo = ({ clock }: Pick<Parts, 'clock'>, days: number): string => instantAfter(clock.now(), -days * DAY_MS);

/** Does so every hour. A failure is logged, and the next hour tries again. */
export function forgetRegularly(parts: Parts): { stop(): void } {
  const timer = setInterval(() => {
    for (const forget of [forgetExecutions, forgetFindingsAndEvents]) {
      forget(parts).catch((error: unknown) => {
        if (error instanceof PolicyUnreadable) return;
        parts.log.error({ error }, 'old entries could not be removed');
      });
    }
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
