import {
  DEFAULT_BUS,
  patternIndex,
  type Delivery,
  type EventArchive,
  type EventEnvelope,
  type EventRule,
  type PatternIndex,
} from '@trueup/core';
import { accountOf, covers } from '../account-of.ts';
import { keptCopy } from '../kept-copy.ts';
import type { OutsideParts } from '../parts.ts';
import { policySinks } from '../sink/policy-sinks.ts';
import type { EventBus, PublishOptions } from './event-bus.ts';
import { storedPattern } from './stored-pattern.ts';

interface Subscriptions {
  readonly rules: ReadonlyMap<string, EventRule>;
  readonly archives: ReadonlyMap<string, EventArchive>;
  readonly index: PatternIndex<string>;
}

type BusParts = Pick<OutsideParts, 'clock' | 'administrator' | 'ids' | 'policy' | 'log'>;

export function createEventBus(parts: BusParts): EventBus {
  const subscriptions = keptCopy(
    ['event-rule', 'event-archive'],
    ({ 'event-rule': rules, 'event-archive': archives }) =>
      subscriptionsOf(
        rules.map(({ value }) => value),
        archives.map(({ value }) => value),
      ),
  );
  const sinks = policySinks(parts);
  const listeners = new Set<() => void>();

  return {
    async publish(stores, events, { bus = DEFAULT_BUS, replay } = {}) {
      if (events.length === 0) return;
      const current = await subscriptions(stores.definitions);
      const listening = replay ? [] : await sinks();
      if (current.rules.size + current.archives.size + listening.length === 0) return;
      const administrator = await parts.administrator();
      const deliveries: Delivery[] = [];
      const kept = new Map<string, EventEnvelope[]>();
      for (const event of events) {
        for (const key of current.index.match(event)) {
          const rule = current.rules.get(key);
          const archive = current.archives.get(key);
          const owner = rule ?? archive;
          if (!owner || owner.bus !== bus || !covers(owner.arn, event.account, administrator)) continue;
          if (rule && isMeant(rule, replay)) deliveries.push(...deliveriesOf(parts, rule, event));
          if (archive && !replay) kept.set(archive.arn, [...(kept.get(archive.arn) ?? []), event]);
        }
        for (const { rule, matches } of listening)
          if (matches(event)) deliveries.push(...deliveriesOf(parts, rule, event));
      }
      await stores.events.addDeliveries(deliveries);
      for (const [arn, archived] of kept) await stores.events.archive(arn, archived);
    },

    publishTo: (stores, rule, event) => stores.events.addDeliveries(deliveriesOf(parts, rule, event)),

    onPublished(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    announce() {
      for (const listener of listeners) listener();
    },
  };
}

function isMeant({ arn, name }: EventRule, replay: PublishOptions['replay']): boolean {
  return !replay || (accountOf(arn) === replay.account && (replay.rules?.includes(name) ?? true));
}

function subscriptionsOf(rules: readonly EventRule[], archives: readonly EventArchive[]): Subscriptions {
  const listening = rules.filter(({ enabled, pattern, targets }) => enabled && pattern && targets.length > 0);
  return {
    rules: new Map(listening.map((rule) => [rule.arn, rule])),
    archives: new Map(archives.map((archive) => [archive.arn, archive])),
    index: patternIndex([
      ...listening.map(({ arn, pattern }) => ({ id: arn, pattern: storedPattern(arn, pattern) })),
      // An archive without a pattern keeps every event.
      ...archives.map(({ arn, pattern }) => ({ id: arn, pattern: storedPattern(arn, pattern ?? ANY_EVENT) })),
    ]),
  };
}

const ANY_EVENT = '{"version": [{"exists": true}]}';

function deliveriesOf({ ids, clock }: BusParts, rule: EventRule, event: EventEnvelope): Delivery[] {
  const at = clock.now();
  return rule.targets.map((target) => ({
    id: ids.uuid(),
    bus: rule.bus,
    rule: rule.name,
    ruleArn: rule.arn,
    target,
    event,
    status: 'pending',
    attempts: 0,
    createdAt: at,
    dueAt: at,
  }));
}
