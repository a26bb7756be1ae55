import type { JsonObject } from '../value/json.ts';

/** The rules of automation-documents 2.2, 2.3, 2.5 and 4.17 a second time: walked over the text of a document, without a log. */

export type Result = 'ok' | 'failed' | 'timed-out';

/** A document's steps as written, and what comes of each attempt of each of them, iteration after iteration. */
export interface Story {
  readonly mainSteps: readonly JsonObject[];
  readonly results: Readonly<Record<string, readonly Result[]>>;
}

export function resultOf({ results }: Story, step: string, iteration = 1, attempt = 1): Result {
  const told = results[step] ?? ['ok'];
  return told[(iteration - 1 + attempt - 1) % told.length] ?? 'ok';
}

interface Walk {
  readonly story: Story;
  /** Runs in the order in which they began: `step#iteration`. */
  readonly path: string[];
  worst: 'Success' | 'TimedOut' | 'Failed';
  again: unknown;
}

type Way = { readonly to: string } | 'on' | 'stop';

/** The way from a step, the first one if none is named, and the status at its end. `again`: the variable's value there. */
export function walk(
  story: Story,
  from?: string,
  again: unknown = true,
): { readonly path: readonly string[]; readonly status: string } {
  const all: Walk = { story, path: [], worst: 'Success', again };
  go(all, story.mainSteps, from ?? textOf(story.mainSteps[0]?.['name']));
  return { path: all.path, status: all.worst };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Runs steps of a list until it is over, something leads out of it, or the execution ends. */
function go(all: Walk, list: readonly JsonObject[], from: string, iteration?: number): Way {
  let at = list.findIndex(({ name }) => name === from);
  while (at < list.length) {
    const way = run(all, list[at] ?? {}, iteration);
    if (way === 'stop') return 'stop';
    const next = way === 'on' ? at + 1 : list.findIndex(({ name }) => name === way.to);
    if (next < 0) return way;
    at = next;
  }
  return 'on';
}

function run(all: Walk, step: JsonObject, iteration: number | undefined): Way {
  all.path.push(`${textOf(step['name'])}#${iteration ?? ''}`);
  const inputs = step['inputs'] as JsonObject;
  if (step['action'] === 'aws:loop') return repeat(all, step, inputs);
  if (step['action'] === 'aws:branch') {
    const choices = inputs['Choices'] as readonly JsonObject[];
    const chosen = choices.find(({ Variable }) => Variable === true)?.['NextStep'] ?? inputs['Default'];
    return typeof chosen === 'string' ? { to: chosen } : onwards(step);
  }
  if (step['action'] === 'aws:updateVariable') {
    all.again = inputs['Value'];
    return onwards(step);
  }
  return after(all, step, lastResult(all.story, step, iteration));
}

/** Of a pause nobody can say no; of a wait for people every try comes to the same. */
function lastResult(story: Story, step: JsonObject, iteration?: number): Result {
  const { name, action, maxAttempts = 1 } = step;
  const first = resultOf(story, textOf(name), iteration);
  if (action === 'aws:pause') return first === 'timed-out' ? first : 'ok';
  if (action === 'aws:approve') return first;
  let result: Result = 'failed';
  for (let attempt = 1; attempt <= Number(maxAttempts); attempt += 1) {
    result = resultOf(story, textOf(name), iteration, attempt);
    if (result === 'ok') return 'ok';
  }
  return result;
}

function onwards({ isEnd, nextStep }: JsonObject): Way {
  if (isEnd === true) return 'stop';
  return typeof nextStep === 'string' ? { to: nextStep } : 'on';
}

function after(all: Walk, step: JsonObject, result: Result): Way {
  if (result === 'ok') return onwards(step);
  const { onFailure = 'Abort', isCritical } = step;
  if (onFailure === 'Abort' || (isCritical ?? onFailure !== 'Continue') === true) {
    if (all.worst !== 'Failed') all.worst = result === 'failed' ? 'Failed' : 'TimedOut';
  }
  if (onFailure === 'Abort') return 'stop';
  return onFailure === 'Continue' ? onwards(step) : { to: textOf(onFailure).slice('step:'.length) };
}

function repeat(all: Walk, loop: JsonObject, inputs: JsonObject): Way {
  const { Steps, Iterators, IteratorDataType, MaxIterations = 100 } = inputs;
  const steps = Steps as readonly JsonObject[];
  const items = Array.isArray(Iterators) ? Iterators.length : undefined;
  // The items of these stories are texts.
  if (IteratorDataType === 'Integer') return after(all, loop, 'failed');
  for (let iteration = 1; iteration <= Math.min(Number(MaxIterations), items ?? 100); iteration += 1) {
    const way = go(all, steps, textOf(steps[0]?.['name']), iteration);
    if (way !== 'on') return way;
    if (items === undefined && all.again !== true) break;
  }
  return onwards(loop);
}
