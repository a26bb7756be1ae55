import {
  bindParameters,
  comparable,
  decide,
  differences,
  isOpen,
  isRemediation,
  judge,
  planHash,
  remediationFor,
  resolvePermissions,
  instantAfter,
  unreachable,
  type Actor,
  type Control,
  type Decision,
  type Execution,
  type Finding,
  type FindingId,
  type JsonObject,
  type LeaveReason,
  type LibraryEntry,
  type Plan,
  type PlanId,
  type Policy,
  type Snapshot,
  type UnreadPart,
} from '@trueup/core';
import { documentOf, entryOf, parametersOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { keepObservations } from '../finding/keep-observations.ts';
import { uuidOf } from '../uuid-of.ts';
import { followRunbook } from './follow-runbook.ts';

/** Why no plan was made, beside the reasons of a decision. Closed list. */
type NoPlanReason = 'already-compliant' | 'not-applicable' | 'resource-gone' | 'unread' | 'input-refused';

export type PlanOutcome =
  | { readonly kind: 'planned'; readonly plan: Plan; readonly decision: Exclude<Decision, { kind: 'leave' }> }
  | { readonly kind: 'left'; readonly reason: LeaveReason | NoPlanReason; readonly detail: string }
  | Refused;

/** Reads the resource anew, judges it, and works out what a repair would do. Nothing is changed but our own rows. */
export async function makePlan(parts: EngineParts, finding: Finding, actor: Actor): Promise<PlanOutcome> {
  const entry = entryOf(parts.catalogue, finding.controlId);
  if (!entry)
    return refused('unknown-control', `finding ${finding.id}: no control ${finding.controlId} in the library`);
  if (!isOpen(finding))
    return left('finding-not-open', `finding ${finding.id} is ${finding.recordState} and ${finding.workflow}`);
  const policy = await parts.policy();
  const { control } = entry;
  const parameters = parametersOf(control, policy);
  const seen = await readForChange(parts, finding, control, parameters, actor);
  if (seen.kind === 'left') return seen;
  const drafted = await draft(parts, policy, {
    kind: 'repair',
    finding,
    entry,
    text: entry.runbook,
    input: control.input(seen.snapshot, parameters),
    parameters,
    before: seen.snapshot,
    expected: control.repaired(seen.snapshot, parameters),
    actor,
  });
  if (drafted.kind !== 'drafted') return drafted;
  const locked = (await parts.store.locks.holder(finding.resource.arn)) !== undefined;
  const decision = decide({
    finding,
    control,
    policy,
    locked,
    undetermined: drafted.plan.undetermined !== undefined,
    requestedByPerson: actor.kind === 'person',
  });
  return keep(parts, drafted.plan, decision);
}

/** Works out what undoing an execution would do. */
export async function makeUndoPlan(
  parts: EngineParts,
  execution: Execution,
  finding: Finding,
  actor: Actor,
): Promise<PlanOutcome> {
  const entry = entryOf(parts.catalogue, finding.controlId);
  if (!entry)
    return refused('unknown-control', `finding ${finding.id}: no control ${finding.controlId} in the library`);
  const { control } = entry;
  if (control.undo.kind === 'none' || entry.undoRunbook === undefined) {
    return refused(
      'no-undo',
      `${control.id} has no undo${control.undo.kind === 'none' ? `: ${control.undo.reason}` : ''}`,
    );
  }
  const { before } = execution;
  if (
    execution.kind !== 'repair' ||
    !isRemediation(execution) ||
    before === undefined ||
    execution.phase !== 'finished'
  ) {
    return refused('nothing-to-undo', `execution ${execution.id} changed nothing that can be undone`);
  }
  // First of all, since it says which accounts may be entered.
  const policy = await parts.policy();
  const reading = await parts.reader.read(finding.resource, {});
  if (reading.kind === 'gone') return left('resource-gone', `${finding.resource.arn} no longer exists`);
  if (reading.kind === 'unread') return unreadOf(finding, reading);
  const unread = reading.snapshot.unread[0];
  if (unread) return unreadOf(finding, unread);
  const repair = await parts.store.plans.byId(execution.planId);
  if (!repair) throw new Error(`execution ${execution.id} names plan ${execution.planId}, which is not there`);
  // What the policy said when it was repaired: what it says today may name other values.
  const parameters = repair.controlParameters;
  const expected = control.undo.expected?.(before, parameters) ?? before.configuration;
  if (sameConfiguration(control, expected, reading.snapshot.configuration)) {
    return refused('nothing-to-undo', `${finding.resource.arn} already reads as it did before the repair`);
  }
  const drafted = await draft(parts, policy, {
    kind: 'undo',
    finding,
    entry,
    text: entry.undoRunbook,
    input: control.undo.input(before, parameters),
    parameters,
    before: reading.snapshot,
    expected,
    undoes: execution.id,
    actor,
  });
  if (drafted.kind !== 'drafted') return drafted;
  return keep(parts, drafted.plan, await decideUndo(parts, policy, control, finding));
}

async function decideUndo(parts: EngineParts, policy: Policy, control: Control, finding: Finding): Promise<Decision> {
  if ((await parts.store.locks.holder(finding.resource.arn)) !== undefined)
    return { kind: 'leave', reason: 'resource-locked' };
  if (control.approvalOnly !== undefined) return { kind: 'propose', reason: 'approval-only' };
  return remediationFor(policy, control, finding)?.mode === 'approval'
    ? { kind: 'propose', reason: 'mode-approval' }
    : { kind: 'remediate' };
}

const left = (reason: LeaveReason | NoPlanReason, detail: string): Extract<PlanOutcome, { kind: 'left' }> => ({
  kind: 'left',
  reason,
  detail,
});

function unreadOf(
  { resource }: Finding,
  { reason, detail }: Pick<UnreadPart, 'reason' | 'detail'>,
): ReturnType<typeof left> {
  return left('unread', `${resource.arn}: ${reason}: ${detail}`);
}

export function sameConfiguration(control: Control, one: JsonObject, other: JsonObject): boolean {
  return differences(comparable(control, one), comparable(control, other)).length === 0;
}

type Seen = { readonly kind: 'seen'; readonly snapshot: Snapshot } | Extract<PlanOutcome, { kind: 'left' }>;

/** Only a fault that is there now, on a resource that was read whole, is planned for. */
async function readForChange(
  parts: EngineParts,
  finding: Finding,
  control: Control,
  parameters: JsonObject,
  actor: Actor,
): Promise<Seen> {
  const reading = await parts.reader.read(finding.resource, {});
  if (reading.kind === 'unread') return unreadOf(finding, reading);
  if (reading.kind === 'gone') {
    await keepObservations(
      parts,
      [
        {
          control,
          resource: finding.resource,
          at: parts.clock.now(),
          evaluation: { kind: 'not-applicable', reason: 'The resource no longer exists.' },
        },
      ],
      actor,
    );
    return left('resource-gone', `${finding.resource.arn} no longer exists`);
  }
  const { snapshot } = reading;
  const unread = snapshot.unread[0];
  if (unread) return left('unread', `${finding.resource.arn}: ${unread.part}: ${unread.reason}: ${unread.detail}`);
  const evaluation = judge(control, snapshot, parameters);
  await keepObservations(parts, [{ control, resource: snapshot.resource, at: snapshot.takenAt, evaluation }], actor);
  switch (evaluation.kind) {
    case 'non-compliant':
      return { kind: 'seen', snapshot };
    case 'compliant':
      return left('already-compliant', `${finding.resource.arn} complies with ${control.id} now`);
    case 'not-applicable':
      return left('not-applicable', evaluation.reason);
    case 'insufficient-data':
      return left('unread', evaluation.reason);
    default:
      return unreachable(evaluation);
  }
}

interface Draft {
  readonly kind: Plan['kind'];
  readonly finding: Finding;
  readonly entry: LibraryEntry;
  readonly text: string;
  readonly input: JsonObject;
  readonly parameters: JsonObject;
  readonly before: Snapshot;
  readonly expected: JsonObject;
  readonly undoes?: string;
  readonly actor: Actor;
}

type Drafted = { readonly kind: 'drafted'; readonly plan: Plan } | Extract<PlanOutcome, { kind: 'left' }>;

async function draft(parts: EngineParts, policy: Policy, { entry, finding, text, ...of }: Draft): Promise<Drafted> {
  const { control, permissions } = entry;
  const { resource } = of.before;
  const now = parts.clock.now();
  const document = documentOf(text);
  const executionId = await reservedExecutionId(parts, finding.id, of.kind);
  const context = { ...resource, executionId };
  const bound = bindParameters(document, of.input, context, now);
  if (bound.kind === 'refused') return left('input-refused', `${control.id}: ${bound.problems.join('; ')}`);
  const statements = of.kind === 'repair' ? permissions.remediate : permissions.undo;
  const { calls, undetermined } = await followRunbook(parts, {
    document,
    parameters: bound.parameters,
    context,
    attachments: [],
    session: { mode: 'plan' },
  });
  const made = {
    id: parts.ids.next('plan') as PlanId,
    executionId,
    kind: of.kind,
    findingId: finding.id,
    controlId: control.id,
    resource,
    ...(of.undoes === undefined ? {} : { undoes: of.undoes }),
    document: text,
    input: of.input,
    controlParameters: of.parameters,
    before: of.before,
    expected: of.expected,
    calls,
    permissions: resolvePermissions(statements, resource, bound.parameters),
    risk: control.risk,
    ...(control.undo.kind === 'none' ? { noUndoReason: control.undo.reason } : {}),
    ...(undetermined === undefined ? {} : { undetermined }),
    policyHash: policy.hash,
    requestedBy: of.actor,
    createdAt: now,
    expiresAt: instantAfter(now, policy.planExpiresAfterHours * 3_600_000),
    status: 'ready' as const,
  };
  return { kind: 'drafted', plan: { ...made, hash: planHash(made, parts.digest) } };
}

/**
 * The id of the execution that the plan would become. It follows from what was done about the finding so far, so the
 * same plan made twice is the same to the letter, and a plan made after an execution is another one.
 */
async function reservedExecutionId(parts: EngineParts, findingId: FindingId, kind: Plan['kind']): Promise<string> {
  const { items } = await parts.store.executions.list({ findingId, limit: 1 });
  return uuidOf(parts.digest, `execution\n${findingId}\n${kind}\n${items[0]?.id ?? 'first'}`);
}

/** Stores the plan, unless the decision is to leave the resource alone or the very same plan is open already. */
async function keep(parts: EngineParts, drafted: Plan, decision: Decision): Promise<PlanOutcome> {
  if (decision.kind === 'leave') return left(decision.reason, `${drafted.resource.arn} is left alone`);
  const plan: Plan = { ...drafted, status: decision.kind === 'propose' ? 'waiting-for-approval' : 'ready' };
  return parts.store.transaction(async (stores) => {
    const open = await stores.plans.list({
      findingId: plan.findingId,
      statuses: ['ready', 'waiting-for-approval', 'approved'],
    });
    const same = open.items.find((other) => other.hash === plan.hash && other.expiresAt > plan.createdAt);
    if (same) return { kind: 'planned', plan: same, decision };
    for (const older of open.items) await stores.plans.setStatus(older.id, 'stale');
    await stores.plans.insert(plan);
    await stores.records.append([
      {
        at: plan.createdAt,
        actor: plan.requestedBy,
        action: 'plan.made',
        subject: { kind: 'plan', id: plan.id },
        detail: {
          kind: plan.kind,
          findingId: plan.findingId,
          controlId: plan.controlId,
          resource: plan.resource.arn,
          hash: plan.hash,
          policyHash: plan.policyHash,
          calls: plan.calls.map(({ service, operation }) => `${service}:${operation}`),
          decision: decision.kind,
          ...(decision.kind === 'propose' ? { reason: decision.reason } : {}),
        },
      },
    ]);
    return { kind: 'planned', plan, decision };
  });
}
