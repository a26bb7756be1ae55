import { Problem, type Trueup } from '@trueup/api-contract';
import type { AutomationRule } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { definitionScope, findDefinition } from './find-definition.ts';
import { filterFields } from './finding-criteria.ts';
import { settled } from './settled.ts';

type Rules = Pick<
  Trueup,
  | 'listAutomationRules'
  | 'getAutomationRule'
  | 'createAutomationRule'
  | 'updateAutomationRule'
  | 'deleteAutomationRule'
  | 'reorderAutomationRules'
  | 'previewAutomationRule'
>;

const PREVIEWED = 20;
/** Security Hub's RuleOrder ends here. */
const LAST_PLACE = 1000;

export function automationRuleOperations(parts: ApplicationParts): Rules {
  const { engine, store, actor, clock } = parts;
  const { operations } = engine;
  const ruleOf = async (id: string): Promise<AutomationRule> =>
    (await findDefinition(parts, 'automation-rule', id)).value;
  return {
    listAutomationRules: async () => ({ items: await operations.listAutomationRules() }),
    getAutomationRule: ({ id }) => ruleOf(id),
    async createAutomationRule({ rule }) {
      const scope = await definitionScope(parts);
      return settled(await operations.createAutomationRule(rule, scope, actor), within('rule')).rule;
    },
    async updateAutomationRule({ id, changes }) {
      const { arn } = await ruleOf(id);
      return settled(await operations.updateAutomationRule(arn, changes, actor), within('changes')).rule;
    },
    async deleteAutomationRule({ id }) {
      const rule = await ruleOf(id);
      settled(await operations.deleteAutomationRule(rule.arn, actor));
      return rule;
    },
    reorderAutomationRules: ({ ids }) => reorder(parts, ids),
    async previewAutomationRule({ criteria }) {
      const filters = { fields: filterFields(criteria, 'criteria', 'automation-rule'), now: clock.now() };
      const [count, page] = await Promise.all([
        store.findings.count({ filters }),
        store.findings.list({ filters, limit: PREVIEWED }),
      ]);
      return { count, items: page.items };
    },
  };
}

const within =
  (member: string) =>
  (field: string): string =>
    `${member}.${field}`;

/** Places are 1, 2, 3, … from then on. A rule whose place stays the same is not touched. */
async function reorder(
  parts: ApplicationParts,
  ids: readonly string[],
): Promise<{ readonly items: readonly AutomationRule[] }> {
  const { operations } = parts.engine;
  const named = await Promise.all(ids.map(async (id) => (await findDefinition(parts, 'automation-rule', id)).key));
  if (new Set(named).size < named.length) throw new Problem('invalid', 'ids: a rule is named twice');
  const rules = await operations.listAutomationRules();
  if (rules.length > LAST_PLACE) {
    throw new Problem('refused', `there are ${rules.length} rules, and places end at ${LAST_PLACE}`);
  }
  const first = named.flatMap((arn) => rules.find((rule) => rule.arn === arn) ?? []);
  const wanted = [...first, ...rules.filter(({ arn }) => !named.includes(arn))];
  for (const [index, { arn, order }] of wanted.entries()) {
    const RuleOrder = index + 1;
    if (order !== RuleOrder) settled(await operations.updateAutomationRule(arn, { RuleOrder }, parts.actor));
  }
  return { items: await operations.listAutomationRules() };
}
