import { z } from 'zod';
import { operation } from '../operation.ts';
import { automationRule } from '../schema/automation-rule.ts';
import { definitionId } from '../schema/definition-id.ts';
import { finding } from '../schema/finding.ts';
import { FILTERS_BYTES } from '../schema/finding-filter.ts';
import { jsonObject } from '../schema/json.ts';
import { list } from '../schema/list.ts';

const rule = jsonObject.meta({ description: "The input of Security Hub's CreateAutomationRule." });

export const automationRuleOperations = {
  listAutomationRules: operation({
    method: 'GET',
    path: '/api/v1/automation-rules',
    summary: 'Automation rules in the order in which they apply',
    input: z.strictObject({}),
    output: z.object({ items: list(automationRule) }),
  }),
  getAutomationRule: operation({
    method: 'GET',
    path: '/api/v1/automation-rules/{id}',
    summary: 'One automation rule',
    input: z.strictObject({ id: definitionId }),
    output: automationRule,
  }),
  createAutomationRule: operation({
    method: 'POST',
    path: '/api/v1/automation-rules',
    summary: 'Makes an automation rule: it sets fields of the findings that match, when they come in',
    bodyLimitBytes: FILTERS_BYTES,
    input: z.strictObject({ rule }),
    output: automationRule,
  }),
  updateAutomationRule: operation({
    method: 'POST',
    path: '/api/v1/automation-rules/{id}/update',
    summary: 'Changes what is given of an automation rule',
    bodyLimitBytes: FILTERS_BYTES,
    input: z.strictObject({
      id: definitionId,
      changes: jsonObject.meta({ description: 'Those members of CreateAutomationRule that change.' }),
    }),
    output: automationRule,
  }),
  deleteAutomationRule: operation({
    method: 'POST',
    path: '/api/v1/automation-rules/{id}/delete',
    summary: 'Removes an automation rule; what it has changed stays',
    input: z.strictObject({ id: definitionId }),
    output: automationRule,
  }),
  reorderAutomationRules: operation({
    method: 'POST',
    path: '/api/v1/automation-rules/reorder',
    summary: 'Lets these rules apply first, in this order, and the others after them as they were',
    input: z.strictObject({ ids: z.array(definitionId).min(1).max(1000).readonly() }),
    output: z.object({ items: list(automationRule) }),
  }),
  previewAutomationRule: operation({
    method: 'POST',
    path: '/api/v1/automation-rules/preview',
    summary: 'How many findings criteria match now, and the first twenty of them; changes nothing',
    bodyLimitBytes: FILTERS_BYTES,
    input: z.strictObject({
      criteria: jsonObject.meta({ description: "AutomationRulesFindingFilters, a rule's Criteria." }),
    }),
    output: z.object({ count: z.number().int(), items: list(finding) }),
  }),
};
