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
  /** One call of an action that makes several. Its procedure says what the answer means. */
  | { readonly kind: 'procedure'; readonly call: ApiCall }
  /** One POST to an integration's address. */
  | {
      readonly kind: 'webhook';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly kind: 'script';
      readonly runtime: string;
      /** Absent for PowerShell. */
      readonly handler?: string;
      /** Absent: the attachment holds all of it. */
      readonly script?: string;
      readonly attachment?: string;
      readonly payload: JsonObject;
    }
  | {
      readonly kind: 'automation';
      readonly documentName: string;
      readonly documentVersion?: string;
      readonly parameters: JsonObject;
      /** Absent: one child in the place of the parent. */
      readonly spread?: Spread;
      readonly tags: readonly Tag[];
    };

/** A tag of an execution or a document. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Over what an automation is spread, as StartAutomationExecution takes it (automation-documents, section 5). */
export interface Spread {
  readonly targetParameterName?: string;
  readonly targets?: readonly { readonly Key: string; readonly Values: readonly string[] }[];
  readonly targetMaps?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly targetLocations?: readonly TargetLocation[];
  /** A number or a percentage; absent: 10. */
  readonly maxConcurrency?: string;
  /** A number or a percentage; absent: 0. */
  readonly maxErrors?: string;
}

/** SSM's TargetLocation. */
export interface TargetLocation {
  readonly Accounts: readonly string[];
  readonly Regions: readonly string[];
  readonly ExecutionRoleName?: string;
  readonly TargetLocationMaxConcurrency?: string;
  readonly TargetLocationMaxErrors?: string;
  /** Accounts of organizational units below the named ones count as well. */
  readonly IncludeChildOrganizationUnits?: boolean;
  readonly ExcludeAccounts?: readonly string[];
  readonly Targets?: readonly { readonly Key: string; readonly Values: readonly string[] }[];
  readonly TargetsMaxConcurrency?: string;
  readonly TargetsMaxErrors?: string;
}

/** What comes next in an execution. */
export type Command =
  /** Append the event, then ask again. Started, branched, woken, refused: whatever needs no one outside. */
  | { readonly kind: 'append'; readonly event: StepEvent }
  /** Do the work of the step in flight, settle it into an event, append that, then ask again. */
  | {
      readonly kind: 'perform';
      readonly step: string;
      readonly attempt: number;
      /** Of the loop around the step. */
      readonly iteration?: number;
      readonly work: Work;
      /** The same for every try of this attempt: execution id, step and attempt. */
      readonly token: string;
      readonly deadlineAt: Instant;
    }
  /** Nothing to do before this time, or before a signal comes (`for: 'signal'`, SSM's status Waiting). */
  | {
      readonly kind: 'wait';
      readonly for: 'time' | 'signal';
      readonly until?: Instant;
      /** Absent in Interactive mode between two steps. */
      readonly step?: string;
    }
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
  /** `log`: what a script wrote. */
  | { readonly kind: 'answered'; readonly result: Json; readonly log?: string }
  /** `code` is the service's error code, such as `InvalidGroup.NotFound`. */
  | {
      readonly kind: 'failed';
      readonly failure: StepFailure;
      readonly code?: string;
      readonly retryable: boolean;
      readonly log?: string;
    }
  | { readonly kind: 'timed-out'; readonly log?: string };

/** How a performance settles: an event for the log, another look later, or more work that nothing of may be written down. */
export type Settled =
  | { readonly kind: 'event'; readonly event: StepEvent }
  | { readonly kind: 'again'; readonly at: Instant }
  | { readonly kind: 'perform'; readonly work: Work };
