import type { Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../schema/actor.ts';
import type { Delivery, EventArchive, EventEnvelope, EventReplay, EventRule, PoisonMessage } from '../schema/event.ts';
import { notFound } from './not-found.ts';
import { SCRIPTED_AT } from './scripted-things.ts';

export interface Events {
  readonly eventRules: Map<string, EventRule>;
  readonly deliveries: Map<string, Delivery>;
  readonly archives: Map<string, { readonly archive: EventArchive; readonly events: EventEnvelope[] }>;
  readonly replays: Map<string, EventReplay>;
  readonly poison: Map<string, PoisonMessage>;
}

export function noEvents(): Events {
  const message = {
    id: 'm-1',
    origin: 'https://sqs.us-east-1.amazonaws.com/111111111111/findings',
    body: '{"detail',
    reason: 'is not JSON',
    receivedAt: SCRIPTED_AT,
  };
  return {
    eventRules: new Map(),
    deliveries: new Map(),
    archives: new Map(),
    replays: new Map(),
    poison: new Map([[message.id, message]]),
  };
}

type Ruling = Pick<
  Trueup,
  | 'listEventRules'
  | 'getEventRule'
  | 'putEventRule'
  | 'setEventRuleEnabled'
  | 'deleteEventRule'
  | 'putEventTargets'
  | 'removeEventTargets'
  | 'sendTestEvent'
>;

/** Event rules that are kept and match nothing. What a test message is sent to is dead at once, until it is retried. */
export function scriptedEventRules({ eventRules: rules, deliveries }: Events, actor: Actor): Ruling {
  const keep = (rule: EventRule): EventRule => {
    rules.set(rule.name, rule);
    return rule;
  };
  return {
    listEventRules: async () => ({ items: [...rules.values()] }),
    getEventRule: async ({ id }) => named(rules, 'event rule', id),
    async putEventRule({ enabled = true, ...draft }) {
      if (draft.pattern === undefined && draft.schedule === undefined) {
        throw new Problem('invalid', 'pattern or a schedule must be given');
      }
      const targets = rules.get(draft.name)?.targets ?? [];
      const made = { bus: 'default', arn: `${BUS}:rule/${draft.name}`, createdBy: actor.name };
      return keep({ ...draft, ...made, enabled, targets, createdAt: SCRIPTED_AT, updatedAt: SCRIPTED_AT });
    },
    setEventRuleEnabled: async ({ id, enabled }) => keep({ ...named(rules, 'event rule', id), enabled }),
    async deleteEventRule({ id, force = false }) {
      const rule = named(rules, 'event rule', id);
      if (rule.targets.length > 0 && !force) {
        throw new Problem('conflict', `event rule ${id} still has targets`, { reason: 'definition-in-use' });
      }
      rules.delete(rule.name);
      return rule;
    },
    async putEventTargets({ id, targets }) {
      const rule = named(rules, 'event rule', id);
      const others = rule.targets.filter((one) => !targets.some((target) => target.id === one.id));
      return keep({ ...rule, targets: [...others, ...targets] });
    },
    async removeEventTargets({ id, targetIds }) {
      const rule = named(rules, 'event rule', id);
      return keep({ ...rule, targets: rule.targets.filter((one) => !targetIds.includes(one.id)) });
    },
    async sendTestEvent({ id, targetId }) {
      const rule = named(rules, 'event rule', id);
      const target = rule.targets.find((one) => one.id === targetId) ?? notFound('target', targetId);
      const deliveryId = `delivery-${deliveries.size + 1}`;
      deliveries.set(deliveryId, {
        id: deliveryId,
        bus: 'default',
        rule: rule.name,
        ruleArn: rule.arn,
        target,
        event: eventOf(deliveries.size + 1, { source: 'trueup', detailType: 'Trueup Test', detail: {} }),
        status: 'dead',
        attempts: 1,
        createdAt: SCRIPTED_AT,
        dueAt: SCRIPTED_AT,
        endedAt: SCRIPTED_AT,
        problem: { code: 'NO_RESOURCE', message: 'the target answered 404' },
      });
      return { deliveryId };
    },
  };
}

type Happening = Pick<Trueup, 'testEventPattern' | 'putEvents' | 'listDeliveries' | 'getDelivery' | 'retryDeliveries'>;

/** Every archive keeps every event; a pattern matches when both texts name the same source. */
export function scriptedHappenings({ deliveries, archives }: Events): Happening {
  let published = 0;
  return {
    async testEventPattern({ pattern, event }) {
      const sources = sourcesIn(pattern);
      return { matches: sources.some((source) => event.includes(source)) };
    },
    async putEvents({ events }) {
      const items = events.map((given) => {
        if (given.source.startsWith('aws.')) return { reason: `source ${given.source} is reserved` };
        published += 1;
        const event = eventOf(published, given);
        for (const { events: kept } of archives.values()) kept.push(event);
        return { id: event.id };
      });
      return { items };
    },
    listDeliveries: async ({ statuses, rule }) => ({
      items: [...deliveries.values()]
        .filter(({ status }) => statuses?.includes(status) ?? true)
        .filter((one) => rule === undefined || one.rule === rule),
    }),
    getDelivery: async ({ id }) => named(deliveries, 'delivery', id),
    async retryDeliveries({ ids }) {
      const dead = ids.flatMap((id) => deliveries.get(id) ?? []).filter(({ status }) => status === 'dead');
      for (const { problem: _problem, endedAt: _endedAt, ...delivery } of dead) {
        deliveries.set(delivery.id, { ...delivery, status: 'pending', attempts: 0 });
      }
      return { retried: dead.length };
    },
  };
}

type Keeping = Pick<
  Trueup,
  | 'listArchives'
  | 'createArchive'
  | 'updateArchive'
  | 'deleteArchive'
  | 'listArchivedEvents'
  | 'listReplays'
  | 'getReplay'
  | 'startReplay'
  | 'cancelReplay'
>;

export function scriptedArchives({ archives, replays }: Events): Keeping {
  return {
    listArchives: async () => ({
      items: [...archives.values()].map(({ archive, events }) => ({
        archive,
        events: events.length,
        bytes: JSON.stringify(events).length,
      })),
    }),
    async createArchive({ retentionDays = 0, ...draft }) {
      if (archives.has(draft.name)) throw new Problem('conflict', `there is an archive ${draft.name} already`);
      const arn = `${BUS}:archive/${draft.name}`;
      const archive = { ...draft, bus: 'default', arn, retentionDays, createdAt: new Date().toISOString() };
      archives.set(draft.name, { archive, events: [] });
      return archive;
    },
    async updateArchive({ id, ...changes }) {
      const { archive, events } = named(archives, 'archive', id);
      const changed: EventArchive = { ...archive, ...changes };
      archives.set(archive.name, { archive: changed, events });
      return changed;
    },
    async deleteArchive({ id }) {
      const { archive } = named(archives, 'archive', id);
      archives.delete(archive.name);
      return archive;
    },
    async listArchivedEvents({ id, limit = 100, cursor = '0' }) {
      const { events } = named(archives, 'archive', id);
      const end = Number(cursor) + limit;
      return { items: events.slice(Number(cursor), end), ...(end < events.length ? { next: String(end) } : {}) };
    },
    listReplays: async () => ({ items: [...replays.values()] }),
    getReplay: async ({ id }) => named(replays, 'replay', id),
    async startReplay({ archive, ...draft }) {
      const { arn } = named(archives, 'archive', archive).archive;
      const made = { arn: `${BUS}:replay/${draft.name}`, archive: arn, bus: 'default', startedAt: SCRIPTED_AT };
      const replay: EventReplay = { ...draft, ...made, state: 'STARTING' };
      replays.set(draft.name, replay);
      return replay;
    },
    async cancelReplay({ id }) {
      const replay: EventReplay = { ...named(replays, 'replay', id), state: 'CANCELLING' };
      replays.set(replay.name, replay);
      return replay;
    },
  };
}

type Poisoned = Pick<Trueup, 'listPoisonMessages' | 'getPoisonMessage' | 'replayPoisonMessage' | 'deletePoisonMessage'>;

/** A message that is no JSON stays one. */
export function scriptedPoison({ poison }: Events): Poisoned {
  return {
    listPoisonMessages: async () => ({ items: [...poison.values()] }),
    getPoisonMessage: async ({ id }) => named(poison, 'poison message', id),
    async replayPoisonMessage({ id }) {
      return { taken: false, reason: named(poison, 'poison message', id).reason };
    },
    async deletePoisonMessage({ id }) {
      if (!poison.delete(id)) notFound('poison message', id);
      return { id };
    },
  };
}

const BUS = 'arn:aws:events:us-east-1:222222222222';

function eventOf(
  number: number,
  given: Pick<EventEnvelope, 'source' | 'detail'> & {
    readonly detailType: string;
    readonly resources?: readonly string[];
  },
): EventEnvelope {
  return {
    version: '0',
    id: `00000000-0000-4000-a000-${String(number).padStart(12, '0')}`,
    'detail-type': given.detailType,
    source: given.source,
    account: '222222222222',
    time: '2026-01-31T09:30:00Z',
    region: 'us-east-1',
    resources: given.resources ?? [],
    detail: given.detail,
  };
}

function sourcesIn(pattern: string): string[] {
  try {
    const { source = [] } = JSON.parse(pattern) as { readonly source?: readonly unknown[] };
    return source.filter((one) => typeof one === 'string');
  } catch (error) {
    throw new Problem('invalid', `pattern is not valid: ${String(error)}`, { cause: error });
  }
}

function named<T>(all: ReadonlyMap<string, T>, what: string, id: string): T {
  return all.get(id.split('/').at(-1) ?? '') ?? notFound(what, id);
}
