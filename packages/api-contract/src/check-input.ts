import type { z } from 'zod';
import {
  operationNames,
  operations,
  type Input,
  type OperationName,
  type Operations,
  type Trueup,
} from './operations.ts';
import { Problem, type InputFault } from './problem.ts';
import { streams, type StreamInput, type StreamName } from './streams.ts';

/** The input of an operation, or a Problem `invalid` that names each place and what would be accepted there. */
export function checkInput<K extends OperationName>(name: K, input: unknown): Input<K> {
  return checkedBy(name, operations[name].input, input) as Input<K>;
}

/** The same for what flows. */
export function checkStreamInput<K extends StreamName>(name: K, input: unknown): StreamInput<K> {
  return checkedBy(name, streams[name].input, input) as StreamInput<K>;
}

/** The same Trueup with every input checked before it is used. */
export function checked(trueup: Trueup): Trueup {
  const guarded = operationNames.map((name) => {
    const ask = trueup[name] as (input: unknown) => Promise<unknown>;
    return [name, async (input: unknown) => ask(checkInput(name, input))] as const;
  });
  return {
    ...(Object.fromEntries(guarded) as unknown as Operations),
    importFindingStream: async (input, body) =>
      trueup.importFindingStream(checkStreamInput('importFindingStream', input), body),
    exportFindings: async (input) => trueup.exportFindings(checkStreamInput('exportFindings', input)),
    readMetrics: async (input) => trueup.readMetrics(checkStreamInput('readMetrics', input)),
    exportRecords: async (input) => trueup.exportRecords(checkStreamInput('exportRecords', input)),
  };
}

function checkedBy(name: string, schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(faultOf);
  const detail = faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
  throw new Problem('invalid', `${name}: ${detail}`, { faults });
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
