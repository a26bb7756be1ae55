import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantAfter, msBetween, type Instant } from '../value/instant.ts';
import { isJsonObject, type JsonObject } from '../value/json.ts';
import type { Command, Performed } from './command.ts';
import type { RunbookDocument } from './document.ts';
import { ANSWERED, CONTEXT, documentOfSteps, FAILED, START, TIMED_OUT } from './drive-document.ts';
import type { ExecutionState, Signal, StepEvent } from './execution-state.ts';
import { nextCommand } from './next-command.ts';
import { settle } from './settle.ts';
import { resultOf, walk, type Result, type Story } from './walk-story.ts';

const call = { action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'A' } };
const pause = { action: 'aws:pause', inputs: {}, timeoutSeconds: 60 };
const approve = { action: 'aws:approve', inputs: { Approvers: ['alice'] }, timeoutSeconds: 60 };
const set = (Value: boolean): JsonObject => ({
  action: 'aws:updateVariable',
  inputs: { Name: 'variable:again', Value },
});
const plain = fc.constantFrom<JsonObject>(call, call, call, pause, approve, set(true), set(false));

/** Flags of a step that may lead to these later ones. */
function flags(later: readonly string[], outside: readonly string[]): fc.Arbitrary<JsonObject> {
  const targets = [...later, ...outside];
  const jump = targets.length === 0 ? fc.constant('Abort') : fc.constantFrom(...targets).map((to) => `step:${to}`);
  const optional = fc.record(
    {
      onFailure: fc.oneof(fc.constantFrom('Abort', 'Continue'), jump),
      isCritical: fc.boolean(),
      maxAttempts: fc.integer({ min: 1, max: 3 }),
      onCancel: outside.length === 0 ? fc.constant('Abort') : fc.constantFrom(...outside).map((to) => `step:${to}`),
    },
    { requiredKeys: [] },
  );
  const ways: readonly JsonObject[] = [{}, {}, { isEnd: true }, ...targets.map((nextStep) => ({ nextStep }))];
  return fc.tuple(optional, fc.constantFrom(...ways)).map(([one, two]) => ({ ...one, ...two }));
}

const bounds = fc.oneof(
  fc.record({ Iterators: fc.array(fc.constant('x'), { maxLength: 3 }) }),
  fc.record({ Iterators: fc.array(fc.constant('x'), { maxLength: 3 }), MaxIterations: fc.integer({ min: 1, max: 2 }) }),
  fc.constant<JsonObject>({ Iterators: ['x'], IteratorDataType: 'Integer' }),
  fc.record({
    LoopCondition: fc.constant({ Variable: '{{ variable:again }}', BooleanEquals: true }),
    MaxIterations: fc.integer({ min: 1, max: 4 }),
  }),
);

function inner(loop: string, outside: readonly string[]): fc.Arbitrary<JsonObject[]> {
  return fc.integer({ min: 1, max: 3 }).chain((count) => {
    const names = Array.from({ length: count }, (_none, index) => `${loop}_${index}`);
    const steps = names.map((name, index) =>
      fc
        .tuple(plain, flags(names.slice(index + 1), outside))
        .map(([does, one]): JsonObject => ({ ...does, ...one, name })),
    );
    return fc.tuple(...steps);
  });
}

function stepOf(name: string, later: readonly string[]): fc.Arbitrary<JsonObject> {
  const one = fc.tuple(plain, flags(later, later)).map(([does, rest]): JsonObject => ({ ...does, ...rest, name }));
  const loop = fc.tuple(inner(name, later), bounds, flags(later, [])).map(([Steps, bound, rest]): JsonObject => ({
    ...rest,
    name,
    action: 'aws:loop',
    inputs: { ...bound, Steps },
  }));
  if (later.length === 0) return fc.oneof(one, loop);
  const NextStep = fc.constantFrom(...later);
  const choices = fc.array(fc.record({ NextStep, Variable: fc.boolean(), BooleanEquals: fc.constant(true) }), {
    minLength: 1,
    maxLength: 2,
  });
  const branch = fc
    .record({ Choices: choices, Default: NextStep }, { requiredKeys: ['Choices'] })
    .map((inputs): JsonObject => ({ name, action: 'aws:branch', inputs }));
  return fc.oneof({ weight: 3, arbitrary: one }, { weight: 2, arbitrary: loop }, { weight: 1, arbitrary: branch });
}

