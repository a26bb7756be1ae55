import type { Instant } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';
import { ACTION_DEFINITIONS, OUTPUT_PAYLOAD } from './action-definition.ts';
import { stepNamed } from './step-named.ts';
import type { RunbookDocument, Step, ValueType } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { systemValue, type Reference } from './reference.ts';
import { substitute, type Resolved, type Substituted } from './substitute.ts';

type Succeeded = Extract<StepEvent, { kind: 'step.succeeded' }>;

/**
 * A step's inputs with every reference resolved, as the step starts (automation-documents, 3.3). The output of a step
 * that did not succeed is absent.
 */
export function resolveInputs(
  document: RunbookDocument,
  state: ExecutionState,
  step: Step,
  now: Instant,
): Substituted<JsonObject> {
  const succeeded = new Map<string, Succeeded>();
  for (const event of state.log) if (event.kind === 'step.succeeded') succeeded.set(event.step, event);
  const resolve = (reference: Reference): Resolved => {
    switch (reference.kind) {
      case 'parameter':
        return member(state.parameters, reference.name) ?? { kind: 'text' };
      case 'output':
        return outputOf(document, succeeded, reference);
      case 'variable':
        return variableOf(document, reference.variable);
      case 'system':
        return { kind: 'value', value: systemValue(reference.name, state.context, now) };
      case 'ssm':
      case 'unresolvable':
        return notDefined(reference.name);
    }
  };
  // A member that the API takes is left out rather than sent empty where text does not fit (3.2).
  const { takesApiParameters } = ACTION_DEFINITIONS[step.action];
  const leavesOut = takesApiParameters || step.action === 'aws:executeAutomation';
  return substitute(step.inputs, resolve, leavesOut ? 'left-out' : 'empty-text');
}

function notDefined(name: string): Resolved {
  const reason = `Failed to resolve input: ${name}. ${name} is not defined in the Automation Document`;
  return { kind: 'unresolvable', reason };
}

function member(of: JsonObject, name: string): Resolved | undefined {
  const value = Object.hasOwn(of, name) ? of[name] : undefined;
  return value === undefined ? undefined : { kind: 'value', value };
}

function outputOf(
  document: RunbookDocument,
  succeeded: ReadonlyMap<string, Succeeded>,
  reference: Extract<Reference, { kind: 'output' }>,
): Resolved {
  const step = stepNamed(document, reference.step);
  const type = step && outputType(step, reference.output);
  if (type === undefined) return notDefined(reference.name);
  const event = succeeded.get(reference.step);
  const value = event && outputValue(event, reference.output);
  return value === undefined ? { kind: 'absent', type } : { kind: 'value', value };
}

function outputType(step: Step, output: string): ValueType | undefined {
  if (output === OUTPUT_PAYLOAD) return 'StringMap';
  const { outputs } = ACTION_DEFINITIONS[step.action];
  if (Object.hasOwn(outputs, output)) return outputs[output];
  return step.outputs.find(({ Name }) => Name === output)?.Type;
}

/** An output of a step that succeeded. OutputPayload is the raw result, so it is not kept a second time. */
export function outputValue(event: Succeeded, output: string): Json | undefined {
  if (output === OUTPUT_PAYLOAD) return event.result;
  return Object.hasOwn(event.outputs, output) ? event.outputs[output] : undefined;
}

function variableOf(document: RunbookDocument, name: string): Resolved {
  const definition = Object.hasOwn(document.variables, name) ? document.variables[name] : undefined;
  if (!definition) return notDefined(`variable:${name}`);
  const { default: value, type } = definition;
  return value === undefined ? { kind: 'absent', type } : { kind: 'value', value };
}
