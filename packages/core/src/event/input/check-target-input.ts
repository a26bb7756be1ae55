import { unreachable } from '../../value/unreachable.ts';
import type { TargetInput } from '../event-rule.ts';
import { parseInputPath } from './input-path.ts';
import { parseInputTemplate, type InputTemplate, type TemplatePart } from './input-template.ts';
import { isQuotedLines, readJson } from './read-json.ts';
import { isObjectPlaceholder, reservedPlaceholder } from './reserved-placeholder.ts';

/** What can be wrong with the input of a target. Closed list. */
export type InputFaultKind =
  | 'too-long'
  | 'too-many-paths'
  | 'not-json'
  | 'invalid-path'
  | 'invalid-name'
  | 'reserved-name'
  | 'unknown-placeholder'
  | 'placeholder-as-key'
  | 'object-within-text'
  | 'invalid-template';

export interface InputFault {
  readonly kind: InputFaultKind;
  /** In the words of PutTargets where they are known. */
  readonly message: string;
}

/** Limits of the events API. */
const MOST_INPUT = 8_192;
const MOST_TEMPLATE = 8_192;
const MOST_PATH = 256;
const MOST_NAME = 256;
const MOST_PATHS = 100;
const NAME = /^[\w-]+$/;

type Transformer = Extract<TargetInput, { readonly kind: 'transformer' }>;

/** What PutTargets would refuse about the input of a target (event-patterns, 7). Empty: it is accepted. */
export function checkTargetInput(targetId: string, input: TargetInput): readonly InputFault[] {
  switch (input.kind) {
    case 'constant':
      return [
        ...tooLong(targetId, 'input', input.text, MOST_INPUT),
        ...(isJson(input.text) ? [] : [fault('not-json', `JSON syntax error in input for target ${targetId}.`)]),
      ];
    case 'path':
      return checkPath(targetId, 'inputPath', input.path);
    case 'transformer':
      return [...checkPaths(targetId, input), ...checkTemplate(targetId, input)];
    default:
      return unreachable(input);
  }
}

const fault = (kind: InputFaultKind, message: string): InputFault => ({ kind, message });

const constraint = (kind: InputFaultKind, targetId: string, member: string, words: string): InputFault =>
  fault(
    kind,
    `1 validation error detected: Value at 'targets.${targetId}.${member}' failed to satisfy constraint: ${words}`,
  );

function tooLong(targetId: string, member: string, text: string, most: number): InputFault[] {
  if (text.length <= most) return [];
  return [constraint('too-long', targetId, member, `Member must have length less than or equal to ${most}`)];
}

/** The guide says that paths are not checked; PutTargets does refuse those without `$` and those with quotes. */
function checkPath(targetId: string, member: string, path: string): InputFault[] {
  const long = tooLong(targetId, member, path, MOST_PATH);
  if (long.length > 0 || parseInputPath(path)) return long;
  const shown = JSON.stringify(path);
  return [
    fault(
      'invalid-path',
      `InputPath for target ${targetId} is invalid. Accepted: $, .name, [n], [*]; given: ${shown}.`,
    ),
  ];
}

function checkPaths(targetId: string, { paths }: Transformer): InputFault[] {
  const member = 'inputTransformer.inputPathsMap';
  const entries = Object.entries(paths);
  const many = `Member must have length less than or equal to ${MOST_PATHS}`;
  return [
    ...(entries.length > MOST_PATHS ? [constraint('too-many-paths', targetId, member, many)] : []),
    ...entries.flatMap(([name, path]) => [
      ...checkName(targetId, member, name),
      ...checkPath(targetId, `${member}.${name}`, path),
    ]),
  ];
}

function checkName(targetId: string, member: string, name: string): InputFault[] {
  if (reservedPlaceholder(name)) {
    return [constraint('reserved-name', targetId, member, `${name} is a reserved variable and cannot be defined`)];
  }
  if (NAME.test(name) && name.length <= MOST_NAME) return [];
  const words =
    `Map keys must satisfy constraint: [Member must have length less than or equal to ${MOST_NAME}, ` +
    String.raw`Member must satisfy regular expression pattern: [A-Za-z0-9\_\-]+]`;
  return [constraint('invalid-name', targetId, member, words)];
}

function checkTemplate(targetId: string, { paths, template: text }: Transformer): InputFault[] {
  const member = 'inputTransformer.inputTemplate';
  if (text === '') {
    return [constraint('invalid-template', targetId, member, 'Member must have length greater than or equal to 1')];
  }
  const long = tooLong(targetId, member, text, MOST_TEMPLATE);
  if (long.length > 0) return long;
  const template = parseInputTemplate(text);
  const faults = template.parts.flatMap((part) =>
    part.kind === 'placeholder' ? checkPlaceholder(targetId, template, text, paths, part) : [],
  );
  return faults.length > 0 || fitsTogether(template) ? faults : [invalidTemplate(targetId)];
}

const invalidTemplate = (targetId: string): InputFault =>
  fault(
    'invalid-template',
    `Invalid InputTemplate for target ${targetId} : it is neither JSON nor lines of text in double quotes.`,
  );

function checkPlaceholder(
  targetId: string,
  template: InputTemplate,
  text: string,
  paths: Transformer['paths'],
  { name, place }: Extract<TemplatePart, { readonly kind: 'placeholder' }>,
): InputFault[] {
  const of = `InputTemplate for target ${targetId} contains`;
  if (!Object.hasOwn(paths, name) && !reservedPlaceholder(name)) {
    return [fault('unknown-placeholder', `${of} invalid placeholder ${name}.`)];
  }
  if (place === 'key') return [fault('placeholder-as-key', `${of} placeholder ${name} as an object key.`)];
  const object = template.form === 'json' && text.trimStart().startsWith('{');
  if (isObjectPlaceholder(name) && !(object && place === 'value')) {
    return [fault('object-within-text', `${of} placeholder ${name} valid only for JSON template.`)];
  }
  return [];
}

/** With any values in their places, is it JSON or quoted lines? */
function fitsTogether({ parts }: InputTemplate): boolean {
  const filled = parts.map((part) => (part.kind === 'text' ? part.text : part.place === 'string' ? 'x' : '0')).join('');
  return isJson(filled) || isQuotedLines(filled);
}

const isJson = (text: string): boolean => readJson(text).kind === 'json';
