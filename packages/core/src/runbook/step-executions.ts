import type { Instant } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import type { Action, RunbookDocument, Step } from './document.ts';
import type { ExecutionState, StepEvent, StepFailure } from './execution-state.ts';
import { knownStep } from './step-named.ts';
import { isTriedAgain } from './step-outcome.ts';

/** How one run of a step stands: what its entries in the log add up to. */
export interface StepExecution {
  /** Unique within its execution. */
  readonly id: string;
  readonly name: string;
  readonly action: Action;
  /** Of a step inside of a loop, which has one entry an iteration. */
  readonly loop?: string;
  readonly iteration?: number;
  /** Steps that were not reached stay Pending, also when the execution is over. */
  readonly status: StepStatus;
  /** Tries so far; 0 for a step that has not begun. */
  readonly attempts: number;
  /** How often it was begun: more than tries where it ran again. */
  readonly starts: number;
  readonly startedAt?: Instant;
  readonly finishedAt?: Instant;
  readonly inputs?: JsonObject;
  readonly result?: Json;
  readonly outputs?: JsonObject;
  /** Of the last try. */
  readonly failure?: StepFailure;
  /** What its script wrote, in the last try. */
  readonly log?: string;
}

export const STEP_STATUSES = [
  'Pending',
  'InProgress',
  'Waiting',
  'Success',
  'Failed',
  'TimedOut',
  'Cancelled',
  'Exited',
] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/** Every step of the document, in its order; a loop is followed by the runs inside of it, in theirs. */
export function stepExecutions(
  document: RunbookDocument,
  state: Pick<ExecutionState, 'log'>,
): readonly StepExecution[] {
  const executions = new Map<string, StepExecution>();
  for (const event of state.log) {
    const step = knownStep(document, event.step);
    const id = idOf(event);
    executions.set(id, after(step, executions.get(id) ?? pending(step, event.iteration), event));
  }
  const runs = [...executions.values()];
  return document.mainSteps.flatMap((step) => [
    executions.get(step.name) ?? pending(step),
    ...runs.filter(({ loop }) => loop === step.name),
  ]);
}

const idOf = ({ step, iteration }: Pick<StepEvent, 'step' | 'iteration'>): string =>
  iteration === undefined ? step : `${step}-${iteration}`;

function pending({ name, action, loop }: Step, iteration?: number): StepExecution {
  const inside = loop === undefined || iteration === undefined ? {} : { loop, iteration };
  return { id: idOf({ step: name, ...inside }), name, action, ...inside, status: 'Pending', attempts: 0, starts: 0 };
}

const WAITING: readonly Action[] = ['aws:approve', 'aws:pause'];

function after(step: Step, before: StepExecution, event: StepEvent): StepExecution {
  const { id, name, action, loop, iteration, inputs } = before;
  const begun = {
    ...(event.log === undefined ? {} : { log: event.log }),
    id,
    name,
    action,
    ...(loop === undefined || iteration === undefined ? {} : { loop, iteration }),
    attempts: event.attempt,
    starts: before.starts + (event.kind === 'step.started' ? 1 : 0),
    startedAt: before.startedAt ?? event.at,
    ...(inputs === undefined ? {} : { inputs }),
  };
  switch (event.kind) {
    case 'step.started':
      return { ...begun, inputs: event.inputs, status: WAITING.includes(action) ? 'Waiting' : 'InProgress' };
    case 'step.progressed':
      return { ...before, ...begun };
    case 'step.exited':
      return { ...begun, status: 'Exited', finishedAt: event.at };
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
