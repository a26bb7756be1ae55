import type { EventArchive, Store } from '@trueup/core';
import { testPattern, type FindingOperations, type InvalidInput, type Refused } from '@trueup/engine';
import type { Caller } from '../caller.ts';
import type { ArchiveView, EventsPort, TargetsPut } from './events-port.ts';

export interface StoredEventsParts {
  readonly store: Store;
  readonly operations: FindingOperations;
}

/** EventBridge's operations on the bus, rules and archives of this store. */
export function storedEvents(parts: StoredEventsParts): EventsPort {
  return {
    ...rulesOf(parts),
    ...targetsOf(parts),
    ...archivesOf(parts),
    ...replaysOf(parts),
    async putEvents(events, { scope }) {
      const outcomes = await parts.operations.putEvents(events, scope);
      return outcomes.map((outcome) =>
        outcome.kind === 'put'
          ? { kind: 'put', eventId: outcome.id }
          : { kind: 'failed', code: 'NotAuthorizedForSourceException', reason: outcome.reason },
      );
    },
    testPattern,
  };
}

const arnOf = ({ scope }: Caller, kind: 'rule' | 'archive' | 'replay', name: string): string =>
  `arn:${scope.partition}:events:${scope.region}:${scope.accountId}:${kind}/${name}`;
/** One account's in one region, as AWS lists them. */
const isOf = (arn: string, { scope }: Caller): boolean =>
  arn.startsWith(`arn:${scope.partition}:events:${scope.region}:${scope.accountId}:`);

type Rules = Pick<EventsPort, 'putRule' | 'rule' | 'rules' | 'setRuleEnabled' | 'deleteRule'>;

function rulesOf({ operations, store }: StoredEventsParts): Rules {
  return {
    async putRule({ patternText, schedule, ...draft }, { scope, actor }) {
      const put = await operations.putEventRule(
        {
          ...draft,
          ...(patternText === undefined ? {} : { pattern: patternText }),
          ...(schedule === undefined ? {} : { schedule: { expression: schedule } }),
        },
        scope,
        actor,
      );
      if (put.kind === 'kept') return { kind: 'put', rule: put.rule };
      if (put.kind === 'refused') return { kind: 'too-many', reason: put.detail };
      return { kind: put.field === 'schedule' ? 'invalid-schedule' : 'invalid-pattern', reason: put.reason };
    },
    rule: (name, by) => store.definitions.get('event-rule', arnOf(by, 'rule', name)),
    rules: async (by) => (await operations.listEventRules()).filter(({ arn }) => isOf(arn, by)),
    async setRuleEnabled(name, enabled, by) {
      const set = await operations.setEventRuleEnabled(arnOf(by, 'rule', name), enabled, by.actor);
      return { kind: set.kind === 'kept' ? 'done' : 'unknown' };
    },
    async deleteRule(name, by) {
      const deleted = await operations.deleteEventRule(arnOf(by, 'rule', name), by.actor);
      if (deleted.kind === 'deleted') return { kind: 'done' };
      return { kind: deleted.reason === 'definition-in-use' ? 'has-targets' : 'unknown' };
    },
  };
}

type Targets = Pick<EventsPort, 'putTargets' | 'removeTargets'>;

function targetsOf({ operations, store }: StoredEventsParts): Targets {
  return {
    async putTargets(rule, targets, by) {
      return targetsPut(await operations.putEventTargets(arnOf(by, 'rule', rule), targets, by.actor));
    },
    async removeTargets(rule, ids, by) {
      const arn = arnOf(by, 'rule', rule);
      const current = await store.definitions.get('event-rule', arn);
      if (!current) return { kind: 'unknown' };
      const missing = ids.filter((id) => !current.targets.some((target) => target.id === id));
      await operations.removeEventTargets(arn, ids, by.actor);
      return { kind: 'removed', missing };
    },
  };
}

