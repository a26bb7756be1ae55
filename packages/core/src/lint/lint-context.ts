import type { PermissionStatement } from '../control/control.ts';
import { valueType } from '../runbook/cast-parameter.ts';
import type { DocumentSource, Path } from '../runbook/document-source.ts';
import { PARAMETER_TYPES } from '../runbook/document.ts';
import { piecesOf, type Reference } from '../runbook/reference.ts';
import { isJsonObject, type Json } from '../value/json.ts';
import type { ApiModel } from './api-model.ts';
import { outputTypes, type LintedStep } from './linted-step.ts';
import type { SpanOfReference } from './reference-spans.ts';
import type { Report } from './report.ts';

export interface LintOptions {
  /** Absent: services, operations and their members are not checked. */
  readonly api?: ApiModel;
  /** All that the execution may do. Absent: not checked. */
  readonly permissions?: readonly PermissionStatement[];
  /** Whether this machine can run a runtime. Absent: not checked. */
  readonly runs?: (runtime: string) => boolean;
}

/** What every check looks at. */
export interface LintContext extends LintOptions {
  readonly text: string;
  readonly source: DocumentSource;
  readonly root: Json;
  readonly steps: readonly LintedStep[];
  readonly byName: ReadonlyMap<string, LintedStep>;
  readonly report: Report;
  readonly spanOfReference: SpanOfReference;
  /** Near names for a wrong one, as long as the search for them stays bounded; then none. */
  readonly suggest: (search: () => readonly string[]) => readonly string[];
}

const MOST_SEARCHES = 50;

export function boundedSuggestions(): LintContext['suggest'] {
  let left = MOST_SEARCHES;
  return (search) => {
    left -= 1;
    return left < 0 ? [] : search();
  };
}

/** The declared type of what a reference stands for; undefined where nothing is declared. */
export function typeOfReference({ root, byName }: LintContext, reference: Reference): string | undefined {
  switch (reference.kind) {
    case 'parameter':
      return declaredType(root, 'parameters', reference.name);
    case 'variable':
      return declaredType(root, 'variables', reference.variable);
    case 'output':
      return outputType(byName.get(reference.step), reference.output);
    case 'system':
      return 'String';
    case 'ssm':
    case 'unresolvable':
      return undefined;
  }
}

function declaredType(root: Json, kind: 'parameters' | 'variables', name: string): string | undefined {
  const all = isJsonObject(root) ? root[kind] : undefined;
  const definition = isJsonObject(all) && Object.hasOwn(all, name) ? all[name] : undefined;
  const written = isJsonObject(definition) ? definition['type'] : undefined;
  const type = PARAMETER_TYPES.find((known) => known === written);
  return type && valueType(type);
}

/** A loop hands out elements of the type that it names itself (automation-documents, 4.17). */
function outputType(step: LintedStep | undefined, output: string): string | undefined {
  if (!step) return undefined;
  const iterated = step.action === 'aws:loop' && output === 'CurrentIteratorValue';
  const type = iterated ? (step.inputs['IteratorDataType'] ?? 'String') : outputTypes(step).get(output);
  return typeof type === 'string' ? type : undefined;
}

/** A text that is one reference and nothing else keeps the reference's type (automation-documents, 3.2). */
export function wholeReference(text: string): Reference | undefined {
  const [only, ...rest] = piecesOf(text);
  return only === undefined || typeof only === 'string' || rest.length > 0 ? undefined : only.read;
}

/** Calls `seen` for every text in a value. */
export function eachText(value: Json, path: Path, seen: (text: string, path: Path) => void): void {
  if (typeof value === 'string') seen(value, path);
  else if (Array.isArray(value)) {
    (value as readonly Json[]).forEach((item, index) => {
      eachText(item, [...path, index], seen);
    });
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) eachText(member ?? null, [...path, key], seen);
  }
}
