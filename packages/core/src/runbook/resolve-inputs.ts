import type { Instant } from '../value/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { ACTION_DEFINITIONS, OUTPUT_PAYLOAD } from './action-definition.ts';
import { stepNamed } from './step-named.ts';
import type { RunbookDocument, Step, ValueType } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { loopValues } from './loop-bounds.ts';
import { systemValue, type Reference } from './reference.ts';
import { substitute, type Resolved, type Substituted, type WhenAbsent } from './substitute.ts';
import { variableValues } from './variables.ts';

type Succeeded = Extract<StepEvent, { kind: 'step.succeeded' }>;

/** Of these an absent value is the empty text (3.2): their inputs are no members of a request. */
const KEEPS_EMPTY: readonly string[] = ['aws:branch', 'aws:executeScript', 'aws:updateVariable'];

/** The loop around a step, and the iteration that it is in. */
export interface InLoop {
  readonly loop: Step;
  readonly iteration: number;
}

/**
 * A step's inputs with every reference resolved, as the step starts (automation-documents, 3.3). The output of a step
 * that did not succeed is absent. The steps and the condition of a loop are resolved in their own time.
 */
export function resolveInputs(
  document: RunbookDocument,
  state: ExecutionState,
  step: Step,
  now: Instant,
  iteration?: number,
): Substituted<JsonObject> {
  const { Steps: _steps, LoopCondition: _condition, ...ofLoop } = step.inputs;
  const inputs = step.action === 'aws:loop' ? ofLoop : step.inputs;
  const loop = step.loop === undefined ? undefined : stepNamed(document, step.loop);
  const around = loop && iteration !== undefined ? { loop, iteration } : undefined;
  // A member that the API takes is left out rather than sent empty where text does not fit (3.2).
  const whenAbsent = KEEPS_EMPTY.includes(step.action) ? 'empty-text' : 'left-out';
  return resolveIn(document, state, inputs, now, around, whenAbsent);
}

/** Resolves references anywhere in a value. */
export function resolveIn(
  document: RunbookDocument,
  state: ExecutionState,
  inputs: JsonObject,
  now: Instant,
  around?: InLoop,
  whenAbsent: WhenAbsent = 'empty-text',
): Substituted<JsonObject> {
  const resolve = (reference: Reference): Resolved => {
    switch (reference.kind) {
      case 'parameter':
        return member(state.parameters, reference.name) ?? { kind: 'text' };
      case 'output':
        return (
          (around && reference.step === around.loop.name
            ? member(loopValues(state, around.loop, around.iteration), reference.output)
            : undefined) ?? outputOf(document, state, reference)
        );
      case 'variable':
        return variableOf(document, state, reference.variable);
      case 'system':
        return { kind: 'value', value: systemValue(reference.name, state.context, now) };
      case 'ssm':
      case 'unresolvable':
        return notDefined(reference.name);
    }
  };
  return substitute(inputs, resolve, whenAbsent);
}

function notDefined(name: string): Resolved {
  const reason = `Failed to resolve input: ${name}. ${name} is not defined in the Automation Document`;
  return { kind: 'unresolvable', reason };
}

function member(of: JsonObject, name: string): Resolved | undefined {
  const value = Object.hasOwn(of, name) ? of[name] : undefined;
  return value === undefined ? undefined : { kind: 'value', value };
}

/** Of a step that ran again only its last run counts. */
function outputOf(
  document: RunbookDocument,
  { log }: ExecutionState,
  reference: Extract<Reference, { kind: 'output' }>,
): Resolved {
  const step = stepNamed(document, reference.step);
  const type = step && outputType(step, reference.output);
  if (type === undefined) return notDefined(reference.name);
  const event = log.findLast(({ kind, step: name }) => kind !== 'step.progressed' && name === reference.step);
  const value = event?.kind === 'step.succeeded' ? outputValue(document, event, reference.output) : undefined;
  return value === undefined ? { kind: 'absent', type } : { kind: 'value', value };
}

function outputType(step: Step, output: string): ValueType | undefined {
  if (output === OUTPUT_PAYLOAD) return step.action === 'aws:runCommand' ? 'MapList' : 'StringMap';
  const { outputs } = ACTION_DEFINITIONS[step.action];
  if (Object.hasOwn(outputs, output)) return outputs[output];
  return step.outputs.find(({ Name }) => Name === output)?.Type;
}

/**
 * An output of a step that succeeded. OutputPayload is the raw result, so it is not kept a second time; but that of a
 * command is a list of what each plugin gave (3.5).
 */
export function outputValue(document: RunbookDocument, event: Succeeded, output: string): Json | undefined {
  if (output === OUTPUT_PAYLOAD) {
    const { result, step } = event;
    const ofCommand = stepNamed(document, step)?.action === 'aws:runCommand';
    return ofCommand && isJsonObject(result) ? (result[OUTPUT_PAYLOAD] ?? result) : result;
  }
  return Object.hasOwn(event.outputs, output) ? event.outputs[output] : undefined;
}

function variableOf(document: RunbookDocument, state: ExecutionState, name: string): Resolved {
  const definition = Object.hasOwn(document.variables, name) ? document.variables[name] : undefined;
  if (!definition) return notDefined(`variable:${name}`);
  return member(variableValues(document, state), name) ?? { kind: 'absent', type: definition.type };
}
