import type { AutomationRule } from '@trueup/core';
import { restOperation } from '../aws-operation.ts';
import { keyedPage } from '../page-token.ts';
import { boolean, document, integer, list, map, matching, oneOf, string, structure } from '../shape.ts';
import { invalidField, limitExceeded, LISTS } from './refusals.ts';
import { findingUpdateMembers, listMembers, nonEmpty } from './shapes.ts';

/** The operations on automation rules (automation-rules, 1). */

const MOST_RULES = 100;

const ruleMembers = {
  RuleStatus: oneOf('ENABLED', 'DISABLED'),
  RuleOrder: integer(1, 1000),
  RuleName: nonEmpty,
  Description: nonEmpty,
  IsTerminal: boolean,
  Criteria: document,
  Actions: list(
    structure({ Type: oneOf('FINDING_FIELDS_UPDATE'), FindingFieldsUpdate: structure(findingUpdateMembers) }),
    { min: 1, max: 1 },
  ),
};

const tags = map(matching(String.raw`^(?!aws:)[a-zA-Z+-=._:/]+$`, { min: 1, max: 128 }), string({ max: 256 }), {
  min: 1,
  max: 50,
});
const ruleArns = structure({ AutomationRulesArns: list(nonEmpty, { min: 1, max: MOST_RULES }) }, [
  'AutomationRulesArns',
]);

const create = restOperation(
  { method: 'POST', path: '/automationrules/create' },
  structure({ Tags: tags, ...ruleMembers }, ['RuleOrder', 'RuleName', 'Description', 'Criteria', 'Actions']),
  async (input, call) => {
    const outcome = await call.parts.findings.createAutomationRule(input, call);
    switch (outcome.kind) {
      case 'created':
        return { RuleArn: outcome.rule.arn };
      case 'invalid':
        throw invalidField(outcome);
      case 'too-many':
        throw limitExceeded(outcome.reason);
    }
  },
);

const NOT_FOUND = 404;
const INVALID = 400;

interface Unprocessed {
  readonly RuleArn: string;
  readonly ErrorCode: number;
  readonly ErrorMessage: string;
}

const missing = (RuleArn: string): Unprocessed => ({
  RuleArn,
  ErrorCode: NOT_FOUND,
  ErrorMessage: `There is no automation rule ${RuleArn}.`,
});

const update = restOperation(
  { method: 'PATCH', path: '/automationrules/update' },
  structure(
    {
      UpdateAutomationRulesRequestItems: list(structure({ RuleArn: nonEmpty, ...ruleMembers }, ['RuleArn']), {
        min: 1,
        max: MOST_RULES,
      }),
    },
    ['UpdateAutomationRulesRequestItems'],
  ),
  async ({ UpdateAutomationRulesRequestItems: items }, call) => {
    const processed: string[] = [];
    const unprocessed: Unprocessed[] = [];
    for (const { RuleArn, ...changes } of items) {
      const outcome = await call.parts.findings.updateAutomationRule(RuleArn, changes, call);
      if (outcome.kind === 'done') processed.push(RuleArn);
      else if (outcome.kind === 'unknown') unprocessed.push(missing(RuleArn));
      else unprocessed.push({ RuleArn, ErrorCode: INVALID, ErrorMessage: invalidField(outcome).message });
    }
    return { ProcessedAutomationRules: processed, UnprocessedAutomationRules: unprocessed };
  },
);

const get = restOperation(
  { method: 'POST', path: '/automationrules/get' },
  ruleArns,
  async ({ AutomationRulesArns: arns }, call) => {
    const rules = new Map((await call.parts.findings.automationRules(call)).map((rule) => [rule.arn, rule]));
    return {
      Rules: arns.flatMap((arn) => {
        const rule = rules.get(arn);
        return rule ? [ruleView(rule)] : [];
      }),
      UnprocessedAutomationRules: arns.filter((arn) => !rules.has(arn)).map(missing),
    };
  },
);

const remove = restOperation(
  { method: 'POST', path: '/automationrules/delete' },
  ruleArns,
  async ({ AutomationRulesArns: arns }, call) => {
    const processed: string[] = [];
    const unprocessed: Unprocessed[] = [];
    for (const arn of arns) {
      const outcome = await call.parts.findings.deleteAutomationRule(arn, call);
      if (outcome.kind === 'done') processed.push(arn);
      else unprocessed.push(missing(arn));
    }
    return { ProcessedAutomationRules: processed, UnprocessedAutomationRules: unprocessed };
  },
);

const listRules = restOperation(
  { method: 'GET', path: '/automationrules/list', query: ['NextToken', 'MaxResults'] },
  structure(listMembers),
  async (asked, call) => {
    const rules = await call.parts.findings.automationRules(call);
    const page = keyedPage('automation-rules', asked, rules, applicationKey, LISTS);
    return { AutomationRulesMetadata: page.items.map(metadataView), ...page.members };
  },
);

/** Sorts as the rules are applied. */
function applicationKey({ order, updatedAt, arn }: AutomationRule): string {
  return `${String(order).padStart(4, '0')} ${updatedAt} ${arn}`;
}

function metadataView(rule: AutomationRule): object {
  return {
    RuleArn: rule.arn,
    RuleStatus: rule.enabled ? 'ENABLED' : 'DISABLED',
    RuleOrder: rule.order,
    RuleName: rule.name,
    Description: rule.description,
    IsTerminal: rule.terminal,
    CreatedAt: rule.createdAt,
    UpdatedAt: rule.updatedAt,
    CreatedBy: rule.createdBy,
  };
}

function ruleView(rule: AutomationRule): object {
  return {
    ...metadataView(rule),
    Criteria: rule.criteria,
    Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: rule.update }],
  };
}

export const automationRuleOperations = {
  CreateAutomationRule: create,
  BatchUpdateAutomationRules: update,
  BatchGetAutomationRules: get,
  BatchDeleteAutomationRules: remove,
  ListAutomationRules: listRules,
};
