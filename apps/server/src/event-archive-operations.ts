import type { ArchiveHolding, Trueup } from '@trueup/api-contract';
import type { EventArchive } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { definitionScope, findDefinition } from './find-definition.ts';
import { timeRange } from './finding-operations.ts';
import { missing } from './refusal-problem.ts';
import { settled } from './settled.ts';

type Archives = Pick<
  Trueup,
  'listArchives' | 'createArchive' | 'updateArchive' | 'deleteArchive' | 'listArchivedEvents'
>;
type Replays = Pick<Trueup, 'listReplays' | 'getReplay' | 'startReplay' | 'cancelReplay'>;
type Poison = Pick<Trueup, 'listPoisonMessages' | 'getPoisonMessage' | 'replayPoisonMessage' | 'deletePoisonMessage'>;

export function eventArchiveOperations(parts: ApplicationParts): Archives & Replays & Poison {
  return { ...archives(parts), ...replays(parts), ...poison(parts) };
}

function archives(parts: ApplicationParts): Archives {
  const { engine, store, actor } = parts;
  const { operations } = engine;
  const holding = async (archive: EventArchive): Promise<ArchiveHolding> => ({
    archive,
    ...(await store.events.archivedCount(archive.arn)),
  });
  return {
    async listArchives() {
      const all = await store.definitions.list('event-archive');
      return { items: await Promise.all(all.map(({ value }) => holding(value))) };
    },
    async createArchive({ retentionDays = 0, ...draft }) {
      const scope = await definitionScope(parts);
      return settled(await operations.createArchive({ ...draft, retentionDays }, scope, actor)).archive;
    },
    async updateArchive({ id, ...changes }) {
      const { key } = await findDefinition(parts, 'event-archive', id);
      return settled(await operations.updateArchive(key, changes, actor)).archive;
    },
    async deleteArchive({ id }) {
      const { key, value } = await findDefinition(parts, 'event-archive', id);
      settled(await operations.deleteArchive(key, actor));
      return value;
    },
    async listArchivedEvents({ id, from, to, ...page }) {
      const { key } = await findDefinition(parts, 'event-archive', id);
      return store.events.archived(key, { ...page, ...timeRange({ from, to }) });
    },
  };
}

function replays(parts: ApplicationParts): Replays {
  const { engine, store, actor } = parts;
  return {
    async listReplays() {
      const all = (await store.definitions.list('event-replay')).map(({ value }) => value);
      return { items: all.sort((one, other) => (one.startedAt > other.startedAt ? -1 : 1)) };
    },
    getReplay: async ({ id }) => (await findDefinition(parts, 'event-replay', id)).value,
    async startReplay({ archive, from, to, ...draft }) {
      const { value } = await findDefinition(parts, 'event-archive', archive);
      const scope = await definitionScope(parts);
      const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const started = await engine.operations.startReplay({ ...draft, archive: value.name, ...range }, scope, actor);
      return settled(started).replay;
    },
    async cancelReplay({ id }) {
      const { key } = await findDefinition(parts, 'event-replay', id);
      return settled(await engine.operations.cancelReplay(key, actor)).replay;
    },
  };
}

function poison({ engine, store, actor }: ApplicationParts): Poison {
  return {
    listPoisonMessages: (page) => store.events.poison(page),
    async getPoisonMessage({ id }) {
      const message = await store.events.poisonById(id);
      if (!message) throw missing('poison message', id);
      return message;
    },
    async replayPoisonMessage({ id }) {
      const replayed = settled(await engine.operations.replayPoison(id, actor));
      return replayed.kind === 'replayed' ? { taken: true } : { taken: false, reason: replayed.reason };
    },
    deletePoisonMessage: ({ id }) =>
      store.transaction(async (stores) => {
        const message = await stores.events.poisonById(id);
        if (!message || !(await stores.events.removePoison(id))) throw missing('poison message', id);
        return { id };
      }),
  };
}
