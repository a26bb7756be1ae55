import {
  bindParameters,
  instantAfter,
  planHash,
  resolvePermissions,
  type Actor,
  type Finding,
  type FindingId,
  type JsonObject,
  type ChosenDocument,
  type JudgedBy,
  type PermissionStatement,
  type Risk,
  type Plan,
  type PlanId,
  type Policy,
  type Snapshot,
} from '@trueup/core';
import { documentOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { uuidOf } from '../uuid-of.ts';
import { followRunbook } from './follow-runbook.ts';
import { left, type Left } from './plan-outcome.ts';

/** What a plan is drafted from. */
export interface Draft {
  readonly kind: Plan['kind'];
  readonly finding: Finding;
  readonly risk: Risk;
  readonly runbook: DraftRunbook;
  readonly parameters: JsonObject;
  readonly before: Snapshot;
  readonly expected: JsonObject;
  readonly judgedBy: JudgedBy;
  readonly undoes?: string;
  readonly noUndoReason?: string;
  /** The name of the policy's line. */
  readonly remediation: string;
  readonly actor: Actor;
}

interface DraftRunbook {
  readonly text: string;
  readonly input: JsonObject;
  /** With placeholders. Absent: the role's own permissions. */
  readonly statements?: readonly PermissionStatement[];
  readonly chosen?: ChosenDocument;
}

export type Drafted = { readonly kind: 'drafted'; readonly plan: Plan } | Left;

/** Follows the runbook with the values of the resource; nothing is stored. */
export async function draftPlan(parts: EngineParts, policy: Policy, draft: Draft): Promise<Drafted> {
  const { finding, runbook, kind } = draft;
  const { resource } = draft.before;
  const now = parts.clock.now();
  const document = documentOf(runbook.text);
  const executionId = await reservedExecutionId(parts, finding.id, kind);
  const context = { ...resource, executionId };
  const bound = bindParameters(document, runbook.input, context, now);
  if (bound.kind === 'refused') return left('input-refused', `${finding.controlId}: ${bound.problems.join('; ')}`);
  const roleArn = runbook.chosen?.roleArn;
  const { calls, undetermined } = await followRunbook(parts, {
    document,
    parameters: bound.parameters,
    context,
    attachments: runbook.chosen?.attachments ?? [],
    session: { mode: 'plan', ...(roleArn === undefined ? {} : { roleArn }) },
  });
  const made = {
    id: parts.ids.next('plan') as PlanId,
    executionId,
    kind,
    findingId: finding.id,
    controlId: finding.controlId,
    resource,
    ...(draft.undoes === undefined ? {} : { undoes: draft.undoes }),
    document: runbook.text,
    input: runbook.input,
    controlParameters: draft.parameters,
    before: draft.before,
    expected: draft.expected,
    judgedBy: draft.judgedBy,
    calls,
    ...(runbook.statements ? { permissions: resolvePermissions(runbook.statements, resource, bound.parameters) } : {}),
    ...(runbook.chosen ? { chosen: runbook.chosen } : {}),
    risk: draft.risk,
    remediation: draft.remediation,
    approvalsNeeded: policy.approvals.quorum[draft.risk],
    ...(draft.noUndoReason === undefined ? {} : { noUndoReason: draft.noUndoReason }),
    ...(undetermined === undefined ? {} : { undetermined }),
    policyHash: policy.hash,
    requestedBy: draft.actor,
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
