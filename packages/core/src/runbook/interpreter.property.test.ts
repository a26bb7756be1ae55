import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantAfter, msBetween } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { Performed } from './command.ts';
import type { RunbookDocument, Step } from './document.ts';
import {
  ANSWERED,
  documentOfSteps,
  drive,
  FAILED,
  START,
  TIMED_OUT,
  type Driven,
  type DriveOptions,
  type Perform,
} from './drive-document.ts';

type Result = 'ok' | 'failed' | 'timed-out';

/** A document and what comes of each attempt of each of its steps. */
interface Story {
  readonly document: RunbookDocument;
  readonly results: Readonly<Record<string, readonly Result[]>>;
}

const name = (index: number): string => `S${index}`;

/** A step that leads only to later ones, so that there is no circle. With `explicit` it never just falls through. */
function stepOf(count: number, index: number, explicit: boolean): fc.Arbitrary<JsonObject> {
  const call = { action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'A' } };
  const wait = {
    action: 'aws:waitForAwsResourceProperty',
    inputs: { Service: 'ec2', Api: 'A', PropertySelector: '$.State', DesiredValues: ['done'] },
    timeoutSeconds: 7,
  };
  const sleep = { action: 'aws:sleep', inputs: { Duration: 'PT30S' } };
  const plain = fc.constantFrom<JsonObject>(call, call, call, wait, sleep);
  const named = (does: JsonObject): JsonObject => ({ name: name(index), ...does });
  const maxAttempts = fc.integer({ min: 1, max: 3 });
  const isCritical = fc.boolean();
  if (index === count - 1) {
    const last = fc.record(
      { onFailure: fc.constantFrom('Abort', 'Continue'), isCritical, maxAttempts },
      { requiredKeys: [] },
    );
    return fc.tuple(plain, last).map(([does, flags]) => named({ ...does, ...flags }));
  }
  const target = fc.integer({ min: index + 1, max: count - 1 }).map(name);
  const jump = target.map((to) => `step:${to}`);
  const choices = fc
    .array(fc.record({ NextStep: target, Variable: fc.boolean() }), { minLength: 1, maxLength: 2 })
    .map((all) => all.map((choice) => ({ ...choice, BooleanEquals: true })));
  const branch = fc
    .record({ Choices: choices, Default: target }, { requiredKeys: ['Choices'] })
    .map((inputs): JsonObject => ({ action: 'aws:branch', inputs }));
  const onFailure = fc.oneof(fc.constantFrom('Abort', 'Continue'), jump);
  const flags = fc.record({ onFailure, onCancel: jump, isCritical, maxAttempts }, { requiredKeys: [] });
  const jumps = fc.oneof(
    fc.constant({ isEnd: true }),
    target.map((nextStep) => ({ nextStep })),
  );
  const way = explicit ? jumps : fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, jumps);
  const does = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: branch });
  return fc.tuple(does, flags, way).map(([one, two, three]) => named({ ...one, ...two, ...three }));
}

/** In the list's order, or shuffled behind the first step, so that jumps go back in the list. */
const steps: fc.Arbitrary<readonly JsonObject[]> = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.boolean())
  .chain(([count, shuffled]) =>
    fc
      .tuple(...Array.from({ length: count }, (_none, index) => stepOf(count, index, shuffled)))
      .chain(([first, ...rest]) => {
        // The last one in the graph ends, wherever it comes to stand.
        const ended = shuffled
          ? rest.map((step, index) => (index === rest.length - 1 ? { ...step, isEnd: true } : step))
          : rest;
        const order = shuffled ? fc.shuffledSubarray(ended, { minLength: ended.length }) : fc.constant(ended);
        return order.map((others) => [first ?? {}, ...others]);
      }),
  );

const tables = fc.dictionary(
  fc.nat(6).map(name),
  fc.array(fc.constantFrom<Result>('ok', 'failed', 'failed', 'timed-out'), { minLength: 1, maxLength: 3 }),
);

const story: fc.Arbitrary<Story> = fc.record({ steps, results: tables }).map((told) => {
  const sleeps = told.steps
    .filter(({ action }) => action === 'aws:sleep')
    .map((step) => `step:${String(step['name'])}`);
  const mainSteps = told.steps.map(({ onCancel, ...step }) =>
    onCancel === undefined || sleeps.includes(String(onCancel)) ? step : { ...step, onCancel },
  );
  return { document: documentOfSteps(mainSteps), results: told.results };
});

function resultOf({ results }: Story, step: string, attempt: number): Result {
  return results[step]?.[attempt - 1] ?? 'ok';
}

function perform(told: Story, { step, attempt, work }: Perform): Performed {
  const result = resultOf(told, step, attempt);
  if (result === 'ok') return work.kind === 'poll' ? { kind: 'answered', result: { State: 'done' } } : ANSWERED;
  if (result === 'failed') return FAILED;
  return work.kind === 'poll' ? { kind: 'answered', result: { State: 'not yet' } } : TIMED_OUT;
}

const play = (told: Story, options: DriveOptions = {}): Driven =>
  drive(told.document, (command) => perform(told, command), options);