const results = fc.dictionary(
  fc.constantFrom('S0', 'S1', 'S2', 'S3', 'S0_0', 'S0_1', 'S1_0', 'S1_1', 'S2_0', 'S3_0'),
  fc.array(fc.constantFrom<Result>('ok', 'ok', 'failed', 'timed-out'), { minLength: 1, maxLength: 4 }),
);

/** Not every action may be led to by an onCancel, or has one. */
function soundCancels(mainSteps: readonly JsonObject[]): JsonObject[] {
  const barred = mainSteps
    .filter(({ action }) => action === 'aws:pause' || action === 'aws:approve')
    .map(({ name }) => `step:${String(name)}`);
  const sound = ({ onCancel = 'Abort', ...step }: JsonObject): JsonObject =>
    barred.includes(String(onCancel)) || step['action'] === 'aws:updateVariable' || step['action'] === 'aws:loop'
      ? step
      : { ...step, onCancel };
  return mainSteps.map((step) => {
    const inputs = step['inputs'] as JsonObject;
    const inside = inputs['Steps'] as readonly JsonObject[] | undefined;
    return sound(inside ? { ...step, inputs: { ...inputs, Steps: inside.map(sound) } } : step);
  });
}

const story: fc.Arbitrary<Story & { readonly document: RunbookDocument }> = fc
  .integer({ min: 1, max: 4 })
  .chain((count) => {
    const names = Array.from({ length: count }, (_none, index) => `S${index}`);
    const steps = fc.tuple(...names.map((name, index) => stepOf(name, names.slice(index + 1))));
    return fc.record({ mainSteps: steps.map(soundCancels), results });
  })
  .map((told) => ({
    ...told,
    document: documentOfSteps(told.mainSteps, { variables: { again: { type: 'Boolean', default: true } } }),
  }));

interface Told {
  readonly finish: Extract<Command, { kind: 'finish' }>;
  readonly log: readonly StepEvent[];
  readonly signals: readonly Signal[];
  readonly now: Instant;
  /** How much of the log stood when the wish to stop came. */
  readonly stoppedAt: number;
}

interface Stop {
  readonly after: number;
  readonly kind: 'cancel' | 'complete';
}

/** Every command takes a tenth of a second; whoever is waited for answers at once, or never. */
function tell(
  told: Story & { readonly document: RunbookDocument },
  stop?: Stop,
  from: readonly StepEvent[] = [],
): Told {
  const { document } = told;
  const log = [...from];
  const signals: Signal[] = [];
  let now = log.at(-1)?.at ?? START;
  let cancelRequestedAt: Instant | undefined;
  let stoppedAt = Infinity;
  for (let count = 0; count < 1_000; count += 1) {
    now = instantAfter(now, 100);
    if (count === stop?.after) {
      stoppedAt = log.length;
      if (stop.kind === 'cancel') cancelRequestedAt = now;
      else signals.push({ kind: 'complete', at: now, by: 'alice' });
    }
    const cancelled = cancelRequestedAt === undefined ? {} : { cancelRequestedAt };
    const state: ExecutionState = { context: CONTEXT, parameters: {}, log, signals, ...cancelled };
    const command = nextCommand(document, state, now);
    switch (command.kind) {
      case 'append':
        log.push(command.event);
        break;
      case 'wait':
        now = answer(told, command, log, signals, now);
        break;
      case 'perform': {
        const result = resultOf(told, command.step, command.iteration, command.attempt);
        const performed: Performed = { ok: ANSWERED, failed: FAILED, 'timed-out': TIMED_OUT }[result];
        const settled = settle(document, state, performed, now);
        if (settled.kind === 'event') log.push(settled.event);
        break;
      }
      case 'undetermined':
        throw new Error('undetermined');
      case 'finish':
        return { finish: command, log, signals, now, stoppedAt };
    }
  }
  throw new Error('the document does not end');
}

/** Gives the signal that is waited for, or lets the time pass. */
function answer(
  told: Story,
  { step = '', until }: Extract<Command, { kind: 'wait' }>,
  log: readonly StepEvent[],
  signals: Signal[],
  now: Instant,
): Instant {
  const { iteration } = log.at(-1) ?? {};
  const result = resultOf(told, step, iteration, 1);
  if (result === 'timed-out') return until ?? now;
  const started = log.findLast((event) => event.kind === 'step.started');
  const kind = started?.inputs['Approvers'] === undefined ? 'resume' : result === 'ok' ? 'approve' : 'reject';
  signals.push({ kind, at: now, by: 'alice', step, ...(iteration === undefined ? {} : { iteration }) });
  return now;
}

