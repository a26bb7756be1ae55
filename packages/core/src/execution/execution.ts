import type { FindingId } from '../finding/finding.ts';
import type { PlanId } from '../plan/plan.ts';
import type { Actor } from '../record/record.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Reading, Snapshot } from '../resource/snapshot.ts';
import type { AutomationStatus } from '../runbook/execution-state.ts';
import type { Brand } from '../value/brand.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { Verification } from '../verification/verify.ts';

/** A UUID, as SSM's AutomationExecutionId. */
export type ExecutionId = Brand<'ExecutionId'>;

/** Where an execution stands: re-reading before it acts, running its steps, judging the resource, at its end. */
export const PHASES = ['checking', 'running', 'verifying', 'finished'] as const;
export type Phase = (typeof PHASES)[number];

/** How an execution ended for the finding. Closed list. */
export const OUTCOMES = [
  'verified',
  'already-compliant',
  'still-non-compliant',
  'inconclusive',
  'failed',
  'refused-stale',
  'refused-unread',
  'cancelled',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One run of a plan's runbook, or a run that a runbook started (`parent`). */
export interface Execution {
  readonly id: ExecutionId;
  readonly kind: 'repair' | 'undo' | 'child';
  readonly planId: PlanId;
  readonly findingId: FindingId;
  readonly resource: ResourceRef;
  /** Set on a child: the execution and step that wait for it, its own document and its inputs. */
  readonly parent?: { readonly id: ExecutionId; readonly step: string };
  readonly document: string;
  /** Bound parameters of the document. */
  readonly parameters: JsonObject;
  readonly phase: Phase;
  readonly status: AutomationStatus;
  readonly startedBy: Actor;
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  /** The snapshot read right before the first change. */
  readonly before?: Snapshot;
  readonly after?: Reading;
  readonly verifyAttempts: number;
  readonly verification?: Verification;
  readonly outcome?: Outcome;
  readonly failureMessage?: string;
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
  readonly cancelRequestedAt?: Instant;
  /** Nothing to do before this time. */
  readonly wakeAt?: Instant;
}
