import type { StepStatus } from '../runbook/step-executions.ts';
import type { AutomationStatus, ExecutionMode, StepFailure } from '../runbook/execution-state.ts';
import type { Instant } from '../value/instant.ts';

/** Shapes of the SSM API (automation-documents, 6.2.3). Instants are ISO 8601 text here; its wire wants epoch seconds. */

export type WireMap = Readonly<Record<string, readonly string[]>>;

export interface SsmTarget {
  readonly Key: string;
  readonly Values: readonly string[];
}

/** SSM's StepExecution. */
export interface SsmStepExecution {
  readonly StepName: string;
  readonly Action: string;
  readonly TimeoutSeconds?: number;
  readonly OnFailure: string;
  readonly MaxAttempts: number;
  readonly ExecutionStartTime?: Instant;
  readonly ExecutionEndTime?: Instant;
  readonly StepStatus: StepStatus | AutomationStatus;
  readonly ResponseCode?: string;
  readonly Response?: string;
  /** Each value is JSON. */
  readonly Inputs: Readonly<Record<string, string>>;
  readonly Outputs: WireMap;
  readonly FailureMessage?: string;
  readonly FailureDetails?: {
    readonly FailureStage: StepFailure['stage'];
    readonly FailureType: StepFailure['type'];
    readonly Details: WireMap;
  };
  readonly StepExecutionId: string;
  readonly OverriddenParameters: WireMap;
  readonly IsEnd: boolean;
  readonly NextStep?: string;
  readonly IsCritical: boolean;
  readonly ValidNextSteps: readonly string[];
  readonly TargetLocation?: { readonly Accounts: readonly string[]; readonly Regions: readonly string[] };
  readonly ParentStepDetails?: {
    readonly StepExecutionId: string;
    readonly StepName: string;
    readonly Action: string;
    readonly Iteration: number;
    readonly IteratorValue?: string;
  };
}

/** What AutomationExecution and AutomationExecutionMetadata share. */
interface SsmExecutionBase {
  readonly AutomationExecutionId: string;
  readonly DocumentName: string;
  readonly DocumentVersion: string;
  readonly AutomationExecutionStatus: AutomationStatus;
  readonly ExecutionStartTime: Instant;
  readonly ExecutionEndTime?: Instant;
  readonly ExecutedBy: string;
  readonly Outputs: WireMap;
  readonly Mode: ExecutionMode;
  readonly ParentAutomationExecutionId?: string;
  /** These two only while it runs. */
  readonly CurrentStepName?: string;
  readonly CurrentAction?: string;
  readonly FailureMessage?: string;
  readonly TargetParameterName?: string;
  readonly Targets: readonly SsmTarget[];
  readonly TargetMaps?: readonly WireMap[];
  readonly ResolvedTargets: { readonly ParameterValues: readonly string[]; readonly Truncated: boolean };
  readonly MaxConcurrency?: string;
  readonly MaxErrors?: string;
  readonly Target?: string;
}

/** SSM's AutomationExecutionMetadata. */
export interface SsmAutomationMetadata extends SsmExecutionBase {
  readonly LogFile: '';
  readonly AutomationType: 'Local' | 'CrossAccount';
}

/** SSM's AutomationExecution. */
export interface SsmAutomationExecution extends SsmExecutionBase {
  readonly StepExecutions: readonly SsmStepExecution[];
  readonly StepExecutionsTruncated: boolean;
  readonly Parameters: WireMap;
  readonly Variables?: WireMap;
  readonly TargetLocations?: readonly object[];
  readonly ProgressCounters?: {
    readonly TotalSteps: number;
    readonly SuccessSteps: number;
    readonly FailedSteps: number;
    readonly CancelledSteps: number;
    readonly TimedOutSteps: number;
  };
}
