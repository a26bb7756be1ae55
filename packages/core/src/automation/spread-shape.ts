import type { Execution, SpreadChild } from '../execution/execution.ts';
import type { SsmAutomationExecution, SsmStepExecution, SsmTarget, WireMap } from './ssm-shapes.ts';
import { inputsOf, wireMap } from './step-shape.ts';

/** SSM's StepExecutions of an execution that is spread: one a target or place, named after it. */
export function spreadSteps(execution: Execution, children: readonly Execution[]): readonly SsmStepExecution[] {
  const started = new Map(children.map((child) => [child.id, child]));
  return (execution.spread?.children ?? []).map((planned) => spreadStep(execution, planned, started.get(planned.id)));
}

function spreadStep(execution: Execution, planned: SpreadChild, child: Execution | undefined): SsmStepExecution {
  const unstarted = execution.status === 'Cancelled' ? 'Cancelled' : 'Pending';
  return {
    StepName: planned.target,
    Action: 'aws:executeAutomation',
    OnFailure: 'Continue',
    MaxAttempts: 1,
    ...(child ? { ExecutionStartTime: child.startedAt } : {}),
    ...(child?.finishedAt === undefined ? {} : { ExecutionEndTime: child.finishedAt }),
    StepStatus: child?.status ?? unstarted,
    Inputs: inputsOf(planned.parameters),
    Outputs: child ? childOutputs(child) : {},
    ...(child?.failureMessage === undefined ? {} : { FailureMessage: child.failureMessage }),
    StepExecutionId: planned.id,
    OverriddenParameters: {},
    IsEnd: false,
    IsCritical: false,
    ValidNextSteps: [],
    ...(execution.spread?.targetLocations
      ? { TargetLocation: { Accounts: [planned.scope.accountId], Regions: [planned.scope.region] } }
      : {}),
  };
}

/** As aws:executeAutomation gives them: the child's outputs as one flat list. */
function childOutputs({ id, status, outputs = {} }: Execution): WireMap {
  return { ...wireMap({ ExecutionId: id, Status: status }), Output: Object.values(outputs).flat() };
}

const ONE_OF_EACH = ['Success', 'Failed', 'Cancelled', 'TimedOut'] as const;

/** How the steps of a spread stand, added up. */
export function progressCounters(
  steps: readonly SsmStepExecution[],
): NonNullable<SsmAutomationExecution['ProgressCounters']> {
  const [SuccessSteps = 0, FailedSteps = 0, CancelledSteps = 0, TimedOutSteps = 0] = ONE_OF_EACH.map(
    (status) => steps.filter(({ StepStatus }) => StepStatus === status).length,
  );
  return { TotalSteps: steps.length, SuccessSteps, FailedSteps, CancelledSteps, TimedOutSteps };
}

type SpreadMembers = Pick<
  SsmAutomationExecution,
  'Targets' | 'ResolvedTargets' | 'TargetParameterName' | 'TargetMaps' | 'MaxConcurrency' | 'MaxErrors'
>;

/** The start's own words about targets, and what they came to. */
export function spreadMembers({ spread }: Execution): SpreadMembers {
  const { targetParameterName, targets = [], targetMaps, maxConcurrency, maxErrors, children = [] } = spread ?? {};
  return {
    ...(targetParameterName === undefined ? {} : { TargetParameterName: targetParameterName }),
    Targets: targets.map(({ Key, Values }): SsmTarget => ({ Key, Values })),
    ...(targetMaps === undefined ? {} : { TargetMaps: targetMaps }),
    ResolvedTargets: {
      ParameterValues: spread?.targetLocations ? [] : children.map(({ target }) => target),
      Truncated: false,
    },
    ...(maxConcurrency === undefined ? {} : { MaxConcurrency: maxConcurrency }),
    ...(maxErrors === undefined ? {} : { MaxErrors: maxErrors }),
  };
}
