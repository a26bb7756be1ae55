import type { Instant } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';
import type { AutomationStatus, StepEvent, StepFailure } from './execution-state.ts';

/** A call of an AWS API by name. Spellings are boto3's. */
export interface ApiCall {
  readonly service: string;
  readonly operation: string;
  readonly parameters: JsonObject;
}

/** What the engine is to do for one attempt of one step, every reference resolved. */
export type Work =
  | { readonly kind: 'api-call'; readonly call: ApiCall }
  | {
      /** One call, then its answer is compared (assert). */
      readonly kind: 'assert';
      readonly call: ApiCall;
      readonly selector: string;
      readonly desired: readonly string[];
    }
  | {
      /** Calls until the answer matches (wait). */
      readonly kind: 'poll';
      readonly call: ApiCall;
      readonly selector: string;
      readonly desired: readonly string[];
      readonly intervalMs: number;
    }
  | {
      readonly kind: 'script';
      readonly runtime: string;
      readonly handler: string;
      readonly script: string;
      readonly payload: JsonObject;
    }
  | {
      readonly kind: 'automation';
      readonly documentName: string;
      readonly documentVersion?: string;
      readonly parameters: JsonObject;
    };

/** What comes next in an execution. */
export type Command =
  /** Append the event, then ask again. Started, branched, woken, refused: whatever needs no one outside. */
  | { readonly kind: 'append'; readonly event: StepEvent }
  /** Do the work of the step in flight, settle it into an event, append that, then ask again. */
  | {
      readonly kind: 'perform';
      readonly step: string;
      readonly attempt: number;
      readonly work: Work;
      /** The same for every try of this attempt: execution id, step and attempt. */
      readonly token: string;
      readonly deadlineAt: Instant;
    }
  /** Nothing to do before this time. */
  | { readonly kind: 'wait'; readonly until: Instant; readonly step: string }
  /** Plans only: what comes next hangs on a value that is KNOWN_AFTER_APPLY. */
  | { readonly kind: 'undetermined'; readonly step: string; readonly reason: string }
  | {
      readonly kind: 'finish';
      readonly status: Extract<AutomationStatus, 'Success' | 'Failed' | 'TimedOut' | 'Cancelled'>;
      /** `step.Output` → the strings SSM renders. */
      readonly outputs: Readonly<Record<string, readonly string[]>>;
      /** The first critical failure's message. */
      readonly failureMessage?: string;
    };

/** What performing gave. */
export type Performed =
  | { readonly kind: 'answered'; readonly result: Json }
  /** `code` is the service's error code, such as `InvalidGroup.NotFound`. */
  | { readonly kind: 'failed'; readonly failure: StepFailure; readonly code?: string; readonly retryable: boolean }
  | { readonly kind: 'timed-out' };

/** How a performance settles: an event for the log, or (poll only) another look later. */
export type Settled =
  { readonly kind: 'event'; readonly event: StepEvent } | { readonly kind: 'again'; readonly at: Instant };
