import {
  compileFilters,
  readAsff,
  readFindingUpdate,
  type AccountId,
  type FindingCriteria,
  type FindingId,
  type FindingOrder,
  type JsonObject,
  type Store,
} from '@trueup/core';
import { accountOf, type FindingOperations, type InvalidInput, type Refused } from '@trueup/engine';

import type { Caller } from '../caller.ts';
import type { FindingImported, FindingsPort, FindingsQuery, FindingUpdated, HistoryQuery } from './findings-port.ts';

export interface StoredFindingsParts {
  readonly store: Store;
  readonly operations: FindingOperations;
  /** The account whose keys see every account's findings. */
  readonly administrator: () => Promise<AccountId>;
  readonly now: () => string;
}

/** Security Hub's operations on the findings of this store. */
export function storedFindings(parts: StoredFindingsParts): FindingsPort {
  return { ...findingsThemselves(parts), ...rulesOf(parts), ...actionsOf(parts), ...insightsOf(parts) };
}

type Themselves = Pick<FindingsPort, 'importFindings' | 'updateFindings' | 'findings' | 'history'>;

function findingsThemselves(parts: StoredFindingsParts): Themselves {
  const { store } = parts;
  return {
    importFindings: (given, by) => importFindings(parts, given, by),
    updateFindings: (identifiers, update, by) => updateFindings(parts, identifiers, update, by),
    async findings(query, by) {
      const wanted = await findingsQuery(parts, query, by);
      if (wanted.kind === 'invalid') return wanted;
      const { items, next } = await store.findings.list(wanted.query);
      return { kind: 'page', items: items.map(({ asff }) => asff), ...(next === undefined ? {} : { next }) };
    },
    history: (query, by) => historyOf(parts, query, by),
  };
}

async function importFindings(
  { operations, now }: StoredFindingsParts,
  given: readonly JsonObject[],
  by: Caller,
): Promise<readonly FindingImported[]> {
  const at = now();
  const readings = given.map((finding) => readAsff(finding, { now: at }));
  const read = readings.flatMap((reading) => (reading.kind === 'read' ? [reading.asff] : []));
  await operations.importFindings(read, by.actor, by.actor.name);
  return readings.map((reading) =>
    reading.kind === 'read' ? { kind: 'imported' } : { kind: 'rejected', field: reading.field, reason: reading.reason },
  );
}

async function updateFindings(
  parts: StoredFindingsParts,
  identifiers: Parameters<FindingsPort['updateFindings']>[0],
  update: JsonObject,
  by: Caller,
): ReturnType<FindingsPort['updateFindings']> {
  const reading = readFindingUpdate(update);
  if (reading.kind === 'rejected') return { kind: 'invalid', field: reading.field, reason: reading.reason };
  const ids = await idsOf(parts, identifiers, by);
  const outcomes = await parts.operations.updateFindings(ids, reading.update, by.actor);
  return {
    kind: 'updated',
    outcomes: outcomes.map((outcome): FindingUpdated => {
      switch (outcome.kind) {
        case 'updated':
          return { kind: 'updated' };
        case 'unknown':
          return { kind: 'failed', code: 'FindingNotFound', reason: 'There is no such finding.' };
        case 'refused':
          return { kind: 'failed', code: 'FindingSizeExceeded', reason: outcome.reason };
      }
    }),
  };
}

/** Findings of other accounts are as unknown as those that are not there. */
async function idsOf(
  { store, administrator }: StoredFindingsParts,
  identifiers: readonly { readonly Id: string; readonly ProductArn: string }[],
  { scope }: Caller,
): Promise<readonly (FindingId | undefined)[]> {
  const ids = await store.findings.ofReporters(
    identifiers.map(({ Id: id, ProductArn: productArn }) => ({ id, productArn })),
  );
  if (scope.accountId === (await administrator())) return ids;
  const known = await store.findings.byIds([...new Set(ids.flatMap((id) => id ?? []))]);
  const own = new Set(known.flatMap(({ id, resource }) => (resource.accountId === scope.accountId ? [id] : [])));
  return ids.map((id) => (id !== undefined && own.has(id) ? id : undefined));
}

async function ownCriteria({ administrator }: StoredFindingsParts, { scope }: Caller): Promise<FindingCriteria> {
  return scope.accountId === (await administrator()) ? {} : { accounts: [scope.accountId] };
}

/** ASFF paths and names of filters, as AWS takes both. */
const ORDERS: Readonly<Record<string, FindingOrder>> = {
  'Severity.Label': 'severity',
  'Severity.Normalized': 'severity',
  SeverityLabel: 'severity',
  SeverityNormalized: 'severity',
  UpdatedAt: 'updated',
  LastObservedAt: 'last-observed',
  FirstObservedAt: 'first-observed',
};

async function findingsQuery(
  parts: StoredFindingsParts,
  { filters, sort, ...page }: FindingsQuery,
  by: Caller,
): Promise<{ readonly kind: 'query'; readonly query: Parameters<Store['findings']['list']>[0] } | InvalidInput> {
  const compiled = compileFilters(filters, 'get-findings');
  if (compiled.kind === 'invalid') return { ...compiled, field: `Filters.${compiled.field}` };
  const [first] = sort;
  const order = first && (Object.hasOwn(ORDERS, first.field) ? ORDERS[first.field] : undefined);
  if (first && (!order || sort.length > 1)) {
    const accepted = Object.keys(ORDERS).join(', ');
    return { kind: 'invalid', field: 'SortCriteria', reason: `must be one entry whose Field is one of ${accepted}` };
  }
  return {
    kind: 'query',
    query: {
      ...(await ownCriteria(parts, by)),
      ...page,
      filters: { fields: compiled.fields, now: parts.now() },
      ...(order ? { order, ascending: first?.order === 'asc' } : {}),
    },
  };
}

