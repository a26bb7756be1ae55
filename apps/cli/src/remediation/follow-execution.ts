import type { Execution, Outcome, Trueup } from '@trueup/api-contract';

export type FinishedExecution = Execution & { readonly outcome: Outcome };

export interface Following {
  readonly trueup: Trueup;
  /** Told once a change. */
  readonly say: (line: string) => void;
  readonly pause: (ms: number) => Promise<void>;
}

const FIRST_LOOK_MS = 100;
const SLOWEST_LOOK_MS = 2_000;

/** Looks at an execution until it has ended, and says each new phase and step; the end is for the caller to tell. */
export async function followExecution({ trueup, say, pause }: Following, id: string): Promise<FinishedExecution> {
  let said = '';
  for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(waitMs * 1.5, SLOWEST_LOOK_MS)) {
    const { execution, steps } = await trueup.getExecution({ id });
    if (isFinished(execution)) return execution;
    const running = steps.findLast(({ status }) => status === 'InProgress');
    const line = standing(execution, running);
    if (line !== said) {
      say(line);
      waitMs = FIRST_LOOK_MS;
    }
    said = line;
    await pause(waitMs);
  }
}

function isFinished(execution: Execution): execution is FinishedExecution {
  return execution.phase === 'finished' && execution.outcome !== undefined;
}

function standing(
  execution: Execution,
  step: { readonly name: string; readonly attempts: number } | undefined,
): string {
  const { resource, documentName, phase, verifyAttempts, cancelRequestedAt } = execution;
  const name = resource?.id ?? documentName;
  const cancelling = cancelRequestedAt === undefined ? '' : ' (cancelling)';
  switch (phase) {
    case 'checking':
      return `${name}: reading it again before the change${cancelling}`;
    case 'running': {
      if (!step) return `${name}: running${cancelling}`;
      return `${name}: step ${step.name}${step.attempts > 1 ? `, try ${step.attempts}` : ''}${cancelling}`;
    }
    case 'verifying':
      return `${name}: verifying${verifyAttempts > 0 ? `, look ${verifyAttempts + 1}` : ''}`;
    case 'finished':
      return `${name}: finished`;
  }
}