function targetsPut(kept: { readonly kind: 'kept' } | InvalidInput | Refused): TargetsPut {
  switch (kept.kind) {
    case 'kept':
      return { kind: 'done' };
    case 'invalid':
      return { kind: 'invalid', reason: kept.reason };
    case 'refused':
      return kept.reason === 'definition-limit' ? { kind: 'too-many', reason: kept.detail } : { kind: 'unknown' };
  }
}

type Archives = Pick<EventsPort, 'createArchive' | 'updateArchive' | 'deleteArchive' | 'archive' | 'archives'>;

function archivesOf({ operations, store }: StoredEventsParts): Archives {
  const viewOf = async (archive: EventArchive): Promise<ArchiveView> => {
    const { events, bytes } = await store.events.archivedCount(archive.arn);
    return { archive, eventCount: events, sizeBytes: bytes };
  };
  return {
    async createArchive({ patternText, bus: _bus, ...draft }, { scope, actor }) {
      const pattern = patternText === undefined ? {} : { pattern: patternText };
      const made = await operations.createArchive({ ...draft, ...pattern }, scope, actor);
      if (made.kind === 'kept') return { kind: 'created', archive: made.archive };
      return made.kind === 'refused' ? { kind: 'exists' } : { kind: 'invalid-pattern', reason: made.reason };
    },
    async updateArchive(name, { patternText, ...changes }, by) {
      const pattern = patternText === undefined ? {} : { pattern: patternText };
      const made = await operations.updateArchive(arnOf(by, 'archive', name), { ...changes, ...pattern }, by.actor);
      if (made.kind === 'kept') return { kind: 'updated', archive: made.archive };
      return made.kind === 'refused' ? { kind: 'unknown' } : { kind: 'invalid-pattern', reason: made.reason };
    },
    async deleteArchive(name, by) {
      const deleted = await operations.deleteArchive(arnOf(by, 'archive', name), by.actor);
      return { kind: deleted.kind === 'deleted' ? 'done' : 'unknown' };
    },
    async archive(name, by) {
      const archive = await store.definitions.get('event-archive', arnOf(by, 'archive', name));
      return archive && viewOf(archive);
    },
    async archives(by) {
      const all = (await store.definitions.list('event-archive')).map(({ value }) => value);
      return Promise.all(all.filter(({ arn }) => isOf(arn, by)).map(viewOf));
    },
  };
}

type Replays = Pick<EventsPort, 'startReplay' | 'cancelReplay' | 'replay' | 'replays'>;

function replaysOf({ operations, store }: StoredEventsParts): Replays {
  return {
    async startReplay({ bus: _bus, ...draft }, by) {
      const missing = draft.rules?.length ? await missingRule({ store }, draft.rules, by) : undefined;
      if (missing !== undefined) return { kind: 'unknown-rule', rule: missing };
      const started = await operations.startReplay(draft, by.scope, by.actor);
      if (started.kind === 'kept') return { kind: 'started', replay: started.replay };
      switch (started.reason) {
        case 'unknown-definition':
          return { kind: 'unknown-archive' };
        case 'definition-exists':
          return { kind: 'exists' };
        default:
          return { kind: 'too-many', reason: started.detail };
      }
    },
    async cancelReplay(name, by) {
      const arn = arnOf(by, 'replay', name);
      const cancelled = await operations.cancelReplay(arn, by.actor);
      if (cancelled.kind === 'kept') return { kind: 'cancelling', replay: cancelled.replay };
      const current = await store.definitions.get('event-replay', arn);
      return current ? { kind: 'not-running', state: current.state } : { kind: 'unknown' };
    },
    replay: (name, by) => store.definitions.get('event-replay', arnOf(by, 'replay', name)),
    replays: async (by) =>
      (await store.definitions.list('event-replay')).map(({ value }) => value).filter(({ arn }) => isOf(arn, by)),
  };
}

async function missingRule(
  { store }: Pick<StoredEventsParts, 'store'>,
  names: readonly string[],
  by: Caller,
): Promise<string | undefined> {
  for (const name of names) {
    if (!(await store.definitions.get('event-rule', arnOf(by, 'rule', name)))) return name;
  }
  return undefined;
}