const runOf = ({ step, iteration }: StepEvent): string => `${step}#${iteration ?? ''}`;
const pathOf = (log: readonly StepEvent[]): string[] => [...new Set(log.map(runOf))];

/** Tries of a run count up from 1; a run that is over does not come back. */
function expectOrder(log: readonly StepEvent[]): void {
  const tries = new Map<string, number>();
  for (const event of log.filter(({ kind }) => kind === 'step.started')) {
    expect(event.attempt).toBe((tries.get(runOf(event)) ?? 0) + 1);
    tries.set(runOf(event), event.attempt);
  }
}

test('with loops, approvals, pauses and variables a document takes the way, and ends, as the rules say', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { finish, log } = tell(told);
      expectOrder(log);
      const { path, status } = walk(told);
      expect(pathOf(log)).toEqual(path);
      expect(finish.status).toBe(status);
      expect(finish.failureMessage === undefined).toBe(status === 'Success');
    }),
    { numRuns: 200 },
  );
});

const timeless = (events: readonly StepEvent[]): unknown[] => events.map((event) => ({ ...event, at: '' }));

test('whatever part of the log was written, the rest of the execution is the same', () => {
  fc.assert(
    fc.property(story, (told) => {
      const whole = tell(told);
      for (let length = 0; length < whole.log.length; length += 1) {
        const again = tell(told, undefined, whole.log.slice(0, length));
        expect(timeless(again.log).map(withoutDecisions)).toEqual(timeless(whole.log).map(withoutDecisions));
        expect(again.finish.status).toBe(whole.finish.status);
      }
    }),
    { numRuns: 40 },
  );
});

/** When someone approved is another time in every telling. */
function withoutDecisions(event: unknown): unknown {
  return JSON.parse(JSON.stringify(event, (key, value: unknown) => (key === 'ApprovalDecisionTime' ? '' : value)));
}

test('a cancel at any point ends the execution, by way of the clean-up of the step that was running', () => {
  fc.assert(
    fc.property(story, fc.nat(40), (told, after) => {
      const { finish, log, now, stoppedAt } = tell(told, { after, kind: 'cancel' });
      expectOrder(log);
      if (stoppedAt === Infinity) return;
      expect(finish.status).toBe('Cancelled');
      const before = log.slice(0, stoppedAt);
      const running = before.at(-1)?.kind === 'step.started' ? before.at(-1)?.step : undefined;
      const { path } = walk(told);
      expect(pathOf(before)).toEqual(path.slice(0, pathOf(before).length));
      const steps = [...told.document.mainSteps, ...told.document.mainSteps.flatMap((step) => step.steps)];
      const onCancel = steps.find(({ name }) => name === running)?.onCancel;
      const cleanUp = onCancel?.kind === 'step' ? walk(told, onCancel.step, variableAfter(before)).path : [];
      const ran = pathOf(log.slice(stoppedAt)).filter((run) => !pathOf(before).includes(run));
      expect(ran).toEqual(cleanUp.slice(0, ran.length));
      expect(ran.length > 0).toBe(cleanUp.length > 0);
      expect(msBetween(START, now)).toBeLessThan(20 * 60_000);
    }),
    { numRuns: 200 },
  );
});

function variableAfter(log: readonly StepEvent[]): unknown {
  const updates = log.flatMap((event) =>
    event.kind === 'step.succeeded' && isJsonObject(event.result) ? (event.result['Value'] ?? []) : [],
  );
  return updates.at(-1) ?? true;
}

test('a completion at any point ends the execution after the attempt in flight, and cancels nothing that was decided', () => {
  fc.assert(
    fc.property(story, fc.nat(40), (told, after) => {
      const { finish, log, stoppedAt } = tell(told, { after, kind: 'complete' });
      expectOrder(log);
      expect(['Success', 'Failed', 'TimedOut']).toContain(finish.status);
      const begun = log.slice(stoppedAt).filter(({ kind }) => kind === 'step.started');
      // A loop that had just begun begins its first step, which then is the one in flight.
      expect(begun.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
});
