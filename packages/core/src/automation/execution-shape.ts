import type { Execution } from '../execution/execution.ts';
import type { RunbookDocument } from '../runbook/document.ts';
import type { AutomationStatus, StepEvent } from '../runbook/execution-state.ts';
import { renderOutputs } from '../runbook/render-outputs.ts';
import { variableValues } from '../runbook/variables.ts';
import { executedBy } from './executed-by.ts';
import { progressCounters, spreadMembers, spreadSteps } from './spread-shape.ts';
import type { SsmAutomationExecution, SsmAutomationMetadata, SsmStepExecution } from './ssm-shapes.ts';
import { stepShapes, wireMap } from './step-shape.ts';

/** An execution with all that its API shapes are made of. */
export interface AutomationView {
  readonly execution: Execution;
  /** Its document, parsed. */
  readonly document: RunbookDocument;
  readonly log: readonly StepEvent[];
  /** The executions that it has started. */
  readonly children: readonly Execution[];
}

/** Longer lists are cut; DescribeAutomationStepExecutions pages through all of it. */
const MOST_STEPS = 100;

/** Every StepExecution of an execution. */
export function automationSteps({ execution, document, log, children }: AutomationView): readonly SsmStepExecution[] {
  return execution.spread ? spreadSteps(execution, children) : stepShapes(document, log);
}

/** SSM's AutomationExecution (automation-documents, 6.3). */
export function automationExecution(view: AutomationView): SsmAutomationExecution {
  const { execution, document, log } = view;
  const steps = automationSteps(view);
  const { spread } = execution;
  const variables = Object.keys(document.variables).length > 0 && !spread;
  return {
    ...shared(view, steps),
    StepExecutions: steps.slice(0, MOST_STEPS),
    StepExecutionsTruncated: steps.length > MOST_STEPS,
    Parameters: wireMap(execution.parameters),
    ...(variables ? { Variables: wireMap(variableValues(document, { log })) } : {}),
    ...(spread?.targetLocations ? { TargetLocations: spread.targetLocations } : {}),
    ...(spread ? { ProgressCounters: progressCounters(steps) } : {}),
  };
}

/** SSM's AutomationExecutionMetadata. */
export function automationMetadata(view: AutomationView): SsmAutomationMetadata {
  return {
    ...shared(view, automationSteps(view)),
    LogFile: '',
    AutomationType: view.execution.spread?.targetLocations ? 'CrossAccount' : 'Local',
  };
}

function shared(
  { execution, document, log }: AutomationView,
  steps: readonly SsmStepExecution[],
): Omit<SsmAutomationMetadata, 'LogFile' | 'AutomationType'> {
  const current = execution.spread ? undefined : steps.find(({ StepStatus }) => RUNNING.includes(StepStatus));
  return {
    AutomationExecutionId: execution.id,
    DocumentName: execution.documentName,
    DocumentVersion: execution.documentVersion,
    AutomationExecutionStatus: statusOf(execution),
    ExecutionStartTime: execution.startedAt,
    ...(execution.finishedAt === undefined ? {} : { ExecutionEndTime: execution.finishedAt }),
    ExecutedBy: executedBy(execution.startedBy, execution.scope),
    Outputs: execution.outputs ?? (execution.spread ? {} : renderOutputs(document, log)),
    Mode: execution.mode,
    ...(execution.parent ? { ParentAutomationExecutionId: execution.parent.id } : {}),
    ...(current && execution.phase !== 'finished'
      ? { CurrentStepName: current.StepName, CurrentAction: current.Action }
      : {}),
    ...(execution.failureMessage === undefined ? {} : { FailureMessage: execution.failureMessage }),
    ...spreadMembers(execution),
    ...(execution.target === undefined ? {} : { Target: execution.target }),
  };
}

const RUNNING: readonly SsmStepExecution['StepStatus'][] = ['InProgress', 'Waiting', 'Cancelling'];

/** A cancel that was asked for shows at once, also before a worker has seen it. */
function statusOf({ status, phase, cancelRequestedAt }: Execution): AutomationStatus {
  return cancelRequestedAt !== undefined && phase !== 'finished' ? 'Cancelling' : status;
}