async function historyOf(
  parts: StoredFindingsParts,
  { finding, ...page }: HistoryQuery,
  by: Caller,
): ReturnType<FindingsPort['history']> {
  const [id] = await idsOf(parts, [finding], by);
  if (id === undefined) return { kind: 'unknown' };
  const { items, next } = await parts.store.findings.history(id, page);
  return {
    kind: 'page',
    items: items.map(({ at, created, source, changes }) => ({
      at,
      created,
      source: {
        type: source.kind === 'update' ? ('BATCH_UPDATE_FINDINGS' as const) : ('BATCH_IMPORT_FINDINGS' as const),
        identity: source.identity,
      },
      updates: changes,
    })),
    ...(next === undefined ? {} : { next }),
  };
}

type Rules = Pick<
  FindingsPort,
  'createAutomationRule' | 'updateAutomationRule' | 'deleteAutomationRule' | 'automationRules'
>;

function rulesOf({ operations }: StoredFindingsParts): Rules {
  const own = (arn: string, { scope }: Caller): boolean => accountOf(arn) === scope.accountId;
  return {
    async createAutomationRule(input, { scope, actor }) {
      const made = await operations.createAutomationRule(input, scope, actor);
      if (made.kind === 'refused') return tooMany(made);
      return made.kind === 'kept' ? { kind: 'created', rule: made.rule } : made;
    },
    async updateAutomationRule(arn, changes, by) {
      if (!own(arn, by)) return UNKNOWN;
      const made = await operations.updateAutomationRule(arn, changes, by.actor);
      return made.kind === 'invalid' ? made : doneOrUnknown(made);
    },
    deleteAutomationRule: async (arn, by) =>
      own(arn, by) ? doneOrUnknown(await operations.deleteAutomationRule(arn, by.actor)) : UNKNOWN,
    automationRules: async (by) => (await operations.listAutomationRules()).filter(({ arn }) => own(arn, by)),
  };
}

type Actions = Pick<FindingsPort, 'createCustomAction' | 'updateCustomAction' | 'deleteCustomAction' | 'customActions'>;

function actionsOf({ operations, store }: StoredFindingsParts): Actions {
  const own = (arn: string, { scope }: Caller): boolean => accountOf(arn) === scope.accountId;
  return {
    async createCustomAction(action, { scope, actor }) {
      const made = await operations.createActionTarget(action, scope, actor);
      if (made.kind === 'kept') return { kind: 'created', action: made.action };
      if (made.kind === 'refused' && made.reason === 'definition-exists') return { kind: 'exists' };
      return { kind: 'too-many', reason: made.kind === 'refused' ? made.detail : `${made.field} ${made.reason}` };
    },
    updateCustomAction: async (arn, changes, by) =>
      own(arn, by) ? doneOrUnknown(await operations.updateActionTarget(arn, changes, by.actor)) : UNKNOWN,
    deleteCustomAction: async (arn, by) =>
      own(arn, by) ? doneOrUnknown(await operations.deleteActionTarget(arn, by.actor)) : UNKNOWN,
    customActions: async (by) =>
      (await store.definitions.list('action-target')).map(({ value }) => value).filter(({ arn }) => own(arn, by)),
  };
}

type Insights = Pick<FindingsPort, 'createInsight' | 'updateInsight' | 'deleteInsight' | 'insights' | 'insightResults'>;

function insightsOf(parts: StoredFindingsParts): Insights {
  const { operations, store } = parts;
  const own = (arn: string, { scope }: Caller): boolean => accountOf(arn) === scope.accountId;
  return {
    async createInsight(insight, { scope, actor }) {
      const made = await operations.createInsight(insight, scope, actor);
      if (made.kind === 'refused') return tooMany(made);
      return made.kind === 'kept' ? { kind: 'created', insight: made.insight } : made;
    },
    async updateInsight(arn, changes, by) {
      if (!own(arn, by)) return UNKNOWN;
      const made = await operations.updateInsight(arn, changes, by.actor);
      return made.kind === 'invalid' ? made : doneOrUnknown(made);
    },
    deleteInsight: async (arn, by) =>
      own(arn, by) ? doneOrUnknown(await operations.deleteInsight(arn, by.actor)) : UNKNOWN,
    insights: async (by) =>
      (await store.definitions.list('insight')).map(({ value }) => value).filter(({ arn }) => own(arn, by)),
    async insightResults(arn, by) {
      if (!own(arn, by)) return UNKNOWN;
      const results = await operations.insightGroups(arn, await ownCriteria(parts, by));
      if (results.kind === 'refused') return UNKNOWN;
      const groups = results.groups.map(({ key, count }) => ({ value: key, count }));
      return { kind: 'results', insight: results.insight, groups };
    },
  };
}

const UNKNOWN = { kind: 'unknown' } as const;

const tooMany = ({ detail }: Refused): { readonly kind: 'too-many'; readonly reason: string } => ({
  kind: 'too-many',
  reason: detail,
});

function doneOrUnknown({ kind }: { readonly kind: string }): { readonly kind: 'done' } | { readonly kind: 'unknown' } {
  return kind === 'refused' ? UNKNOWN : { kind: 'done' };
}
