import { isCancel, text } from '@clack/prompts';
import { UsageError } from '../usage-error.ts';

/** Asks a person to type exactly `expected`; anything else means no. The question stands on standard error. */
async function typedYes(question: string, expected: string): Promise<boolean> {
  const answer = await text({ message: `${question} Type ${expected} to go on:`, output: process.stderr });
  return !isCancel(answer) && answer.trim() === expected;
}

/** Whether a person sits there to be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Rejects when nobody can be asked; `otherwise` says what a script passes instead. */
export async function confirm(question: string, expected: string, otherwise: string): Promise<void> {
  if (!canAsk()) throw new UsageError(`${question} Nobody is here to confirm: ${otherwise}`);
  if (!(await typedYes(question, expected))) throw new UsageError('not confirmed, nothing was done');
}
