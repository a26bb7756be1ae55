import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { ACTION_DEFINITIONS, OUTPUT_PAYLOAD } from './action-definition.ts';
import { checkInputs } from './check-inputs.ts';
import type { Path } from './document-source.ts';
import {
  ACTIONS,
  VALUE_TYPES,
  type Action,
  type OnCancel,
  type OnFailure,
  type OutputDeclaration,
  type Step,
} from './document.ts';
import type { Faults } from './faults.ts';
import { readBoolean, readInteger, readList, readMap, readText, refuseUnknown } from './read-value.ts';
import { parseSelector } from './selector.ts';
import { textOf } from './text-of.ts';

const STEP_KEYS = [
  'name',
  'action',
  'description',
  'inputs',
  'outputs',
  'maxAttempts',
  'timeoutSeconds',
  'onFailure',
  'onCancel',
  'nextStep',
  'isEnd',
  'isCritical',
];

/** A step and its place in the document. */
export interface PlacedStep {
  readonly path: Path;
  readonly step: Step;
}

export interface ReadSteps {
  readonly steps: readonly Step[];
  /** With those inside of loops, each after its loop. */
  readonly placed: readonly PlacedStep[];
}

/** Reads `mainSteps`, or the steps inside of a loop. Entries without a usable name or action are left out. */
export function readSteps(faults: Faults, entries: readonly Json[], path: Path, loop?: string): ReadSteps {
  const read = entries.flatMap((entry, index) => readStep(faults, entry, [...path, index], loop) ?? []);
  return { steps: read.map(({ steps: [step] }) => step), placed: read.flatMap(({ placed }) => placed) };
}

interface ReadStep {
  readonly steps: readonly [Step];
  readonly placed: readonly PlacedStep[];
}

/** Reads one entry (automation-documents, 2.1). */
function readStep(faults: Faults, raw: Json, path: Path, loop: string | undefined): ReadStep | undefined {
  if (!isJsonObject(raw)) {
    faults.problem(path, 'A step is not a map.');
    return undefined;
  }
  refuseUnknown(faults, raw, STEP_KEYS, 'step detail', path);
  const name = readName(faults, raw, path);
  const action = readAction(faults, raw, path);
  const flow = readFlow(faults, raw, path);
  if (name === undefined || action === undefined) return undefined;
  const inputs = readMap(faults, raw, 'inputs', path);
  if (!inputs && (raw['inputs'] ?? undefined) === undefined) {
    faults.problem(path, `Missing "inputs" in step detail of ${name}.`);
  }
  if (inputs) checkInputs(faults, name, action, inputs, [...path, 'inputs']);
  if (flow.onCancel.kind === 'step' && NO_ON_CANCEL.includes(action)) {
    faults.problem([...path, 'onCancel'], `onCancel is not available on ${action}.`, 'key');
  }
  const inner = action === 'aws:loop' ? readInner(faults, name, inputs ?? {}, [...path, 'inputs'], loop) : NO_STEPS;
  const step: Step = {
    name,
    action,
    inputs: inputs ?? {},
    outputs: readOutputs(faults, raw, name, action, path),
    ...flow,
    steps: inner.steps,
    ...(loop === undefined ? {} : { loop }),
  };
  return { steps: [step], placed: [{ path, step }, ...inner.placed] };
}

const NO_STEPS: ReadSteps = { steps: [], placed: [] };
const NO_ON_CANCEL: readonly Action[] = ['aws:loop', 'aws:updateVariable'];

function readInner(faults: Faults, name: string, inputs: JsonObject, path: Path, loop: string | undefined): ReadSteps {
  if (loop !== undefined) {
    faults.problem(path, `Loop ${name} is inside of loop ${loop}. Loops do not nest.`);
    return NO_STEPS;
  }
  const entries = readList(faults, inputs, 'Steps', path) ?? [];
  if (entries.length === 0) faults.problem(path, `"Steps" of loop ${name} is not a list of at least one step.`);
  return readSteps(faults, entries, [...path, 'Steps'], name);
}

function readName(faults: Faults, raw: JsonObject, path: Path): string | undefined {
  const name = raw['name'] ?? undefined;
  if (name === undefined) {
    faults.problem(path, 'Missing "name" in step detail.');
    return undefined;
  }
  if (typeof name === 'string' && /^[A-Za-z0-9_]+$/.test(name)) return name;
  faults.problem([...path, 'name'], `StepName: ${textOf(name)} is invalid.`);
  return undefined;
}

function readAction(faults: Faults, raw: JsonObject, path: Path): Action | undefined {
  const written = raw['action'] ?? undefined;
  if (written === undefined) {
    faults.problem(path, 'Missing "action" in step detail.');
    return undefined;
  }
  const action = ACTIONS.find((known) => known === written);
  if (action) return action;
  faults.problem([...path, 'action'], `Unknown action: ${textOf(written)}`);
  return undefined;
}

