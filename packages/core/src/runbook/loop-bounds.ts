import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { parsedJson } from './coerce-output.ts';
import type { Step } from './document.ts';
import type { ExecutionState } from './execution-state.ts';
import type { Started } from './in-flight.ts';
import { textOf } from './text-of.ts';

/** automation-documents, 4.17. */
const MOST_ITERATIONS = 100;

/** Items of a for-each, or how often a do-while may run. */
export interface LoopBounds {
  readonly items?: readonly Json[];
  readonly most: number;
}

export type ReadLoop =
  { readonly kind: 'loop'; readonly bounds: LoopBounds } | { readonly kind: 'invalid'; readonly reason: string };

/** Checks the resolved inputs of an aws:loop. Its steps and its condition were checked when the document was read. */
export function readLoop(inputs: JsonObject): ReadLoop {
  const given = inputs['MaxIterations'] ?? MOST_ITERATIONS;
  const most = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 1 || most > MOST_ITERATIONS) {
    return { kind: 'invalid', reason: `Input "MaxIterations" is not an integer from 1 to ${MOST_ITERATIONS}` };
  }
  const { Iterators } = inputs;
  if (Iterators === undefined) return { kind: 'loop', bounds: { most } };
  if (!Array.isArray(Iterators)) return { kind: 'invalid', reason: 'Input "Iterators" is not a list' };
  const items = Iterators as readonly Json[];
  if (items.length > MOST_ITERATIONS) {
    return { kind: 'invalid', reason: `Input "Iterators" has ${items.length} items. At most ${MOST_ITERATIONS}` };
  }
  const type = textOf(inputs['IteratorDataType'] ?? 'String');
  const typed = items.map((item) => typedItem(item, type));
  const bad = typed.findIndex((item) => item === undefined);
  if (bad >= 0) return { kind: 'invalid', reason: `Iterators[${bad}] is not of the IteratorDataType ${type}` };
  return { kind: 'loop', bounds: { items: typed as readonly Json[], most } };
}

function typedItem(item: Json, type: string): Json | undefined {
  const value = typeof item === 'string' ? parsedJson(type === 'Boolean' ? item.toLowerCase() : item) : item;
  switch (type) {
    case 'String':
      return textOf(item);
    case 'Integer':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'StringMap':
      return isJsonObject(value) ? value : undefined;
    default:
      return undefined;
  }
}

export function loopStarted({ log }: Pick<ExecutionState, 'log'>, loop: string): Started {
  const started = log.findLast((event) => event.kind === 'step.started' && event.step === loop);
  if (started?.kind !== 'step.started') throw new Error(`loop ${loop} was never started`);
  return started;
}

export function boundsOf(state: Pick<ExecutionState, 'log'>, loop: Step): LoopBounds {
  const read = readLoop(loopStarted(state, loop.name).inputs);
  if (read.kind === 'invalid') throw new Error(`loop ${loop.name} was started with bad inputs: ${read.reason}`);
  return read.bounds;
}

/** What `{{loop.CurrentIteration}}` and `{{loop.CurrentIteratorValue}}` read in an iteration. */
export function loopValues(state: Pick<ExecutionState, 'log'>, loop: Step, iteration: number): JsonObject {
  const { items } = boundsOf(state, loop);
  const value = items?.[iteration - 1];
  return { CurrentIteration: iteration, ...(value === undefined ? {} : { CurrentIteratorValue: value }) };
}
