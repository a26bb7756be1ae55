import { z } from 'zod';
import { operation } from '../operation.ts';
import { definitionId } from '../schema/definition-id.ts';
import { actionTarget, insight, savedView } from '../schema/definition.ts';
import { findingOrder, groupCount } from '../schema/finding.ts';
import { FILTERS_BYTES, findingFilter, findingFilters, findingWhere } from '../schema/finding-filter.ts';
import { id } from '../schema/id.ts';
import { list } from '../schema/list.ts';

const name = z.string().min(1).max(1024);
const groupBy = name.meta({ description: 'The name of a filter whose value is a text, such as ResourceType.' });
const insightResults = z.object({ insight, groups: list(groupCount) });

const insightOperations = {
  listInsights: operation({
    method: 'GET',
    path: '/api/v1/insights',
    summary: 'Insights: findings that match, counted by an attribute',
    input: z.strictObject({}),
    output: z.object({ items: list(insight) }),
  }),
  getInsight: operation({
    method: 'GET',
    path: '/api/v1/insights/{id}',
    summary: 'One insight with its results now, at most a hundred groups, most findings first',
    input: z.strictObject({ id: definitionId }),
    output: insightResults,
  }),
  createInsight: operation({
    method: 'POST',
    path: '/api/v1/insights',
    summary: 'Makes an insight',
    bodyLimitBytes: FILTERS_BYTES,
    input: z.strictObject({ name, filters: findingFilters, groupBy }),
    output: insight,
  }),
  updateInsight: operation({
    method: 'POST',
    path: '/api/v1/insights/{id}/update',
    summary: 'Changes what is given of an insight',
    bodyLimitBytes: FILTERS_BYTES,
    input: z.strictObject({
      id: definitionId,
      name: name.exactOptional(),
      filters: findingFilters.exactOptional(),
      groupBy: groupBy.exactOptional(),
    }),
    output: insight,
  }),
  deleteInsight: operation({
    method: 'POST',
    path: '/api/v1/insights/{id}/delete',
    summary: 'Removes an insight',
    input: z.strictObject({ id: definitionId }),
    output: insight,
  }),
};

const viewOperations = {
  listViews: operation({
    method: 'GET',
    path: '/api/v1/views',
    summary: 'Saved views of the list of findings, by name',
    input: z.strictObject({}),
    output: z.object({ items: list(savedView) }),
  }),
  saveView: operation({
    method: 'POST',
    path: '/api/v1/views',
    summary: 'Saves a view; one of the same name is replaced',
    bodyLimitBytes: FILTERS_BYTES,
    input: z.strictObject({
      name,
      filters: findingFilters,
      where: findingWhere.exactOptional(),
      overdue: findingFilter.overdue,
      order: findingOrder.exactOptional(),
      groupBy: groupBy.exactOptional(),
    }),
    output: savedView,
  }),
  deleteView: operation({
    method: 'POST',
    path: '/api/v1/views/delete',
    summary: 'Removes a saved view',
    input: z.strictObject({ name }),
    output: z.object({ name: z.string() }),
  }),
};

const customActionOperations = {
  listCustomActions: operation({
    method: 'GET',
    path: '/api/v1/custom-actions',
    summary: 'Custom actions: named buttons on findings that publish an event',
    input: z.strictObject({}),
    output: z.object({ items: list(actionTarget) }),
  }),
  createCustomAction: operation({
    method: 'POST',
    path: '/api/v1/custom-actions',
    summary: 'Makes a custom action',
    input: z.strictObject({ id: z.string().min(1).max(64), name, description: name }),
    output: actionTarget,
  }),
  updateCustomAction: operation({
    method: 'POST',
    path: '/api/v1/custom-actions/{id}/update',
    summary: 'Changes the name or description of a custom action',
    input: z.strictObject({ id: definitionId, name: name.exactOptional(), description: name.exactOptional() }),
    output: actionTarget,
  }),
  deleteCustomAction: operation({
    method: 'POST',
    path: '/api/v1/custom-actions/{id}/delete',
    summary: 'Removes a custom action',
    input: z.strictObject({ id: definitionId }),
    output: actionTarget,
  }),
  fireCustomAction: operation({
    method: 'POST',
    path: '/api/v1/custom-actions/{id}/fire',
    summary: 'Presses the button on 1 to 20 findings, or on the results of an insight',
    input: z.strictObject({
      id: definitionId,
      on: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('findings'), findingIds: z.array(id).min(1).max(20).readonly() }),
        z.strictObject({ kind: z.literal('insight'), insightId: definitionId }),
      ]),
    }),
    output: z.object({ events: z.number().int() }),
  }),
};

/** What people define about findings, beside automation rules. */
export const definitionOperations = { ...insightOperations, ...viewOperations, ...customActionOperations };
