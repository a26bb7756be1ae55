import type { FindingId } from '../finding/finding.ts';
import type { PlanId } from '../plan/plan.ts';
import type { Actor } from '../record/record.ts';
import type { AccountId, ResourceRef, Scope } from '../resource/resource.ts';
import type { Reading, Snapshot } from '../resource/snapshot.ts';
import type { AutomationStatus, ExecutionMode } from '../runbook/execution-state.ts';
import type { Brand } from '../value/brand.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { Spread, Tag } from '../runbook/command.ts';
import type { PermissionStatement } from '../control/control.ts';
import type { DocumentAttachment } from '../document/document.ts';
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

/** One run of an Automation document. */
export interface Execution {
  readonly id: ExecutionId;
  /** repair, undo: of a plan. automation: someone started a document. child: a runbook or a spread started it. */
  readonly kind: 'repair' | 'undo' | 'automation' | 'child';
  /** Repairs, undos and what their runbooks start. */
  readonly planId?: PlanId;
  readonly findingId?: FindingId;
  readonly resource?: ResourceRef;
  /** Where it runs. */
  readonly scope: Scope;
  /** The resolved assumeRole. Absent: as the account is entered by the policy. */
  readonly roleArn?: string;
  /** Narrows the role. Absent: the role's own permissions. */
  readonly permissions?: readonly PermissionStatement[];
  /** The account of the key that started it, to which it and its children are held. Absent: the administrator started it. */
  readonly callerAccount?: AccountId;
  /** Set on a child: the execution and step that wait for it, its own document and its inputs. */
  readonly parent?: { readonly id: ExecutionId; readonly step: string };
  readonly documentName: string;
  readonly documentVersion: string;
  readonly mode: ExecutionMode;
  readonly tags: readonly Tag[];
  readonly clientToken?: string;
  /** SHA-256 of what was asked for under the client token. */
  readonly requestHash?: string;
  /** Of its document's version. */
  readonly attachments?: readonly DocumentAttachment[];
  /** The executions it is spread over: such an execution runs no steps of its own. */
  readonly spread?: ExecutionSpread;
  /** What of the parent's spread this child is for: SSM's Target. */
  readonly target?: string;
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

/** A spread as it is carried out. */
export interface ExecutionSpread extends Spread {
  /** What the caller supplied. Each child's parameters are bound from it, in the child's own place. */
  readonly supplied: JsonObject;
  /** Of the document, as they stand there: each child's are resolved for its own place and parameters. */
  readonly permissions?: readonly PermissionStatement[];
  /** Resources of this type are its targets. Absent: of any type. */
  readonly targetType?: string;
  /** False: AWS is still to be asked for its targets, which the first segment does. `children` is empty until then. */
  readonly resolved: boolean;
  readonly children: readonly SpreadChild[];
}

/** An execution that a spread is to start, or has started, in the order in which it starts them. */
export interface SpreadChild {
  readonly id: ExecutionId;
  /** SSM names the parent's step so. Differs from those of the other children. */
  readonly target: string;
  readonly scope: Scope;
  readonly roleArn?: string;
  /** What the target supplies beside the caller: SSM's step shows them as its inputs. */
  readonly parameters: JsonObject;
  /** Which of `targetLocations` it comes from. Such a child is spread itself when there are targets as well. */
  readonly location?: number;
}

/** An execution that repairs, or undoes a repair. */
export type Remediation = Execution & Required<Pick<Execution, 'planId' | 'findingId' | 'resource'>>;

export function isRemediation(execution: Execution): execution is Remediation {
  return execution.planId !== undefined && execution.findingId !== undefined && execution.resource !== undefined;
}
