import type { Path } from '../runbook/document-source.ts';
import { referencesIn } from '../runbook/reference.ts';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { nearestNames } from '../value/nearest-names.ts';
import type { ApiOperation, ApiShape } from './api-model.ts';
import { didYouMean, writeMeant, writeName } from './did-you-mean.ts';
import { typeOfReference, wholeReference, type LintContext } from './lint-context.ts';
import { fitOf, shapeText, sortOf, sortOfType, textConverts, type Fit } from './value-fit.ts';

type Structure = Extract<ApiShape, { kind: 'structure' }>;

/** Checks a request's members by the operation's own shape, as boto3 does before it sends anything. */
export function lintParameters(
  context: LintContext,
  { name, input }: ApiOperation,
  parameters: JsonObject,
  path: Path,
): void {
  if (input.kind === 'structure') checkStructure({ ...context, operation: name }, input, parameters, path);
}

interface Task extends LintContext {
  readonly operation: string;
}

function checkStructure(task: Task, shape: Structure, value: JsonObject, path: Path): void {
  const given = new Set<string>();
  const folded = new Map(shape.members.map((member) => [fold(member), member]));
  for (const [key, member] of Object.entries(value)) {
    const name = checkName(task, shape, folded, key, [...path, key]);
    const of = name === undefined ? undefined : shape.member(name);
    if (name !== undefined) given.add(name);
    if (of) checkValue(task, of, member ?? null, [...path, key]);
  }
  for (const name of shape.required.filter((required) => !given.has(required))) {
    task.report('missing-parameter', path, { message: `${task.operation} needs the member "${name}".` });
  }
}

/** The member that a key stands for. */
function checkName(
  task: Task,
  shape: Structure,
  folded: ReadonlyMap<string, string>,
  key: string,
  path: Path,
): string | undefined {
  if (shape.members.includes(key)) return key;
  const same = folded.get(fold(key));
  if (same !== undefined) {
    task.report('parameter-case', path, {
      message: `${task.operation} spells the member "${key}" ${same}.`,
      part: 'key',
      ...writeName(task, path, 'key', key, same),
    });
    return same;
  }
  const nearest = task.suggest(() => nearestNames(key, shape.members));
  task.report('unknown-parameter', path, {
    message: `${task.operation} has no member "${key}"${didYouMean(nearest)}`,
    part: 'key',
    ...writeMeant(task, path, 'key', key, nearest),
  });
  return undefined;
}

/** As the door looks for members. */
const fold = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function checkValue(task: Task, shape: ApiShape, value: Json, path: Path): void {
  if (shape.kind === 'any') return;
  if (value === null) tell(task, shape, 'wrong', path);
  else if (typeof value === 'string' && referencesIn(value).length > 0) checkReferences(task, shape, value, path);
  else if (shape.kind === 'structure' && isJsonObject(value)) checkStructure(task, shape, value, path);
  else if (shape.kind === 'map' && isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) checkValue(task, shape.value(), member ?? null, [...path, key]);
  } else if (shape.kind === 'list' && Array.isArray(value)) {
    (value as readonly Json[]).forEach((item, index) => checkElement(task, shape.element(), item, [...path, index]));
  } else {
    const fit = fitOf(sortOf(value), shape);
    tell(task, shape, typeof value === 'string' && !textConverts(value, shape.kind) ? 'wrong' : fit, path);
  }
}

/** A reference to a list that is an element of a list is replaced by that list's elements (automation-documents, 3.2). */
function checkElement(task: Task, shape: ApiShape, item: Json, path: Path): void {
  const reference = typeof item === 'string' ? wholeReference(item) : undefined;
  const type = reference && sortOfType(typeOfReference(task, reference) ?? '');
  if (type?.element) tell(task, shape, fitOf(type.element, shape), path);
  else checkValue(task, shape, item, path);
}

function checkReferences(task: Task, shape: ApiShape, value: string, path: Path): void {
  const reference = wholeReference(value);
  if (!reference) {
    // With text around it, any reference becomes text.
    tell(task, shape, fitOf('text', shape), path);
    return;
  }
  const type = sortOfType(typeOfReference(task, reference) ?? '');
  if (!type) return;
  const element = type.element && shape.kind === 'list' ? fitOf(type.element, shape.element()) : 'fits';
  tell(task, shape, element === 'fits' ? fitOf(type.sort, shape) : element, path);
}

function tell(task: Task, shape: ApiShape, fit: Fit, path: Path): void {
  const name = path.findLast((part) => typeof part === 'string') ?? '';
  const message = `"${name}" of ${task.operation} takes ${shapeText(shape)}.`;
  switch (fit) {
    case 'fits':
      return;
    case 'converted':
      task.report('converted-parameter', path, { message: `${message} AWS does not convert what is given here.` });
      return;
    case 'wrong':
      task.report('wrong-parameter-type', path, { message });
  }
}
