import {
  compileFilters,
  compileWhere,
  filterPath,
  type Actor,
  type FindingCriteria,
  type GroupCount,
  type Insight,
  type JsonObject,
  type SavedView,
  type Scope,
} from '@trueup/core';
import { accountOf } from '../account-of.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import type { InvalidInput } from './automation-rules.ts';
import { deleteDefinition, putDefinition } from './put-definition.ts';

/** Security Hub's limits: custom insights of an account, and groups in a result. */
const MOST_INSIGHTS = 100;
const MOST_GROUPS = 100;

type Written = Omit<Insight, 'arn'>;
export type InsightKept = { readonly kind: 'kept'; readonly insight: Insight } | InvalidInput | Refused;

export async function createInsight(
  parts: EngineParts,
  given: Written,
  scope: Scope,
  actor: Actor,
): Promise<InsightKept> {
  const fault = insightFault(given);
  if (fault) return fault;
  const at = parts.clock.now();
  const { partition, region, accountId } = scope;
  const arn = `arn:${partition}:securityhub:${region}:${accountId}:insight/${accountId}/custom/${parts.ids.uuid()}`;
  return parts.store.transaction(async (stores) => {
    const all = await stores.definitions.list('insight');
    if (all.filter(({ key }) => accountOf(key) === accountId).length >= MOST_INSIGHTS) {
      return refused('definition-limit', `an account has at most ${MOST_INSIGHTS} insights`);
    }
    const insight: Insight = { ...given, arn };
    await putDefinition(stores, { kind: 'insight', key: arn, value: insight }, { actor, at });
    return { kind: 'kept', insight };
  });
}

export async function updateInsight(
  parts: EngineParts,
  arn: string,
  changes: Partial<Written>,
  actor: Actor,
): Promise<InsightKept> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const current = await stores.definitions.get('insight', arn);
    if (!current) return refused('unknown-definition', `no insight ${arn}`);
    const insight: Insight = { ...current, ...changes };
    const fault = insightFault(insight);
    if (fault) return fault;
    await putDefinition(stores, { kind: 'insight', key: arn, value: insight }, { actor, at });
    return { kind: 'kept', insight };
  });
}

export function deleteInsight(
  parts: EngineParts,
  arn: string,
  actor: Actor,
): Promise<{ readonly kind: 'deleted' } | Refused> {
  return deleteDefinition(parts, { kind: 'insight', key: arn, what: 'insight' }, actor);
}

export type InsightResults =
  { readonly kind: 'results'; readonly insight: Insight; readonly groups: readonly GroupCount[] } | Refused;

/** Most findings first. `within` narrows what is counted, such as to one account. */
export async function insightGroups(
  parts: Pick<EngineParts, 'store' | 'clock'>,
  arn: string,
  within: FindingCriteria = {},
): Promise<InsightResults> {
  const insight = await parts.store.definitions.get('insight', arn);
  if (!insight) return refused('unknown-definition', `no insight ${arn}`);
  const filters = compileFilters(insight.filters, 'get-findings');
  const path = filterPath(insight.groupBy);
  if (filters.kind === 'invalid' || !path) {
    return refused('invalid-definition', `insight ${arn} was stored by another version and is not valid here`);
  }
  const criteria = { ...within, filters: { fields: filters.fields, now: parts.clock.now() } };
  return { kind: 'results', insight, groups: await parts.store.findings.counts(path, criteria, MOST_GROUPS) };
}

function insightFault({ name, filters, groupBy }: Written): InvalidInput | undefined {
  if (name.trim() === '') return { kind: 'invalid', field: 'Name', reason: 'must not be blank' };
  if (!filterPath(groupBy)) {
    return {
      kind: 'invalid',
      field: 'GroupByAttribute',
      reason: 'must be a filter of GetFindings whose value is a text, such as ResourceType or SeverityLabel',
    };
  }
  return filtersFault(filters);
}

/** An insight is AWS's; a view is a search of our own. */
function filtersFault(
  filters: JsonObject,
  dialect: 'get-findings' | 'search' = 'get-findings',
): InvalidInput | undefined {
  const compiled = compileFilters(filters, dialect);
  return compiled.kind === 'invalid' ? { ...compiled, field: `Filters.${compiled.field}` } : undefined;
}

/** A view is known by its name; saving one again replaces it. */
export async function saveView(
  parts: EngineParts,
  given: Omit<SavedView, 'createdBy' | 'createdAt'>,
  actor: Actor,
): Promise<{ readonly kind: 'kept'; readonly view: SavedView } | InvalidInput> {
  if (!/^\P{Cc}{1,100}$/u.test(given.name)) {
    return { kind: 'invalid', field: 'name', reason: 'must be 1 to 100 characters on one line' };
  }
  const fault = filtersFault(given.filters, 'search');
  if (fault) return fault;
  const where = given.where && compileWhere(given.where);
  if (where && 'kind' in where) return { ...where, field: `where.${where.field}` };
  const at = parts.clock.now();
  const view: SavedView = { ...given, createdBy: actor.name, createdAt: at };
  await parts.store.transaction((stores) =>
    putDefinition(stores, { kind: 'view', key: view.name, value: view }, { actor, at }),
  );
  return { kind: 'kept', view };
}

export function deleteView(
  parts: EngineParts,
  name: string,
  actor: Actor,
): Promise<{ readonly kind: 'deleted' } | Refused> {
  return deleteDefinition(parts, { kind: 'view', key: name, what: 'view' }, actor);
}
