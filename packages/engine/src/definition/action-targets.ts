import type { ActionTarget, Actor, FindingId, Scope } from '@trueup/core';
import { accountOf } from '../account-of.ts';
import { customActionEvent, insightResultsEvent } from '../finding/finding-events.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import type { InvalidInput } from './automation-rules.ts';
import { insightGroups } from './insights.ts';
import { deleteDefinition, putDefinition } from './put-definition.ts';

/** Security Hub's limits. */
const MOST_ACTIONS = 50;
const MOST_FINDINGS = 20;
const LONGEST_NAME = 20;

type Written = Pick<ActionTarget, 'name' | 'description'>;
export type ActionKept = { readonly kind: 'kept'; readonly action: ActionTarget } | InvalidInput | Refused;

export async function createActionTarget(
  parts: EngineParts,
  given: Written & Pick<ActionTarget, 'id'>,
  scope: Scope,
  actor: Actor,
): Promise<ActionKept> {
  if (!/^[A-Za-z0-9]{1,20}$/.test(given.id)) return invalid('id', 'must be 1 to 20 letters and digits');
  const fault = writtenFault(given);
  if (fault) return fault;
  const at = parts.clock.now();
  const arn = `arn:${scope.partition}:securityhub:${scope.region}:${scope.accountId}:action/custom/${given.id}`;
  return parts.store.transaction(async (stores) => {
    const all = await stores.definitions.list('action-target');
    const own = all.filter(({ key }) => accountOf(key) === scope.accountId);
    if (own.some(({ value }) => value.id === given.id)) {
      return refused('definition-exists', `there is a custom action ${given.id} already`);
    }
    if (own.length >= MOST_ACTIONS)
      return refused('definition-limit', `an account has at most ${MOST_ACTIONS} custom actions`);
    const action: ActionTarget = { arn, id: given.id, name: given.name, description: given.description };
    await putDefinition(stores, { kind: 'action-target', key: arn, value: action }, { actor, at });
    return { kind: 'kept', action };
  });
}

export async function updateActionTarget(
  parts: EngineParts,
  arn: string,
  changes: Partial<Written>,
  actor: Actor,
): Promise<ActionKept> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const current = await stores.definitions.get('action-target', arn);
    if (!current) return refused('unknown-definition', `no custom action ${arn}`);
    const action: ActionTarget = { ...current, ...changes };
    const fault = writtenFault(action);
    if (fault) return fault;
    await putDefinition(stores, { kind: 'action-target', key: arn, value: action }, { actor, at });
    return { kind: 'kept', action };
  });
}

export function deleteActionTarget(
  parts: EngineParts,
  arn: string,
  actor: Actor,
): Promise<{ readonly kind: 'deleted' } | Refused> {
  return deleteDefinition(parts, { kind: 'action-target', key: arn, what: 'custom action' }, actor);
}

export type ActionFired = { readonly kind: 'fired'; readonly events: number } | Refused;

/** Presses the button: one event a finding, as Security Hub's console does (automation-rules, 5). */
export async function fireOnFindings(
  parts: EngineParts,
  arn: string,
  findingIds: readonly FindingId[],
  actor: Actor,
): Promise<ActionFired> {
  if (findingIds.length === 0 || findingIds.length > MOST_FINDINGS) {
    return refused('invalid-definition', `a custom action takes 1 to ${MOST_FINDINGS} findings at once`);
  }
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const action = await stores.definitions.get('action-target', arn);
    if (!action) return refused('unknown-definition', `no custom action ${arn}`);
    const findings = await stores.findings.byIds(findingIds);
    const missing = findingIds.find((id) => !findings.some((finding) => finding.id === id));
    if (missing !== undefined) return refused('unknown-finding', `no finding ${missing}`);
    await parts.bus.publish(
      stores,
      findings.map(({ asff }) => customActionEvent(action, asff, at, parts.ids)),
    );
    await stores.records.append(
      findings.map(({ id, resource }) => ({
        at,
        actor,
        action: 'finding.action-fired' as const,
        subject: { kind: 'finding' as const, id },
        detail: { customAction: arn, resource: resource.arn, accountId: resource.accountId, region: resource.region },
      })),
    );
    return { kind: 'fired', events: findings.length };
  });
}

/** The same with an insight's results: one event with at most a hundred groups. */
export async function fireOnInsight(
  parts: EngineParts,
  arn: string,
  insightArn: string,
  actor: Actor,
): Promise<ActionFired> {
  const at = parts.clock.now();
  const counted = await insightGroups(parts, insightArn);
  if (counted.kind === 'refused') return counted;
  return parts.store.transaction(async (stores) => {
    const action = await stores.definitions.get('action-target', arn);
    if (!action) return refused('unknown-definition', `no custom action ${arn}`);
    await parts.bus.publish(stores, [insightResultsEvent(action, counted.insight, counted.groups, at, parts.ids)]);
    await stores.records.append([
      {
        at,
        actor,
        action: 'finding.action-fired',
        subject: { kind: 'definition', id: insightArn },
        detail: { customAction: arn, groups: counted.groups.length },
      },
    ]);
    return { kind: 'fired', events: 1 };
  });
}

const invalid = (field: string, reason: string): InvalidInput => ({ kind: 'invalid', field, reason });

function writtenFault({ name, description }: Written): InvalidInput | undefined {
  if (name.trim() === '' || name.length > LONGEST_NAME)
    return invalid('name', `must be 1 to ${LONGEST_NAME} characters`);
  return description.trim() === '' ? invalid('description', 'must not be blank') : undefined;
}
