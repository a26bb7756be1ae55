import { readAutomationRule, type Actor, type AutomationRule, type JsonObject, type Scope } from '@trueup/core';
import { accountOf } from '../account-of.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { deleteDefinition, putDefinition } from './put-definition.ts';

/** Security Hub's own limit, of an account and region. */
const MOST_RULES = 100;

export type RuleKept = { readonly kind: 'kept'; readonly rule: AutomationRule } | InvalidInput | Refused;

/** What a person wrote is not valid: the field, and what it may be. */
export interface InvalidInput {
  readonly kind: 'invalid';
  readonly field: string;
  readonly reason: string;
}

/** `input` is that of CreateAutomationRule. */
export async function createAutomationRule(
  parts: EngineParts,
  input: JsonObject,
  scope: Scope,
  actor: Actor,
): Promise<RuleKept> {
  const reading = readAutomationRule(input);
  if (reading.kind === 'invalid') return reading;
  const at = parts.clock.now();
  const arn = `arn:${scope.partition}:securityhub:${scope.region}:${scope.accountId}:automation-rule/${parts.ids.uuid()}`;
  const rule: AutomationRule = { ...reading.settings, arn, createdBy: actor.name, createdAt: at, updatedAt: at };
  return parts.store.transaction(async (stores) => {
    const rules = await stores.definitions.list('automation-rule');
    if (rules.filter(({ key }) => accountOf(key) === scope.accountId).length >= MOST_RULES) {
      return refused('definition-limit', `an account has at most ${MOST_RULES} automation rules`);
    }
    await putDefinition(stores, { kind: 'automation-rule', key: arn, value: rule }, { actor, at });
    return { kind: 'kept', rule };
  });
}

/** `changes` are members of CreateAutomationRule's input; what is absent stays. */
export async function updateAutomationRule(
  parts: EngineParts,
  arn: string,
  changes: JsonObject,
  actor: Actor,
): Promise<RuleKept> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const current = await stores.definitions.get('automation-rule', arn);
    if (!current) return refused('unknown-definition', `no automation rule ${arn}`);
    const reading = readAutomationRule(changes, current);
    if (reading.kind === 'invalid') return reading;
    const rule: AutomationRule = { ...current, ...reading.settings, updatedAt: at };
    await putDefinition(stores, { kind: 'automation-rule', key: arn, value: rule }, { actor, at });
    return { kind: 'kept', rule };
  });
}

export function deleteAutomationRule(
  parts: EngineParts,
  arn: string,
  actor: Actor,
): Promise<{ readonly kind: 'deleted' } | Refused> {
  return deleteDefinition(parts, { kind: 'automation-rule', key: arn, what: 'automation rule' }, actor);
}

/** In the order of their application. */
export async function listAutomationRules({ store }: Pick<EngineParts, 'store'>): Promise<readonly AutomationRule[]> {
  const rules = (await store.definitions.list('automation-rule')).map(({ value }) => value);
  return rules.sort((one, other) => one.order - other.order || (one.updatedAt < other.updatedAt ? -1 : 1));
}
