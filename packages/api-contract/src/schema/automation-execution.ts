import { z } from 'zod';
import { automationStatus, automationTarget, executionMode } from './automation.ts';
import { stepFailure, stepStatus } from './execution.ts';
import { list } from './list.ts';
import { instant } from './resource.ts';

const wireMap = z.record(z.string(), list(z.string())).readonly();

/** SSM's StepExecution, instants in ISO 8601. */
export const automationStepExecution = z.object({
  StepName: z.string(),
  Action: z.string(),
  TimeoutSeconds: z.number().exactOptional(),
  OnFailure: z.string(),
  MaxAttempts: z.number(),
  ExecutionStartTime: instant.exactOptional(),
  ExecutionEndTime: instant.exactOptional(),
  StepStatus: z.enum([...stepStatus.options, 'Cancelling']),
  ResponseCode: z.string().exactOptional(),
  Response: z.string().exactOptional(),
  Inputs: z.record(z.string(), z.string()).readonly().meta({ description: 'Each value is JSON.' }),
  Outputs: wireMap,
  FailureMessage: z.string().exactOptional(),
  FailureDetails: z
    .object({ FailureStage: stepFailure.shape.stage, FailureType: stepFailure.shape.type, Details: wireMap })
    .exactOptional(),
  StepExecutionId: z.string(),
  OverriddenParameters: wireMap,
  IsEnd: z.boolean(),
  NextStep: z.string().exactOptional(),
  IsCritical: z.boolean(),
  ValidNextSteps: list(z.string()),
  TargetLocation: z.object({ Accounts: list(z.string()), Regions: list(z.string()) }).exactOptional(),
  ParentStepDetails: z
    .object({
      StepExecutionId: z.string(),
      StepName: z.string(),
      Action: z.string(),
      Iteration: z.number(),
      IteratorValue: z.string().exactOptional(),
    })
    .exactOptional(),
});
export type AutomationStepExecution = z.output<typeof automationStepExecution>;

/** SSM's AutomationExecution, instants in ISO 8601. */
export const automationExecution = z.object({
  AutomationExecutionId: z.string(),
  DocumentName: z.string(),
  DocumentVersion: z.string(),
  AutomationExecutionStatus: automationStatus,
  ExecutionStartTime: instant,
  ExecutionEndTime: instant.exactOptional(),
  ExecutedBy: z.string(),
  Outputs: wireMap,
  Mode: executionMode,
  ParentAutomationExecutionId: z.string().exactOptional(),
  CurrentStepName: z.string().exactOptional(),
  CurrentAction: z.string().exactOptional(),
  FailureMessage: z.string().exactOptional(),
  TargetParameterName: z.string().exactOptional(),
  Targets: list(automationTarget),
  TargetMaps: list(wireMap).exactOptional(),
  ResolvedTargets: z.object({ ParameterValues: list(z.string()), Truncated: z.boolean() }),
  MaxConcurrency: z.string().exactOptional(),
  MaxErrors: z.string().exactOptional(),
  Target: z.string().exactOptional(),
  StepExecutions: list(automationStepExecution),
  StepExecutionsTruncated: z.boolean(),
  Parameters: wireMap,
  Variables: wireMap.exactOptional(),
  TargetLocations: list(z.custom<object>().meta({ type: 'object' })).exactOptional(),
  ProgressCounters: z
    .object({
      TotalSteps: z.number(),
      SuccessSteps: z.number(),
      FailedSteps: z.number(),
      CancelledSteps: z.number(),
      TimedOutSteps: z.number(),
    })
    .exactOptional(),
});
export type AutomationExecution = z.output<typeof automationExecution>;
