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

/** One entry of the step log. The log is the whole state of an execution; nothing else is remembered. */
export type StepEvent =
  | {
      readonly kind: 'step.started';
      readonly step: string;
      /** Counts from 1. */
      readonly attempt: number;
      readonly at: Instant;
      /** Inputs with every reference resolved. */
      readonly inputs: JsonObject;
    }
  | {
      readonly kind: 'step.succeeded';
      readonly step: string;
      readonly attempt: number;
      readonly at: Instant;
      /** What selectors see: SSM's result object of the action. */
      readonly result: Json;
      /** Built-in and declared outputs by name. */
      readonly outputs: JsonObject;
    }
  | {
      readonly kind: 'step.failed';
      readonly step: string;
      readonly attempt: number;
      readonly at: Instant;
      readonly failure: StepFailure;
    }
  | {
      readonly kind: 'step.timed-out';
      readonly step: string;
      readonly attempt: number;
      readonly at: Instant;
      readonly message: string;
    }
  | { readonly kind: 'step.cancelled'; readonly step: string; readonly attempt: number; readonly at: Instant };

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