/** The rules of automation-documents 2.3 and 2.5, written down a second time and walked without a log. */
function expected(told: Story): { readonly path: readonly string[]; readonly status: string } {
  const { mainSteps } = told.document;
  const path: string[] = [];
  let worst = 'Success';
  let at: Step | undefined = mainSteps[0];
  while (at) {
    const step: Step = at;
    path.push(step.name);
    const following = mainSteps[mainSteps.indexOf(step) + 1]?.name;
    const result = lastResult(told, step);
    let next: string | undefined;
    if (result === 'ok') next = targetOf(step) ?? (step.isEnd ? undefined : (step.nextStep ?? following));
    else {
      const critical = step.onFailure.kind === 'abort' || (step.isCritical ?? step.onFailure.kind !== 'continue');
      if (critical && worst !== 'Failed') worst = result === 'failed' ? 'Failed' : 'TimedOut';
      if (step.onFailure.kind === 'step') next = step.onFailure.step;
      if (step.onFailure.kind === 'continue' && !step.isEnd) next = step.nextStep ?? following;
    }
    at = mainSteps.find((other) => other.name === next);
  }
  return { path, status: worst };
}

/** Sleeps and branches are not performed, so nothing befalls them. */
function lastResult(told: Story, step: Step): Result {
  if (step.action === 'aws:sleep' || step.action === 'aws:branch') return 'ok';
  const attempts = Array.from({ length: step.maxAttempts }, (_none, index) => resultOf(told, step.name, index + 1));
  return attempts.find((result) => result === 'ok') ?? attempts.at(-1) ?? 'ok';
}

function targetOf({ action, inputs }: Step): string | undefined {
  if (action !== 'aws:branch') return undefined;
  const { Choices, Default } = inputs as unknown as {
    Choices: { NextStep: string; Variable: boolean }[];
    Default?: string;
  };
  return Choices.find(({ Variable }) => Variable)?.NextStep ?? Default;
}

/** Attempts count up from 1 and end before the next begins; after its last outcome a step is never begun again. */
function expectOrder({ log }: Driven): void {
  const attempts = new Map<string, number>();
  let open: string | undefined;
  let previous = '';
  for (const event of log) {
    if (event.kind === 'step.started') {
      expect(open).toBe(undefined);
      expect(event.attempt).toBe((attempts.get(event.step) ?? 0) + 1);
      if (event.attempt > 1) expect(previous).toBe(event.step);
      attempts.set(event.step, event.attempt);
      open = event.step;
    } else {
      expect([event.step, event.attempt]).toEqual([open, attempts.get(event.step)]);
      open = undefined;
    }
    previous = event.step;
  }
}

test('every document ends, by the way and with the status that the rules give', () => {
  fc.assert(
    fc.property(story, (told) => {
      const driven = play(told);
      expectOrder(driven);
      const { path, status } = expected(told);
      expect([...new Set(driven.log.map(({ step }) => step))]).toEqual(path);
      expect(driven.finish.status).toBe(status);
      expect(driven.finish.failureMessage === undefined).toBe(status === 'Success');
    }),
    { numRuns: 300 },
  );
});

test('after a crash at any point the execution goes on as if there had been none', () => {
  fc.assert(
    fc.property(story, (told) => {
      const whole = play(told);
      for (let length = 0; length < whole.log.length; length += 1) {
        const log = whole.log.slice(0, length);
        const resumed = play(told, { log, now: log.at(-1)?.at ?? START });
        expect(resumed.log).toEqual(whole.log);
        expect(resumed.finish).toEqual(whole.finish);
      }
    }),
    { numRuns: 100 },
  );
});

test('the work and token of a step in flight are those it had before the crash', () => {
  fc.assert(
    fc.property(story, (told) => {
      const whole = play(told);
      const tokens = new Map(
        whole.performed.map(({ step, attempt, token, work }) => [`${step} ${attempt}`, { token, work }]),
      );
      whole.log.forEach((event, index) => {
        if (event.kind !== 'step.started') return;
        const [again] = play(told, { log: whole.log.slice(0, index + 1), now: event.at }).performed;
        if (again?.step === event.step && again.attempt === event.attempt) {
          expect({ token: again.token, work: again.work }).toEqual(tokens.get(`${event.step} ${event.attempt}`));
        }
      });
      expect(new Set([...tokens.values()].map(({ token }) => token)).size).toBe(tokens.size);
    }),
    { numRuns: 100 },
  );
});

test('a cancelled execution ends Cancelled, within two minutes, and runs nothing twice', () => {
  fc.assert(
    fc.property(story, fc.nat(200), fc.nat(12), (told, seconds, length) => {
      const cancelRequestedAt = instantAfter(START, seconds * 1_000);
      const log = play(told)
        .log.filter(({ at }) => at <= cancelRequestedAt)
        .slice(0, length);
      const driven = play(told, { log, now: cancelRequestedAt, cancelRequestedAt });
      expectOrder(driven);
      expect(driven.finish.status).toBe('Cancelled');
      expect(driven.log.slice(0, log.length)).toEqual(log);
      expect(msBetween(cancelRequestedAt, driven.now)).toBeLessThanOrEqual(120_000);
      expect(driven.log.slice(log.length).filter(({ kind }) => kind === 'step.cancelled').length).toBeLessThanOrEqual(
        2,
      );
    }),
    { numRuns: 300 },
  );
});
