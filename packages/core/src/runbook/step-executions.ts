import type { Instant } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import type { Action, RunbookDocument, Step } from './document.ts';
import type { AutomationStatus, ExecutionState, StepEvent, StepFailure } from './execution-state.ts';
import { isTriedAgain } from './step-outcome.ts';

/** How one step stands: what its entries in the log add up to. */
export interface StepExecution {
  readonly name: string;
  readonly action: Action;
  /** Steps that were not reached stay Pending, also when the execution is over. */
  readonly status: Extract<
    AutomationStatus,
    'Pending' | 'InProgress' | 'Success' | 'Failed' | 'TimedOut' | 'Cancelled'
  >;
  /** Tries so far; 0 for a step that has not begun. */
  readonly attempts: number;
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
  readonly inputs?: JsonObject;
  readonly result?: Json;
  readonly outputs?: JsonObject;
  /** Of the last try. */
  readonly failure?: StepFailure;
}

/** Every step of the document, in its order. */
export function stepExecutions(document: RunbookDocument, state: ExecutionState): readonly StepExecution[] {
  const steps = new Map(document.mainSteps.map((step) => [step.name, step]));
  const executions = new Map<string, StepExecution>();
  for (const event of state.log) {
    const step = steps.get(event.step);
    if (step) executions.set(step.name, after(step, executions.get(step.name) ?? pending(step), event));
  }
  return document.mainSteps.map((step) => executions.get(step.name) ?? pending(step));
}

const pending = ({ name, action }: Step): StepExecution => ({ name, action, status: 'Pending', attempts: 0 });

function after(step: Step, before: StepExecution, event: StepEvent): StepExecution {
  const { name, action, inputs } = before;
  const begun = {
    name,
    action,
    attempts: event.attempt,
    startedAt: before.startedAt ?? event.at,
    ...(inputs === undefined ? {} : { inputs }),
  };
  switch (event.kind) {
    case 'step.started':
      return { ...begun, inputs: event.inputs, status: 'InProgress' };
    case 'step.succeeded':
      return { ...begun, status: 'Success', finishedAt: event.at, result: event.result, outputs: event.outputs };
    case 'step.cancelled':
      return { ...begun, status: 'Cancelled', finishedAt: event.at };
    case 'step.failed':
    case 'step.timed-out': {
      const failure: StepFailure =
        event.kind === 'step.failed' ? event.failure : { stage: 'Invocation', type: 'Action', message: event.message };
      if (isTriedAgain(step, event)) return { ...begun, status: 'InProgress', failure };
      const status = event.kind === 'step.failed' ? 'Failed' : 'TimedOut';
      return { ...begun, status, finishedAt: event.at, failure };
    }
    default:
      return unreachable(event);
  }
}
