import type {
  AccountId,
  Actor,
  Execution,
  ExecutionMode,
  JsonObject,
  PermissionStatement,
  PlannedCall,
  Scope,
  Spread,
  Tag,
} from '@trueup/core';
import type { Refused } from '../refusal.ts';

/** What is to run: a stored document by name, or a text that is not stored. */
export type DocumentSelection =
  | {
      readonly kind: 'stored';
      readonly name: string;
      /** A number, `$DEFAULT` or `$LATEST`. Absent: the default version. */
      readonly version?: string;
    }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly text: string;
      readonly permissions?: readonly PermissionStatement[];
    };

/** StartAutomationExecution, as the engine takes it. */
export interface StartAutomation extends Spread {
  readonly document: DocumentSelection;
  readonly scope: Scope;
  /** As JSON of the declared types, or SSM's map of lists of strings. */
  readonly parameters: JsonObject;
  readonly mode?: ExecutionMode;
  readonly clientToken?: string;
  /** Whose key asks, which confines the execution. Absent: the administrator. */
  readonly callerAccount?: AccountId;
  readonly tags?: readonly Tag[];
}

export type AutomationStarted =
  /** `again`: the client token named an execution that was started before. */
  { readonly kind: 'started'; readonly execution: Execution; readonly again: boolean } | Refused;

export type SignalRequest =
  | { readonly kind: 'approve' | 'reject'; readonly comment?: string }
  | { readonly kind: 'resume' | 'start-step'; readonly step: string }
  /** `stepExecutionId` as step executions show it. */
  | { readonly kind: 'stop-step'; readonly stepExecutionId: string };

/** Where a document is run, and what it is given, for a plan that changes nothing. */
export type PlanAutomation = Pick<StartAutomation, 'document' | 'scope' | 'parameters'>;

export type AutomationPlanned =
  | {
      readonly kind: 'planned';
      /** Writes with their resolved inputs, in order; KNOWN_AFTER_APPLY where a value hangs on a write. */
      readonly calls: readonly PlannedCall[];
      /** Why the rest could not be followed, when it could not. */
      readonly undetermined?: string;
    }
  | Refused;

/** Executions of documents that no finding asked for. */
export interface Automations {
  start(request: StartAutomation, actor: Actor): Promise<AutomationStarted>;
  plan(request: PlanAutomation): Promise<AutomationPlanned>;
  /** Cancel: onCancel steps run. Complete: ends an execution that waits, as it stands. */
  stop(
    id: string,
    type: 'Cancel' | 'Complete',
    actor: Actor,
  ): Promise<{ readonly kind: 'stopping'; readonly execution: Execution } | Refused>;
  /** `by` is the name that approvers are listed under: an ARN, or the last part of one. */
  signal(
    id: string,
    signal: SignalRequest,
    actor: Actor,
  ): Promise<{ readonly kind: 'signalled'; readonly execution: Execution } | Refused>;
}
