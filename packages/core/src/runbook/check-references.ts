import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { ACTION_DEFINITIONS, OUTPUT_PAYLOAD } from './action-definition.ts';
import type { Path } from './document-source.ts';
import type { RunbookDocument, Step } from './document.ts';
import type { Faults } from './faults.ts';
import type { PlacedStep } from './read-step.ts';
import { referencesIn, type Reference } from './reference.ts';
import { WINDOW_PSEUDO_PARAMETERS } from './undocumented.ts';

/** What a document's own text may refer to. Names count even where their definition has a fault of its own. */
interface Declared {
  readonly parameters: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly steps: ReadonlyMap<string, Step>;
}

/** Checks every reference of a document against what is declared (automation-documents, 1.8.1 and 3.1). */
export function checkReferences(
  faults: Faults,
  root: JsonObject,
  document: RunbookDocument,
  steps: readonly PlacedStep[],
  names: ReadonlySet<string>,
): void {
  const declared: Declared = {
    parameters: keysOf(root['parameters']),
    variables: keysOf(root['variables']),
    names,
    steps: new Map(steps.map(({ step }) => [step.name, step])),
  };
  for (const { path: at, step } of steps) {
    // What is inside of a loop is looked at step by step.
    const { Steps: _steps, ...ofLoop } = step.inputs;
    const inputs = step.action === 'aws:loop' ? ofLoop : step.inputs;
    eachReference(inputs, [...at, 'inputs'], (reference, path) => {
      checkInStep(faults, reference, declared, path);
    });
  }
  checkDefaults(faults, 'parameters', document.parameters, declared);
  checkDefaults(faults, 'variables', document.variables, declared);
  eachReference(document.assumeRole ?? null, ['assumeRole'], (reference, path) => {
    if (reference.kind === 'parameter') checkInStep(faults, reference, declared, path);
    else faults.problem(path, `assumeRole takes a reference to a parameter, not {{${reference.name}}}.`);
  });
}

function checkDefaults(
  faults: Faults,
  kind: 'parameters' | 'variables',
  definitions: Readonly<Record<string, { readonly default?: Json }>>,
  declared: Declared,
): void {
  for (const [name, definition] of Object.entries(definitions)) {
    eachReference(definition.default ?? null, [kind, name, 'default'], (reference, path) => {
      checkInDefault(faults, reference, declared, path);
    });
  }
}

const keysOf = (value: Json | undefined): ReadonlySet<string> => new Set(isJsonObject(value) ? Object.keys(value) : []);

function eachReference(value: Json, path: Path, seen: (reference: Reference, path: Path) => void): void {
  if (typeof value === 'string') for (const reference of referencesIn(value)) seen(reference, path);
  else if (Array.isArray(value)) {
    (value as readonly Json[]).forEach((item, index) => {
      eachReference(item, [...path, index], seen);
    });
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) eachReference(member ?? null, [...path, key], seen);
  }
}

function checkInStep(faults: Faults, reference: Reference, declared: Declared, path: Path): void {
  switch (reference.kind) {
    case 'system':
      return;
    case 'parameter':
      if (!declared.parameters.has(reference.name)) undeclared(faults, reference, path);
      return;
    case 'variable':
      if (!declared.variables.has(reference.variable)) undeclared(faults, reference, path);
      return;
    case 'ssm':
      faults.problem(path, `{{${reference.name}}} is allowed in the default of a parameter only.`);
      return;
    case 'unresolvable':
      if (reference.name.includes(':')) faults.problem(path, `System variable {{${reference.name}}} does not exist.`);
      else faults.warning(path, `{{${reference.name}}} cannot be resolved: a reference has no second dot.`);
      return;
    case 'output':
      checkOutput(faults, reference, declared, path);
  }
}

function undeclared(faults: Faults, reference: Reference, path: Path): void {
  faults.problem(path, `Parameter "${reference.name}" is not declared.`);
}

/** The service takes a document that names an output which a step does not have, and fails the step that asks for it. */
function checkOutput(
  faults: Faults,
  reference: Extract<Reference, { kind: 'output' }>,
  { names, steps }: Declared,
  path: Path,
): void {
  if (!names.has(reference.step)) undeclared(faults, reference, path);
  const step = steps.get(reference.step);
  if (step && !outputNames(step).includes(reference.output)) {
    faults.warning(
      path,
      `{{${reference.name}}} cannot be resolved: outputs of ${step.name} are ${outputNames(step).join(', ')}.`,
    );
  }
}

function outputNames(step: Step): readonly string[] {
  const declared = step.outputs.map(({ Name }) => Name);
  return [...declared, ...Object.keys(ACTION_DEFINITIONS[step.action].outputs), OUTPUT_PAYLOAD];
}

function checkInDefault(faults: Faults, reference: Reference, declared: Declared, path: Path): void {
  if (reference.kind === 'ssm') return;
  if (reference.kind === 'parameter' && WINDOW_PSEUDO_PARAMETERS.includes(reference.name)) return;
  if (reference.kind === 'output' || reference.kind === 'variable') {
    faults.problem(path, `{{${reference.name}}} is not known before the execution begins.`);
    return;
  }
  checkInStep(faults, reference, declared, path);
}
