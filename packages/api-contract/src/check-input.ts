import type { z } from 'zod';
import { operations, type Input, type OperationName, type Trueup } from './operations.ts';
import { Problem, type InputFault } from './problem.ts';

/** The input of an operation, or a Problem `invalid` that names each place and what would be accepted there. */
export function checkInput<K extends OperationName>(name: K, input: unknown): Input<K> {
  const schema: z.ZodType = operations[name].input;
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data as Input<K>;
  const faults = parsed.error.issues.map(faultOf);
  const detail = faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
  throw new Problem('invalid', `${name}: ${detail}`, { faults });
}

/** The same Trueup with every input checked before it is used. */
export function checked(trueup: Trueup): Trueup {
  const entries = Object.entries(trueup) as [OperationName, (input: unknown) => Promise<unknown>][];
  const guarded = entries.map(([name, ask]) => [name, async (input: unknown) => ask(checkInput(name, input))]);
  return Object.fromEntries(guarded) as Trueup;
}

function faultOf(issue: z.core.$ZodIssue): InputFault {
  const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return { path: path.replace(/^\./, ''), message: messageOf(issue) };
}

function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `expected ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return `unknown member ${issue.keys.map((key) => `'${key}'`).join(', ')}`;
    default:
      return issue.message.replace(/^Invalid (input|string): /, '');
  }
}
