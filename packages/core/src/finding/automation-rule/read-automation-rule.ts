import { isJsonObject, type JsonObject } from '../../value/json.ts';
import { readFindingUpdate } from '../asff/read-finding-update.ts';
import { isBlank } from '../asff/read-value.ts';
import { compileFilters } from '../filter/compile-filters.ts';
import type { AutomationRuleSettings } from './automation-rule.ts';

export type AutomationRuleReading =
  { readonly kind: 'read'; readonly settings: AutomationRuleSettings } | InvalidAutomationRule;

interface InvalidAutomationRule {
  readonly kind: 'invalid';
  /** Such as `Criteria.Title[0].Comparison`. */
  readonly field: string;
  /** Goes on from the field. */
  readonly reason: string;
}

type Part<K extends keyof AutomationRuleSettings> = Pick<AutomationRuleSettings, K> | InvalidAutomationRule;

const invalid = (field: string, reason: string): InvalidAutomationRule => ({ kind: 'invalid', field, reason });
const isInvalid = (part: object): part is InvalidAutomationRule => 'kind' in part && part.kind === 'invalid';

const MOST_ORDER = 1_000;
const MOST_TAGS = 50;

/**
 * A rule as CreateAutomationRule takes it.
 *
 * @param given its input; members that are not known are not looked at.
 * @param current the rule that BatchUpdateAutomationRules changes: what is absent stays as it is there.
 */
export function readAutomationRule(given: unknown, current?: AutomationRuleSettings): AutomationRuleReading {
  if (!isJsonObject(given)) return invalid('rule', 'must be an object');
  const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const parts = [
    texts(input, current),
    order(input, current),
    switches(input, current),
    criteria(input, current),
    update(input, current),
    tags(input, current),
  ] as const;
  const wrong = parts.find(isInvalid);
  if (wrong) return wrong;
  // All parts are sound here, and together they are every member.
  return { kind: 'read', settings: Object.assign({}, ...parts) as AutomationRuleSettings };
}

type Current = AutomationRuleSettings | undefined;

function texts(input: JsonObject, current: Current): Part<'name' | 'description'> {
  const { RuleName: name = current?.name, Description: description = current?.description } = input;
  if (typeof name !== 'string' || isBlank(name)) return invalid('RuleName', 'must be a text that is not blank');
  if (typeof description !== 'string' || isBlank(description)) {
    return invalid('Description', 'must be a text that is not blank');
  }
  return { name, description };
}

function order({ RuleOrder: given }: JsonObject, current: Current): Part<'order'> {
  const number = given ?? current?.order;
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= MOST_ORDER
    ? { order: number }
    : invalid('RuleOrder', `must be a whole number from 1 to ${MOST_ORDER}`);
}

function switches(input: JsonObject, current: Current): Part<'enabled' | 'terminal'> {
  const { RuleStatus: status, IsTerminal: terminal = current?.terminal ?? false } = input;
  if (status !== undefined && status !== 'ENABLED' && status !== 'DISABLED') {
    return invalid('RuleStatus', 'must be one of ENABLED, DISABLED');
  }
  if (typeof terminal !== 'boolean') return invalid('IsTerminal', 'must be true or false');
  return { enabled: status === undefined ? (current?.enabled ?? true) : status === 'ENABLED', terminal };
}

function criteria({ Criteria: given }: JsonObject, current: Current): Part<'criteria'> {
  if (given === undefined && current) return { criteria: current.criteria };
  const filters = compileFilters(given, 'automation-rule');
  if (filters.kind === 'invalid') {
    return invalid(isJsonObject(given) ? `Criteria.${filters.field}` : 'Criteria', filters.reason);
  }
  return { criteria: given as JsonObject };
}

function update({ Actions: given }: JsonObject, current: Current): Part<'update'> {
  if (given === undefined && current) return { update: current.update };
  const action: unknown = Array.isArray(given) && given.length === 1 ? given[0] : undefined;
  if (!isJsonObject(action)) return invalid('Actions', 'must be a list of one action');
  if (action['Type'] !== 'FINDING_FIELDS_UPDATE') return invalid('Actions[0].Type', 'must be FINDING_FIELDS_UPDATE');
  const read = readFindingUpdate(action['FindingFieldsUpdate']);
  if (read.kind === 'read') return { update: read.update };
  const field = read.field === 'update' ? '' : `.${read.field}`;
  return invalid(`Actions[0].FindingFieldsUpdate${field}`, read.reason);
}

/** TagMap, TagKey and TagValue of the model. */
function tags({ Tags: given }: JsonObject, current: Current): Part<'tags'> {
  if (given === undefined) return current?.tags ? { tags: current.tags } : {};
  if (!isJsonObject(given)) return invalid('Tags', 'must be an object of texts');
  const pairs = Object.entries(given);
  if (pairs.length < 1 || pairs.length > MOST_TAGS) return invalid('Tags', `must have 1 to ${MOST_TAGS} pairs`);
  const key = pairs.find(([name]) => !/^[a-zA-Z+-=._:/]{1,128}$/.test(name) || name.startsWith('aws:'))?.[0];
  if (key !== undefined)
    return invalid(`Tags["${key.slice(0, 128)}"]`, 'must have a name of letters, digits and +-=._:/');
  const text = pairs.find(([, value]) => typeof value !== 'string' || value.length > 256)?.[0];
  if (text !== undefined) return invalid(`Tags["${text}"]`, 'must be a text of at most 256 characters');
  return { tags: Object.fromEntries(pairs) as Record<string, string> };
}
