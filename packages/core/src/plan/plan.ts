import type { ControlId, ControlParameters, PermissionStatement, Risk } from '../control/control.ts';
import type { Guard } from '../decision/guard.ts';
import type { DocumentAttachment } from '../document/document.ts';
import type { FindingId } from '../finding/finding.ts';
import type { Digest } from '../ports/digest.ts';
import type { Actor } from '../record/record.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Snapshot } from '../resource/snapshot.ts';
import type { Brand } from '../value/brand.ts';
import type { Instant } from '../value/instant.ts';
import { canonicalJson, type Json, type JsonObject } from '../value/json.ts';

export type PlanId = Brand<'PlanId'>;

/** A write that the execution would make. Parameters hold KNOWN_AFTER_APPLY where an earlier write decides. */
export interface PlannedCall {
  readonly step: string;
  readonly service: string;
  readonly operation: string;
  readonly parameters: JsonObject;
}

export const PLAN_STATUSES = [
  'ready',
  'waiting-for-approval',
  'approved',
  'rejected',
  'expired',
  'stale',
  'started',
] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/**
 * How a repair's outcome is judged. configuration: the check passes and nothing changed but what the plan says. check: the
 * check passes, since nobody knows what else a chosen runbook means to change. reporter: the library has no check, so
 * only who reported the fault can tell.
 */
export const JUDGED_BY = ['configuration', 'check', 'reporter'] as const;
export type JudgedBy = (typeof JUDGED_BY)[number];

export interface ChosenDocument {
  readonly documentName: string;
  readonly version: string;
  readonly attachments: readonly DocumentAttachment[];
  /** Absent: the member role. */
  readonly roleArn?: string;
}

/** What an execution would change, computed without changing it. Immutable but for its status. */
export interface Plan {
  readonly id: PlanId;
  /** Of the one execution that may carry it out, so that names made of it stand in the calls as they will be. */
  readonly executionId: string;
  readonly kind: 'repair' | 'undo';
  readonly findingId: FindingId;
  readonly controlId: ControlId;
  readonly resource: ResourceRef;
  /** The repair execution that this plan would undo. */
  readonly undoes?: string;
  /** The Automation document, whole: a later version of the library does not change a plan. */
  readonly document: string;
  readonly input: JsonObject;
  readonly controlParameters: ControlParameters;
  readonly before: Snapshot;
  /** The configuration as it must read afterwards. */
  readonly expected: JsonObject;
  readonly calls: readonly PlannedCall[];
  /** The session policy of the execution. Absent: of a chosen runbook that declares none, the role's own permissions. */
  readonly permissions?: readonly PermissionStatement[];
  /** The runbook that the policy's line names in place of the control's own. */
  readonly chosen?: ChosenDocument;
  readonly judgedBy: JudgedBy;
  readonly risk: Risk;
  /** The name of the policy's line that it was made under; NO_LINE without one. */
  readonly remediation: string;
  /** How many people must say yes before it may start, where it waits for approval. */
  readonly approvalsNeeded: number;
  /** What forbade it as it was planned, although a person asked for it: an approval does not lift that. */
  readonly forbiddenBy?: { readonly guard: Guard; readonly detail: string };
  /** Absent: there is an undo runbook. */
  readonly noUndoReason?: string;
  /** Why the calls could not be followed to the end, when they could not. */
  readonly undetermined?: string;
  readonly policyHash: string;
  readonly requestedBy: Actor;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly status: PlanStatus;
  /** See planHash. */
  readonly hash: string;
}

export interface Approval {
  readonly planId: PlanId;
  readonly planHash: string;
  /** break-glass: someone starts it on his own responsibility, whatever the policy's guards say. */
  readonly verdict: 'approve' | 'reject' | 'break-glass';
  readonly by: Actor;
  readonly at: Instant;
  readonly reason?: string;
}

/** What an approval is bound to: the document, its inputs, the observed state, the expected state and the calls. */
export function planHash(
  plan: Pick<Plan, 'kind' | 'document' | 'input' | 'before' | 'expected' | 'calls' | 'resource' | 'chosen'>,
  digest: Digest,
): string {
  const bound = {
    kind: plan.kind,
    resource: plan.resource.arn,
    document: digest(plan.document),
    input: plan.input,
    observed: plan.before.configuration,
    expected: plan.expected,
    calls: plan.calls as unknown as Json,
    ...(plan.chosen ? { chosen: plan.chosen as unknown as Json } : {}),
  };
  return digest(canonicalJson(bound));
}
