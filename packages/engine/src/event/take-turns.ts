import { setTimeout as delay } from 'node:timers/promises';
import { eventTime, type EventEnvelope, type EventRule, type Instant } from '@trueup/core';
import { accountOf } from '../account-of.ts';
import type { EngineParts } from '../parts.ts';
import { nextTurn } from './schedule.ts';

const LOOK_EVERY_MS = 1_000;

/** Fires the schedules that are due, each turn once whatever number of processes look. */
export function takeTurns(parts: EngineParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await fireDue(parts);
      } catch (error) {
        parts.log.error({ error }, 'schedules could not be looked at; looking again');
      }
      await delay(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const looking = look();
  return {
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

/** Turns that were missed while nobody looked are one turn: what is due is due once. */
export async function fireDue(parts: EngineParts): Promise<void> {
  const now = parts.clock.now();
  for (const { rule: arn, due } of await parts.store.events.dueTurns(now)) {
    try {
      await fire(parts, arn, due, now);
    } catch (error) {
      // The others have their turns all the same.
      parts.log.error({ error, rule: arn }, 'a schedule could not be fired; trying again');
    }
  }
}

async function fire(parts: EngineParts, arn: string, due: Instant, now: Instant): Promise<void> {
  await parts.store.transaction(async (stores) => {
    const rule = await stores.definitions.get('event-rule', arn);
    const fires = rule?.enabled === true && rule.schedule !== undefined;
    const next = fires && rule.schedule ? nextTurn(rule.schedule, now, due) : undefined;
    if (!(await stores.events.takeTurn(arn, due, next)) || !fires) return;
    await parts.bus.publishTo(stores, rule, scheduledEvent(parts, rule, due));
  });
}

/** The event of EventBridge's own scheduled rules. */
function scheduledEvent({ ids }: Pick<EngineParts, 'ids'>, rule: EventRule, due: Instant): EventEnvelope {
  return {
    version: '0',
    id: ids.uuid(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: accountOf(rule.arn),
    time: eventTime(due),
    region: rule.arn.split(':')[3] ?? '',
    resources: [rule.arn],
    detail: {},
  };
}
