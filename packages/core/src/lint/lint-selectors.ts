import type { Path } from '../runbook/document-source.ts';
import { parseSelector, type Selector } from '../runbook/selector.ts';
import { meantName, nearestNames } from '../value/nearest-names.ts';
import type { ApiShape } from './api-model.ts';
import type { Fix } from './diagnostic.ts';
import { didYouMean, writeName } from './did-you-mean.ts';
import type { KnownCall } from './lint-calls.ts';
import type { LintContext } from './lint-context.ts';
import { definitionOf, type LintedStep } from './linted-step.ts';
import { selectShapes } from './shape-selector.ts';
import { shapeText } from './value-fit.ts';

/** Checks that each selector can find something in what its step gives (automation-documents, 2.6). */
export function lintSelectors(context: LintContext, calls: readonly KnownCall[]): void {
  const operations = new Map(calls.map(({ step, operation }) => [step, operation]));
  for (const step of context.steps) {
    const operation = operations.get(step);
    const result = operation ? { shape: withMetadata(operation.output), of: operation.name } : builtInResult(step);
    if (!result) continue;
    for (const output of step.outputs) {
      const found = check(context, 'selector-never-resolves', output.selector, [...output.path, 'Selector'], result);
      if (found) checkType(context, output.type, found, [...output.path, 'Type']);
    }
    const property = step.inputs['PropertySelector'];
    if (typeof property === 'string' && !property.includes('{{')) {
      check(context, 'property-never-resolves', property, [...step.path, 'inputs', 'PropertySelector'], result);
    }
  }
}

interface Result {
  readonly shape: ApiShape;
  /** Operation or action. */
  readonly of: string;
}

const ANY: ApiShape = { kind: 'any' };

/** boto3 adds what it knows of the HTTP answer. */
function withMetadata(output: ApiShape): ApiShape {
  if (output.kind !== 'structure') return output;
  return {
    ...output,
    members: [...output.members, 'ResponseMetadata'],
    member: (name) => (name === 'ResponseMetadata' ? METADATA : output.member(name)),
  };
}

const METADATA = structure({
  RequestId: { kind: 'text' },
  HostId: { kind: 'text' },
  HTTPStatusCode: { kind: 'number' },
  HTTPHeaders: { kind: 'map', value: () => ({ kind: 'text' }) },
  RetryAttempts: { kind: 'number' },
});

function structure(of: Readonly<Record<string, ApiShape>>): ApiShape {
  const members = new Map(Object.entries(of));
  return {
    kind: 'structure',
    name: '',
    members: [...members.keys()],
    required: [],
    member: (name) => members.get(name),
  };
}

/** Other actions give an object with their built-in outputs as keys; a script's own result is under Payload. */
function builtInResult(step: LintedStep): Result | undefined {
  const definition = definitionOf(step);
  if (!definition || definition.takesApiParameters) return undefined;
  const keys = Object.keys(definition.outputs);
  return { shape: structure(Object.fromEntries(keys.map((key) => [key, ANY]))), of: step.action };
}

function check(
  context: LintContext,
  rule: 'selector-never-resolves' | 'property-never-resolves',
  text: string,
  path: Path,
  { shape, of }: Result,
): readonly ApiShape[] | undefined {
  const parsed = parseSelector(text);
  if (parsed.kind === 'invalid') return undefined;
  const found = selectShapes(parsed.selector, shape);
  if (found.length > 0) return found;
  const { at, members, name } = lostAt(parsed.selector, shape);
  const nearest = name === undefined ? [] : context.suggest(() => nearestNames(name, members));
  const known = members.length > 0 && nearest.length === 0 ? ` It has ${shortList(members)}.` : '';
  context.report(rule, path, {
    message: `Selector "${text}" finds nothing in what ${of} gives: there is no ${at}${didYouMean(nearest)}${known}`,
    ...(name === undefined ? {} : writeSegment(context, path, text, name, nearest)),
  });
  return undefined;
}

/** Only where the name stands once, so that no other segment of this name is changed. */
function writeSegment(
  context: LintContext,
  path: Path,
  text: string,
  name: string,
  nearest: readonly string[],
): { readonly fix?: Fix } {
  const [before, after, ...more] = text.split(name);
  const meant = meantName(name, nearest);
  if (before === undefined || after === undefined || more.length > 0 || meant === undefined) return {};
  return writeName(context, path, 'value', text, before + meant + after);
}

/** The first segment that finds nothing, and what there is in its place. */
function lostAt(selector: Selector, shape: ApiShape): { at: string; name?: string; members: readonly string[] } {
  const end = selector.findIndex((_segment, index) => selectShapes(selector.slice(0, index + 1), shape).length === 0);
  const segment = selector[end];
  const before = selectShapes(selector.slice(0, end), shape);
  const members = before.flatMap((one) => (one.kind === 'structure' ? one.members : []));
  const list = before.some(({ kind }) => kind === 'list');
  switch (segment?.kind) {
    case 'member':
      return { at: list ? `member ${segment.name} in a list` : `member ${segment.name}`, name: segment.name, members };
    case 'deep':
      return { at: `member ${segment.name} at any depth`, members: [] };
    case 'element':
      return { at: `list to take element ${segment.index} of`, members };
    case 'filter':
      return { at: `list of elements with ${segment.path.join('.')}`, members };
    default:
      return { at: 'part to go through', members };
  }
}

const MOST_LISTED = 12;

function shortList(members: readonly string[]): string {
  const shown = members.slice(0, MOST_LISTED).join(', ');
  return members.length > MOST_LISTED ? `${shown} and ${members.length - MOST_LISTED} more` : shown;
}

/** Shapes that are never coerced to a type, whatever the value (coerceOutput). */
const NEVER: Readonly<Record<string, readonly ApiShape['kind'][]>> = {
  Boolean: ['structure', 'map', 'list', 'number', 'instant', 'bytes'],
  Integer: ['structure', 'map', 'boolean', 'instant'],
  StringMap: ['boolean', 'number', 'instant', 'list'],
  MapList: ['boolean', 'number', 'instant'],
};

function checkType(context: LintContext, type: string, found: readonly ApiShape[], path: Path): void {
  const never = Object.hasOwn(NEVER, type) ? (NEVER[type] ?? []) : [];
  const [only, ...others] = found;
  if (!only || others.length > 0 || !never.includes(only.kind)) return;
  context.report('output-type-never-fits', path, {
    message: `The selector finds ${shapeText(only)}, which is never made into ${type}.`,
  });
}
