import type { AutomationExecution, AutomationStepExecution, Trueup } from '@trueup/api-contract';
import { approversOf, isEnded, nextStepsOf } from './automation-standing.ts';

export interface FollowingAutomation {
  readonly trueup: Trueup;
  /** Told once a change. */
  readonly say: (line: string) => void;
  readonly pause: (ms: number) => Promise<void>;
}

const FIRST_LOOK_MS = 50;
const SLOWEST_LOOK_MS = 2_000;
/** A spread over targets within a spread over accounts, within an automation. */
const DEEPEST_CHILD = 3;

/** Looks at an execution until it has ended; says each step that begins or ends, and how to go on where it waits. */
export async function followAutomation(following: FollowingAutomation, id: string): Promise<AutomationExecution> {
  const teller = newsTeller(following.say);
  for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(waitMs * 1.5, SLOWEST_LOOK_MS)) {
    const execution = await following.trueup.getAutomationExecution({ id });
    const changed = teller.tell(execution, newsOf(execution));
    if (isEnded(execution.AutomationExecutionStatus)) return execution;
    if (changed) waitMs = FIRST_LOOK_MS;
    else await tellOfChildren(following.trueup, teller, execution, 1);
    await following.pause(waitMs);
  }
}

interface News {
  /** The same for the same thing, so that each is told once. */
  readonly key: string;
  readonly line: string;
}

interface Teller {
  /** Whether there was anything to tell. */
  tell(execution: AutomationExecution, news: readonly News[]): boolean;
}

function newsTeller(say: (line: string) => void): Teller {
  const told = new Set<string>();
  return {
    tell({ AutomationExecutionId }, news) {
      const fresh = news.filter(({ key }) => !told.has(`${AutomationExecutionId} ${key}`));
      for (const { key, line } of fresh) {
        told.add(`${AutomationExecutionId} ${key}`);
        say(line);
      }
      return fresh.length > 0;
    },
  };
}

function newsOf(execution: AutomationExecution): News[] {
  // That a step waits is said with what to do about it.
  const steps = execution.StepExecutions.filter(
    ({ StepStatus }) => StepStatus !== 'Pending' && StepStatus !== 'Waiting',
  );
  return [
    ...steps.map((step) => ({ key: `${step.StepExecutionId} ${step.StepStatus}`, line: stepLine(step) })),
    ...waitsOf(execution),
  ];
}

function stepLine({ StepName, Action, StepStatus, FailureMessage }: AutomationStepExecution): string {
  if (StepStatus === 'InProgress') return `step ${StepName} (${Action})`;
  return `step ${StepName}: ${StepStatus}${FailureMessage === undefined ? '' : `: ${FailureMessage}`}`;
}

/** What a person can do about an execution that waits. */
function waitsOf(execution: AutomationExecution): News[] {
  const { AutomationExecutionId: id, Mode, AutomationExecutionStatus: status } = execution;
  const waiting = execution.StepExecutions.filter(({ StepStatus }) => StepStatus === 'Waiting');
  const hints = waiting.map((step) => ({
    key: `${step.StepExecutionId} waits`,
    line: howToGoOn(id, step.Action, step.StepName, approversOf(step)),
  }));
  if (waiting.length === 0 && execution.StepExecutionsTruncated && status === 'Waiting') {
    // The step that waits is beyond those that are shown.
    const { CurrentAction = '', CurrentStepName = '' } = execution;
    return [{ key: `${CurrentStepName} waits`, line: howToGoOn(id, CurrentAction, CurrentStepName, []) }];
  }
  if (Mode !== 'Interactive' || status !== 'Waiting' || waiting.length > 0) return hints;
  const end = `trueup executions cancel ${id} --complete`;
  const next = nextStepsOf(execution);
  const [first] = next;
  return [
    {
      key: `next ${execution.StepExecutions.map(({ StepStatus }) => StepStatus).join()}`,
      line:
        first === undefined
          ? `no step follows; to end it: ${end}`
          : `waits for a next step (${next.join(', ')}): trueup executions start-step ${id} ${first}; to end it: ${end}`,
    },
  ];
}

function howToGoOn(id: string, action: string, step: string, approvers: readonly string[]): string {
  switch (action) {
    case 'aws:approve': {
      const by = approvers.length === 0 ? '' : ` by ${approvers.join(', ')}`;
      return `step ${step} waits for approval${by}: trueup executions approve ${id}, or reject`;
    }
    case 'aws:pause':
      return `step ${step} waits to be resumed: trueup executions resume ${id} ${step}`;
    case 'aws:executeAutomation':
      return `step ${step} waits for an execution that it started`;
    default:
      return `step ${step} waits`;
  }
}

/** An approval may be waited for by what this execution started. */
async function tellOfChildren(
  trueup: Trueup,
  teller: Teller,
  { AutomationExecutionId: parentId, StepExecutions }: AutomationExecution,
  depth: number,
): Promise<void> {
  const starting = StepExecutions.some(
    ({ Action, StepStatus }) => Action === 'aws:executeAutomation' && !isEnded(StepStatus) && StepStatus !== 'Pending',
  );
  if (!starting || depth > DEEPEST_CHILD) return;
  const { items } = await trueup.listExecutions({ parentId, statuses: ['InProgress', 'Waiting'], limit: 100 });
  for (const { id, target } of items) {
    const child = await trueup.getAutomationExecution({ id });
    const of = target === undefined ? `execution ${id}` : `execution ${id} (${target})`;
    teller.tell(
      child,
      waitsOf(child).map(({ key, line }) => ({ key, line: `${of}: ${line}` })),
    );
    await tellOfChildren(trueup, teller, child, depth + 1);
  }
}