type Flow = Omit<Step, 'name' | 'action' | 'inputs' | 'outputs' | 'steps' | 'loop'>;

function readFlow(faults: Faults, raw: JsonObject, path: Path): Flow {
  const description = readText(faults, raw, 'description', path);
  const timeoutSeconds = readInteger(faults, raw, 'timeoutSeconds', path, 1);
  const nextStep = readText(faults, raw, 'nextStep', path);
  const isEnd = readBoolean(faults, raw, 'isEnd', path) ?? false;
  const isCritical = readBoolean(faults, raw, 'isCritical', path);
  const onFailure = readOnFailure(faults, raw, path);
  if (isEnd && nextStep !== undefined) {
    faults.problem([...path, 'nextStep'], '"isEnd == true" and nextStep should not exist in same step.', 'key');
  }
  if (isEnd && onFailure.kind === 'step') {
    faults.warning([...path, 'isEnd'], `A failure goes to ${onFailure.step} although isEnd is true.`, 'key');
  }
  return {
    ...(description === undefined ? {} : { description }),
    maxAttempts: readInteger(faults, raw, 'maxAttempts', path, 1) ?? 1,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    onFailure,
    onCancel: readOnCancel(faults, raw, path),
    ...(nextStep === undefined ? {} : { nextStep }),
    isEnd,
    ...(isCritical === undefined ? {} : { isCritical }),
  };
}

function readOnFailure(faults: Faults, raw: JsonObject, path: Path): OnFailure {
  const written = readText(faults, raw, 'onFailure', path) ?? 'Abort';
  if (written === 'Abort') return { kind: 'abort' };
  if (written === 'Continue') return { kind: 'continue' };
  if (written.startsWith('step:')) return { kind: 'step', step: written.slice('step:'.length).trim() };
  faults.problem([...path, 'onFailure'], `onFailure: ${written} is invalid. Accepted: Abort, Continue, step:NAME.`);
  return { kind: 'abort' };
}

function readOnCancel(faults: Faults, raw: JsonObject, path: Path): OnCancel {
  const written = readText(faults, raw, 'onCancel', path) ?? 'Abort';
  if (written === 'Abort') return { kind: 'abort' };
  if (written.startsWith('step:')) return { kind: 'step', step: written.slice('step:'.length).trim() };
  faults.problem([...path, 'onCancel'], `onCancel: ${written} is invalid. Accepted: Abort, step:NAME.`);
  return { kind: 'abort' };
}

/** A list, or a single map as in the guide's older skeleton (automation-documents, 2.6). */
function readOutputs(
  faults: Faults,
  raw: JsonObject,
  step: string,
  action: Action,
  path: Path,
): readonly OutputDeclaration[] {
  const written = raw['outputs'] ?? undefined;
  if (written === undefined) return [];
  const single = isJsonObject(written);
  if (!single && !Array.isArray(written)) {
    faults.problem([...path, 'outputs'], '"outputs" is not a list.');
    return [];
  }
  const outputs = (single ? [written] : (written as readonly Json[])).flatMap((one, index) => {
    const at = single ? [...path, 'outputs'] : [...path, 'outputs', index];
    const output = readOutput(faults, one, step, action, at);
    return output ? [output] : [];
  });
  const names = outputs.map(({ Name }) => Name);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) {
    faults.problem([...path, 'outputs'], `In step ${step}, output name: ${repeated} is declared twice.`);
  }
  return outputs;
}

function readOutput(
  faults: Faults,
  raw: Json,
  step: string,
  action: Action,
  path: Path,
): OutputDeclaration | undefined {
  if (!isJsonObject(raw)) {
    faults.problem(path, `An output of step ${step} is not a map.`);
    return undefined;
  }
  refuseUnknown(faults, raw, ['Name', 'Selector', 'Type'], `an output of step ${step}`, path);
  for (const key of ['Name', 'Selector', 'Type'].filter((name) => typeof raw[name] !== 'string')) {
    faults.problem(path, `Missing "${key}" in an output of step ${step}.`);
  }
  const { Name, Selector, Type } = raw;
  if (typeof Name !== 'string' || typeof Selector !== 'string' || typeof Type !== 'string') return undefined;
  const reserved = [...Object.keys(ACTION_DEFINITIONS[action].outputs), OUTPUT_PAYLOAD];
  if (reserved.includes(Name)) {
    faults.problem(
      [...path, 'Name'],
      `In step ${step}, name: ${Name} is conflicting with one of the following reserved output names: [${reserved.join(', ')}]`,
    );
  }
  const selector = parseSelector(Selector);
  if (selector.kind === 'invalid') faults.problem([...path, 'Selector'], selector.reason);
  const type = VALUE_TYPES.find((known) => known === Type);
  if (type) return { Name, Selector, Type: type };
  faults.problem([...path, 'Type'], `Output type: ${Type} is invalid. Accepted: ${VALUE_TYPES.join(', ')}.`);
  return undefined;
}
