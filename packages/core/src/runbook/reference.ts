import type { Instant } from '../value/instant.ts';
import { unreachable } from '../value/unreachable.ts';
import type { ExecutionContext } from './execution-state.ts';

const SYSTEM_VARIABLES = [
  'automation:EXECUTION_ID',
  'global:ACCOUNT_ID',
  'global:AWS_PARTITION',
  'global:DATE',
  'global:DATE_TIME',
  'global:REGION',
  'global:TIME',
] as const;
type SystemVariable = (typeof SYSTEM_VARIABLES)[number];

/** A `{{ name }}` of a document (automation-documents, 3.1). */
export type Reference =
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'output'; readonly name: string; readonly step: string; readonly output: string }
  | { readonly kind: 'variable'; readonly name: string; readonly variable: string }
  | { readonly kind: 'system'; readonly name: SystemVariable }
  | { readonly kind: 'ssm'; readonly name: string }
  /** Of the right form, but nothing that exists: an unknown system variable, or a second dot. */
  | { readonly kind: 'unresolvable'; readonly name: string };

const REFERENCE = /\{\{\s*((?:global|automation|variable):\w+|ssm:[^\s{}]+|\w+(?:\.[\w-]+)*)\s*\}\}/g;

/** A text in pieces, in order: what stands between references, and the references as written and as read. */
export function piecesOf(text: string): readonly (string | { readonly written: string; readonly read: Reference })[] {
  if (!text.includes('{{')) return [text];
  const pieces: (string | { written: string; read: Reference })[] = [];
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const [written, name] = match;
    if (match.index > end) pieces.push(text.slice(end, match.index));
    pieces.push({ written, read: readReference(name ?? '') });
    end = match.index + written.length;
  }
  if (end < text.length || pieces.length === 0) pieces.push(text.slice(end));
  return pieces;
}

export function referencesIn(text: string): readonly Reference[] {
  return piecesOf(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.read]));
}

function readReference(name: string): Reference {
  if (name.startsWith('ssm:')) return { kind: 'ssm', name };
  if (name.startsWith('variable:')) return { kind: 'variable', name, variable: name.slice('variable:'.length) };
  if (name.includes(':')) {
    const known = SYSTEM_VARIABLES.find((variable) => variable === name);
    return known ? { kind: 'system', name: known } : { kind: 'unresolvable', name };
  }
  const [first = '', output, ...rest] = name.split('.');
  if (rest.length > 0) return { kind: 'unresolvable', name };
  return output === undefined ? { kind: 'parameter', name: first } : { kind: 'output', name, step: first, output };
}

/** What a system variable reads at a moment, in UTC. */
export function systemValue(variable: SystemVariable, context: ExecutionContext, now: Instant): string {
  const date = now.slice(0, 10);
  const time = now.slice(11, 19).replaceAll(':', '.');
  switch (variable) {
    case 'automation:EXECUTION_ID':
      return context.executionId;
    case 'global:ACCOUNT_ID':
      return context.accountId;
    case 'global:AWS_PARTITION':
      return context.partition;
    case 'global:DATE':
      return date;
    case 'global:DATE_TIME':
      return `${date}_${time}`;
    case 'global:REGION':
      return context.region;
    case 'global:TIME':
      return time;
    default:
      return unreachable(variable);
  }
}
