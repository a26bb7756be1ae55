import {
  checkTargetInput,
  compilePattern,
  DEFAULT_BUS,
  type Actor,
  type EventRule,
  type EventTarget,
  type Schedule,
  type Scope,
  type Stores,
} from '@trueup/core';
import { accountOf } from '../account-of.ts';
import { nextTurn, scheduleFault } from '../event/schedule.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import type { InvalidInput } from './automation-rules.ts';
import { putDefinition, removeDefinition } from './put-definition.ts';

/** EventBridge allows 300 rules a bus and 5 targets a rule; here there is no reason to be that strict. */
const MOST_RULES = 10_000;
const MOST_TARGETS = 100;
const NAME = /^[.\-_A-Za-z0-9]{1,64}$/;

/** What a person writes of a rule. A pattern, a schedule, or both. */
export interface EventRuleDraft {
  readonly name: string;
  readonly bus?: string;
  readonly description?: string;
  readonly enabled: boolean;
  /** JSON text. */
  readonly pattern?: string;
  readonly schedule?: Schedule;
}

export type EventRuleKept = { readonly kind: 'kept'; readonly rule: EventRule } | InvalidInput | Refused;

/** `rule/<name>` on the default bus, `rule/<bus>/<name>` on another. */
function eventRuleArn(scope: Scope, name: string, bus: string = DEFAULT_BUS): string {
  const path = bus === DEFAULT_BUS ? name : `${bus}/${name}`;
  return `arn:${scope.partition}:events:${scope.region}:${scope.accountId}:rule/${path}`;
}

/** Makes the rule, or replaces all of it but its targets, who made it and when. */
export async function putEventRule(
  parts: EngineParts,
  draft: EventRuleDraft,
  scope: Scope,
  actor: Actor,
): Promise<EventRuleKept> {
  const fault = draftFault(draft);
  if (fault) return fault;
  const at = parts.clock.now();
  const { name, bus = DEFAULT_BUS, description, enabled, pattern, schedule } = draft;
  const arn = eventRuleArn(scope, name, bus);
  return parts.store.transaction(async (stores) => {
    const current = await stores.definitions.get('event-rule', arn);
    if (!current && (await stores.definitions.list('event-rule')).length >= MOST_RULES) {
      return refused('definition-limit', `there are at most ${MOST_RULES} event rules`);
    }
    const rule: EventRule = {
      name,
      bus,
      arn,
      ...(description === undefined ? {} : { description }),
      enabled,
      ...(pattern === undefined ? {} : { pattern }),
      ...(schedule === undefined ? {} : { schedule }),
      targets: current?.targets ?? [],
      createdBy: current?.createdBy ?? actor.name,
      createdAt: current?.createdAt ?? at,
      updatedAt: at,
    };
    await keepRule(parts, stores, rule, actor);
    return { kind: 'kept', rule };
  });
}

export function setEventRuleEnabled(
  parts: EngineParts,
  arn: string,
  enabled: boolean,
  actor: Actor,
): Promise<EventRuleKept> {
  return changeRule(parts, arn, actor, (rule) => ({ ...rule, enabled }));
}

/** All of them or none. One whose id the rule has already is replaced. */
export async function putEventTargets(
  parts: EngineParts,
  arn: string,
  targets: readonly EventTarget[],
  actor: Actor,
): Promise<EventRuleKept> {
  const fault = targets.map(targetFault).find((one) => one !== undefined);
  if (fault) return fault;
  const ids = targets.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return invalid('targets.id', `must be another for each target: ${twice} is there twice`);
  return changeRule(parts, arn, actor, (rule) => {
    const kept = rule.targets.filter(({ id }) => !targets.some((target) => target.id === id));
    if (kept.length + targets.length > MOST_TARGETS) {
      return refused('definition-limit', `a rule has at most ${MOST_TARGETS} targets`);
    }
    return { ...rule, targets: [...kept, ...targets] };
  });
}

/** Ids that the rule does not have are passed over. */
export function removeEventTargets(
  parts: EngineParts,
  arn: string,
  ids: readonly string[],
  actor: Actor,
): Promise<EventRuleKept> {
  return changeRule(parts, arn, actor, (rule) => ({
    ...rule,
    targets: rule.targets.filter(({ id }) => !ids.includes(id)),
  }));
}

/** What is on its way to its targets still arrives. With targets it is refused, as in EventBridge, unless `force`. */
export async function deleteEventRule(
  parts: EngineParts,
  arn: string,
  actor: Actor,
  { force = false }: { readonly force?: boolean } = {},
): Promise<{ readonly kind: 'deleted' } | Refused> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const rule = await stores.definitions.get('event-rule', arn);
    if (!rule) return refused('unknown-definition', `no event rule ${arn}`);
    if (rule.targets.length > 0 && !force)
      return refused('definition-in-use', `event rule ${rule.name} still has targets`);
    await removeDefinition(stores, { kind: 'event-rule', key: arn }, { actor, at });
    await stores.events.setTurn(arn, undefined);
    return { kind: 'deleted' };
  });
}

/** Those of one account, or all. */
export async function listEventRules(
  { store }: Pick<EngineParts, 'store'>,
  account?: string,
): Promise<readonly EventRule[]> {
  const rules = (await store.definitions.list('event-rule')).map(({ value }) => value);
  return account === undefined ? rules : rules.filter(({ arn }) => accountOf(arn) === account);
}

async function changeRule(
  parts: EngineParts,
  arn: string,
  actor: Actor,
  change: (rule: EventRule) => EventRule | Refused,
): Promise<EventRuleKept> {
  return parts.store.transaction(async (stores) => {
    const current = await stores.definitions.get('event-rule', arn);
    if (!current) return refused('unknown-definition', `no event rule ${arn}`);
    const changed = change(current);
    if ('kind' in changed) return changed;
    const rule: EventRule = { ...changed, updatedAt: parts.clock.now() };
    await keepRule(parts, stores, rule, actor);
    return { kind: 'kept', rule };
  });
}

async function keepRule(parts: EngineParts, stores: Stores, rule: EventRule, actor: Actor): Promise<void> {
  const at = parts.clock.now();
  await putDefinition(stores, { kind: 'event-rule', key: rule.arn, value: rule }, { actor, at });
  const turns = rule.enabled && rule.schedule;
  await stores.events.setTurn(rule.arn, turns ? nextTurn(turns, at) : undefined);
}

const invalid = (field: string, reason: string): InvalidInput => ({ kind: 'invalid', field, reason });

function draftFault({ name, bus = DEFAULT_BUS, pattern, schedule }: EventRuleDraft): InvalidInput | undefined {
  if (!NAME.test(name)) return invalid('name', 'must be 1 to 64 of letters, digits and . - _');
  if (bus !== DEFAULT_BUS) return invalid('bus', `must be ${DEFAULT_BUS}: there is one bus here`);
  if (pattern === undefined && schedule === undefined) return invalid('pattern', 'or a schedule must be given');
  if (pattern !== undefined) {
    const compiled = compilePattern(pattern);
    if (compiled.kind === 'invalid') return invalid('pattern', compiled.reason);
  }
  const wrong = schedule && scheduleFault(schedule);
  return wrong === undefined ? undefined : invalid('schedule', wrong);
}

function targetFault(target: EventTarget): InvalidInput | undefined {
  if (!NAME.test(target.id)) return invalid('targets.id', 'must be 1 to 64 of letters, digits and . - _');
  const [fault] = target.input ? checkTargetInput(target.id, target.input) : [];
  return fault && invalid(`targets.${target.id}.input`, fault.message);
}
