import { isCancel, password } from '@clack/prompts';
import { UsageError } from '../usage-error.ts';
import { canAsk } from './ask.ts';

/** Longer than any secret that is asked for. */
const MOST_CHARACTERS = 4096;

/** What a person types unseen, or the first line of standard input where that was asked for. */
export async function askSecret(question: string, fromInput: boolean): Promise<string> {
  if (fromInput) return firstLine();
  if (!canAsk()) throw new UsageError(`${question} Nobody is here to type it: pass it with --password-stdin`);
  const typed = await password({ message: question, output: process.stderr });
  if (isCancel(typed)) throw new UsageError('nothing was typed, nothing was done');
  return typed;
}

async function firstLine(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.includes('\n') || text.length > MOST_CHARACTERS) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? '';
}
