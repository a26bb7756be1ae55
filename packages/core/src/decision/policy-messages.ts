import type { z } from 'zod';
import type { PolicyFault } from './policy-problem.ts';

/** A fault, and the key of its map where the key itself is the fault. */
export type TextFault = PolicyFault & { readonly key?: string };

const MOST_NAMES = 40;

/** What is wrong with the text of a policy, in words that name what is accepted. */
export function textFaults(error: z.ZodError): TextFault[] {
  return error.issues.flatMap((issue): TextFault[] => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({ path, key, message: issue.message }));
  });
}

/** For z.parse: the words of each issue. Undefined: those of zod. */
export const messageOf: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `unknown member: expected one of ${membersOf(issue.inst).join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined ? `is missing: expected ${wordOf(issue.expected)}` : wrongType(issue);
    case 'invalid_value':
      return issue.input === undefined
        ? `is missing: expected one of ${issue.values.map(String).join(', ')}`
        : `expected one of ${issue.values.map(String).join(', ')}`;
    default:
      return undefined;
  }
};

function wrongType(issue: { readonly expected: string; readonly input: unknown }): string {
  const given = Array.isArray(issue.input) ? 'a list' : issue.input === null ? 'nothing' : wordOf(typeof issue.input);
  const quotes = issue.expected === 'string' && typeof issue.input === 'number' ? ': put it in quotes' : '';
  return `expected ${wordOf(issue.expected)}, found ${given}${quotes}`;
}

function wordOf(type: string): string {
  switch (type) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'int':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
    case 'record':
      return 'a map';
    default:
      return type;
  }
}

function membersOf(inst: unknown): string[] {
  const shape = (inst as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def?.shape ?? {};
  return Object.keys(shape).slice(0, MOST_NAMES);
}
