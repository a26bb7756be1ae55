import type { Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../schema/actor.ts';
import type { AutomationRule } from '../schema/automation-rule.ts';
import type { ActionTarget, Insight, SavedView } from '../schema/definition.ts';
import type { JsonObject } from '../schema/json.ts';
import { notFound } from './not-found.ts';
import { SCRIPTED_AT, type ScriptedFinding } from './scripted-things.ts';

export interface Definitions {
  readonly findings: ScriptedFinding[];
  readonly rules: Map<string, AutomationRule>;
  readonly insights: Map<string, Insight>;
  readonly views: Map<string, SavedView>;
  readonly actions: Map<string, ActionTarget>;
}

export const noDefinitions = (): Omit<Definitions, 'findings'> => ({
  rules: new Map(),
  insights: new Map(),
  views: new Map(),
  actions: new Map(),
});

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

/** Automation rules that are kept and never applied; criteria match every finding. */
export function scriptedRules({ rules, findings }: Definitions, actor: Actor): Rules {
  const inOrder = (): AutomationRule[] => [...rules.values()].sort((one, other) => one.order - other.order);
  return {
    listAutomationRules: async () => ({ items: inOrder() }),
    getAutomationRule: async ({ id }) => named(rules, 'automation rule', id),
    async createAutomationRule({ rule }) {
      const id = `00000000-0000-4000-8000-${String(rules.size + 1).padStart(12, '0')}`;
      const arn = `${HUB}:automation-rule/${id}`;
      const made = ruleOf({ arn, createdBy: actor.name }, rule);
      rules.set(id, made);
      return made;
    },
    async updateAutomationRule({ id, changes }) {
      const current = named(rules, 'automation rule', id);
      const enabled = changes['RuleStatus'] === undefined ? current.enabled : changes['RuleStatus'] === 'ENABLED';
      const changed = { ...current, enabled, name: String(changes['RuleName'] ?? current.name) };
      rules.set(endOf(current.arn), changed);
      return changed;
    },
    async deleteAutomationRule({ id }) {
      const rule = named(rules, 'automation rule', id);
      rules.delete(endOf(rule.arn));
      return rule;
    },
    async reorderAutomationRules({ ids }) {
      const first = ids.map((id) => named(rules, 'automation rule', id));
      const wanted = [...first, ...inOrder().filter((rule) => !first.includes(rule))];
      wanted.forEach((rule, index) => rules.set(endOf(rule.arn), { ...rule, order: index + 1 }));
      return { items: inOrder() };
    },
    async previewAutomationRule() {
      const items = findings.map(({ finding }) => finding);
      return { count: items.length, items: items.slice(0, 20) };
    },
  };
}

function ruleOf(made: Pick<AutomationRule, 'arn' | 'createdBy'>, rule: JsonObject): AutomationRule {
  const { RuleName, Description, RuleOrder, RuleStatus, IsTerminal, Criteria, Actions } = rule;
  if (typeof RuleName !== 'string') {
    throw new Problem('invalid', 'rule.RuleName must be a text', {
      faults: [{ path: 'rule.RuleName', message: 'must be a text' }],
    });
  }
  const [action] = (Actions ?? []) as readonly { readonly FindingFieldsUpdate: AutomationRule['update'] }[];
  return {
    ...made,
    name: RuleName,
    description: String(Description ?? ''),
    order: Number(RuleOrder ?? 1),
    enabled: RuleStatus !== 'DISABLED',
    terminal: IsTerminal === true,
    criteria: (Criteria ?? {}) as JsonObject,
    update: action?.FindingFieldsUpdate ?? {},
    createdAt: SCRIPTED_AT,
    updatedAt: SCRIPTED_AT,
  };
}

type Defining = Pick<
  Trueup,
  | 'listInsights'
  | 'getInsight'
  | 'createInsight'
  | 'updateInsight'
  | 'deleteInsight'
  | 'listViews'
  | 'saveView'
  | 'deleteView'
  | 'listCustomActions'
  | 'createCustomAction'
  | 'updateCustomAction'
  | 'deleteCustomAction'
  | 'fireCustomAction'
>;

export function scriptedDefinitions(world: Definitions, actor: Actor): Defining {
  return { ...insightsOf(world), ...viewsOf(world, actor), ...actionsOf(world) };
}

function insightsOf({ insights, findings }: Definitions) {
  return {
    listInsights: async () => ({ items: [...insights.values()] }),
    async getInsight({ id }) {
      const groups = [{ key: 'AwsS3Bucket', count: findings.length }];
      return { insight: named(insights, 'insight', id), groups };
    },
    async createInsight({ name, filters, groupBy }) {
      const id = `00000000-0000-4000-9000-${String(insights.size + 1).padStart(12, '0')}`;
      const insight = { arn: `${HUB}:insight/222222222222/custom/${id}`, name, filters, groupBy };
      insights.set(id, insight);
      return insight;
    },
    async updateInsight({ id, ...changes }) {
      const insight: Insight = { ...named(insights, 'insight', id), ...changes };
      insights.set(endOf(insight.arn), insight);
      return insight;
    },
    async deleteInsight({ id }) {
      const insight = named(insights, 'insight', id);
      insights.delete(endOf(insight.arn));
      return insight;
    },
  } satisfies Partial<Trueup>;
}

function viewsOf({ views }: Definitions, actor: Actor) {
  return {
    listViews: async () => ({ items: [...views.values()] }),
    async saveView(given) {
      const view = { ...given, createdBy: actor.name, createdAt: SCRIPTED_AT };
      views.set(view.name, view);
      return view;
    },
    async deleteView({ name }) {
      if (!views.delete(name)) notFound('view', name);
      return { name };
    },
  } satisfies Partial<Trueup>;
}

function actionsOf({ actions }: Definitions) {
  return {
    listCustomActions: async () => ({ items: [...actions.values()] }),
    async createCustomAction({ id, name, description }) {
      if (actions.has(id)) throw new Problem('conflict', `there is a custom action ${id} already`);
      const action = { arn: `${HUB}:action/custom/${id}`, id, name, description };
      actions.set(id, action);
      return action;
    },
    async updateCustomAction({ id, ...changes }) {
      const action: ActionTarget = { ...named(actions, 'custom action', id), ...changes };
      actions.set(action.id, action);
      return action;
    },
    async deleteCustomAction({ id }) {
      const action = named(actions, 'custom action', id);
      actions.delete(action.id);
      return action;
    },
    async fireCustomAction({ id, on }) {
      named(actions, 'custom action', id);
      return { events: on.kind === 'findings' ? on.findingIds.length : 1 };
    },
  } satisfies Partial<Trueup>;
}

const HUB = 'arn:aws:securityhub:us-east-1:222222222222';

const endOf = (arn: string): string => arn.split('/').at(-1) ?? '';

function named<T>(all: ReadonlyMap<string, T>, what: string, id: string): T {
  return all.get(endOf(id)) ?? notFound(what, id);
}
