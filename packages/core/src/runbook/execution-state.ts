import type { AccountId, Partition, Region } from '../resource/resource.ts';
import type { Instant } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';

/** SSM's FailureDetails. */
export interface StepFailure {
  readonly stage: 'InputValidation' | 'PreVerification' | 'Invocation' | 'PostVerification';
  readonly type: 'Action' | 'Permission' | 'Throttling' | 'Verification' | 'Internal';
  /** In the wording of the SSM service (automation-documents, failure message templates). */
  readonly message: string;
}

/** Where an entry of the step log belongs. */
interface OfStep {
  readonly step: string;
  /** Counts from 1. */
  readonly attempt: number;
  readonly at: Instant;
  /** Of the loop around the step; counts from 1. Absent outside of loops. */
  readonly iteration?: number;
  /** What a script wrote, with the end of its step; its last part where it is long. */
  readonly log?: string;
}

/** One entry of the step log. The log is the whole state of an execution; nothing else is remembered. */
export type StepEvent =
  | ({
      readonly kind: 'step.started';
      /** Inputs with every reference resolved. Those of a loop are resolved once, before its first iteration. */
      readonly inputs: JsonObject;
    } & OfStep)
  | ({
      /** A step of several calls got so far. `progress` is all that its procedure knows. */
      readonly kind: 'step.progressed';
      readonly progress: Json;
    } & OfStep)
  | ({
      readonly kind: 'step.succeeded';
      /** What selectors see: SSM's result object of the action. */
      readonly result: Json;
      /** Built-in and declared outputs by name. */
      readonly outputs: JsonObject;
    } & OfStep)
  | ({ readonly kind: 'step.failed'; readonly failure: StepFailure; readonly inherited?: true } & OfStep)
  /** `inherited`: a loop that a failure inside of it ended. */
  | ({ readonly kind: 'step.timed-out'; readonly message: string; readonly inherited?: true } & OfStep)
  | ({ readonly kind: 'step.cancelled' } & OfStep)
  /** Loops only: a step inside went to `to`, a step outside; absent where it ended the execution. */
  | ({ readonly kind: 'step.exited'; readonly to?: string } & OfStep);

/** What someone said to an execution from outside (automation-documents, 6.3). Kept in the order in which it came. */
export type Signal =
  | {
      readonly kind: 'approve' | 'reject';
      readonly at: Instant;
      /** As in `Approvers`. */
      readonly by: string;
      /** The aws:approve step that waited when the signal came. */
      readonly step: string;
      readonly iteration?: number;
      /** Which begin of that step it answers; counts from 1. Absent: any. */
      readonly start?: number;
      readonly comment?: string;
    }
  | {
      /** Goes on after an aws:pause. */
      readonly kind: 'resume';
      readonly at: Instant;
      readonly by: string;
      readonly step: string;
      readonly iteration?: number;
      readonly start?: number;
    }
  /** Interactive mode: run this step next. */
  | { readonly kind: 'start-step'; readonly at: Instant; readonly by: string; readonly step: string }
  /** Stops the attempt in flight of this step, which then counts as failed. */
  | {
      readonly kind: 'stop-step';
      readonly at: Instant;
      readonly by: string;
      readonly step: string;
      readonly iteration?: number;
      readonly start?: number;
    }
  /** Ends the execution as it stands. */
  | { readonly kind: 'complete'; readonly at: Instant; readonly by: string };

export const EXECUTION_MODES = ['Auto', 'Interactive'] as const;
export type ExecutionMode = (typeof EXECUTION_MODES)[number];

export interface ExecutionContext {
  readonly executionId: string;
  readonly accountId: AccountId;
  readonly region: Region;
  readonly partition: Partition;
}

/** All that the interpreter knows of an execution. */
export interface ExecutionState {
  readonly context: ExecutionContext;
  /** Bound to the document's parameters: typed, defaults filled in. */
  readonly parameters: JsonObject;
  readonly log: readonly StepEvent[];
  readonly cancelRequestedAt?: Instant;
  /** In the order in which they came. Absent: none. */
  readonly signals?: readonly Signal[];
  /** Absent: Auto. */
  readonly mode?: ExecutionMode;
  /** The step in flight was begun by a worker that did not live to write its end. */
  readonly resumed?: boolean;
}

/** An ordinary automation's states, spelled as SSM spells them. */
export const AUTOMATION_STATUSES = [
  'Pending',
  'InProgress',
  'Waiting',
  'Success',
  'Failed',
  'TimedOut',
  'Cancelling',
  'Cancelled',
] as const;
export type AutomationStatus = (typeof AUTOMATION_STATUSES)[number];
