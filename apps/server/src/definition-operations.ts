import type { Trueup } from '@trueup/api-contract';
import type { FindingId } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { definitionScope, findDefinition } from './find-definition.ts';
import { settled } from './settled.ts';

type Insights = Pick<Trueup, 'listInsights' | 'getInsight' | 'createInsight' | 'updateInsight' | 'deleteInsight'>;
type Views = Pick<Trueup, 'listViews' | 'saveView' | 'deleteView'>;
type Actions = Pick<
  Trueup,
  'listCustomActions' | 'createCustomAction' | 'updateCustomAction' | 'deleteCustomAction' | 'fireCustomAction'
>;

export function definitionOperations(parts: ApplicationParts): Insights & Views & Actions {
  return { ...insights(parts), ...views(parts), ...actions(parts) };
}

function insights(parts: ApplicationParts): Insights {
  const { engine, store, actor } = parts;
  const { operations } = engine;
  return {
    listInsights: async () => ({ items: (await store.definitions.list('insight')).map(({ value }) => value) }),
    async getInsight({ id }) {
      const { key } = await findDefinition(parts, 'insight', id);
      const { insight, groups } = settled(await operations.insightGroups(key));
      return { insight, groups };
    },
    async createInsight(given) {
      const scope = await definitionScope(parts);
      return settled(await operations.createInsight(given, scope, actor), ownNames).insight;
    },
    async updateInsight({ id, ...changes }) {
      const { key } = await findDefinition(parts, 'insight', id);
      return settled(await operations.updateInsight(key, changes, actor), ownNames).insight;
    },
    async deleteInsight({ id }) {
      const { key, value } = await findDefinition(parts, 'insight', id);
      settled(await operations.deleteInsight(key, actor));
      return value;
    },
  };
}

/** `Filters.Title[0].Value` is `filters.Title[0].Value` here. */
function ownNames(field: string): string {
  const [first = '', ...rest] = field.split('.');
  const names: Readonly<Record<string, string>> = { Name: 'name', Filters: 'filters', GroupByAttribute: 'groupBy' };
  return [names[first] ?? first, ...rest].join('.');
}

function views({ engine, store, actor }: ApplicationParts): Views {
  return {
    listViews: async () => ({ items: (await store.definitions.list('view')).map(({ value }) => value) }),
    saveView: async (given) => settled(await engine.operations.saveView(given, actor), ownNames).view,
    async deleteView({ name }) {
      settled(await engine.operations.deleteView(name, actor));
      return { name };
    },
  };
}

function actions(parts: ApplicationParts): Actions {
  const { engine, store, actor } = parts;
  const { operations } = engine;
  const arnOf = async (id: string): Promise<string> => (await findDefinition(parts, 'action-target', id)).key;
  return {
    listCustomActions: async () => ({
      items: (await store.definitions.list('action-target')).map(({ value }) => value),
    }),
    async createCustomAction(given) {
      const scope = await definitionScope(parts);
      return settled(await operations.createActionTarget(given, scope, actor)).action;
    },
    updateCustomAction: async ({ id, ...changes }) =>
      settled(await operations.updateActionTarget(await arnOf(id), changes, actor)).action,
    async deleteCustomAction({ id }) {
      const { key, value } = await findDefinition(parts, 'action-target', id);
      settled(await operations.deleteActionTarget(key, actor));
      return value;
    },
    async fireCustomAction({ id, on }) {
      const arn = await arnOf(id);
      const fired =
        on.kind === 'findings'
          ? await operations.fireOnFindings(arn, on.findingIds as FindingId[], actor)
          : await operations.fireOnInsight(arn, (await findDefinition(parts, 'insight', on.insightId)).key, actor);
      return { events: settled(fired).events };
    },
  };
}
