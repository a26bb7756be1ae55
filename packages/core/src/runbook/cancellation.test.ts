import { expect, test } from 'vitest';
import { instantAfter } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { Performed } from './command.ts';
import {
  ANSWERED,
  callStep,
  CONTEXT,
  documentOfSteps,
  drive,
  FAILED,
  START,
  type Driven,
  type DriveOptions,
} from './drive-document.ts';
import type { StepEvent } from './execution-state.ts';
import { nextCommand } from './next-command.ts';

/** Runs steps; those named fail or time out, all others succeed. */
function run(
  steps: readonly JsonObject[],
  failing: Record<string, Performed> = {},
  options: DriveOptions = {},
): Driven {
  return drive(documentOfSteps(steps), ({ step }) => failing[step] ?? ANSWERED, options);
}

const ended = ({ log }: Driven): string[] =>
  log.filter(({ kind }) => kind !== 'step.started').map(({ step, kind }) => `${step} ${kind.replace('step.', '')}`);

test('a step that was cancelled while it ran goes to its onCancel, for two minutes at most', () => {
  const steps = [
    callStep('A', { onCancel: 'step:C' }),
    callStep('B'),
    callStep('C'),
    { name: 'D', action: 'aws:sleep', inputs: { Duration: 'PT10M' } },
  ];
  const log: StepEvent[] = [
    { kind: 'step.started', step: 'A', attempt: 1, at: START, inputs: { Service: 'ec2', Api: 'A' } },
  ];
  const cancelRequestedAt = instantAfter(START, 1_000);
  const driven = run(steps, {}, { log, now: instantAfter(START, 2_000), cancelRequestedAt, performMs: 1_000 });
  expect(ended(driven)).toEqual(['A cancelled', 'C succeeded', 'D cancelled']);
  expect(driven.finish.status).toBe('Cancelled');
  expect(driven.now).toBe(instantAfter(START, 122_000));
});

test('a call that could not be called back is told as it ended, and then its onCancel runs', () => {
  const steps = [callStep('A', { onCancel: 'step:C', maxAttempts: 3 }), callStep('B', { isEnd: true }), callStep('C')];
  for (const [result, kind] of [
    [ANSWERED, 'succeeded'],
    [FAILED, 'failed'],
  ] as const) {
    const driven = run(steps, { A: result }, { log: [], performMs: 1_000 });
    const seen = driven.log.slice(0, 2);
    const after = run(steps, {}, { log: seen, now: driven.now, cancelRequestedAt: instantAfter(START, 500) });
    expect(ended(after)).toEqual([`A ${kind}`, 'C succeeded']);
    expect(after.finish.status).toBe('Cancelled');
  }
});

test('between two steps a cancel just ends', () => {
  const before = run([callStep('A', { onCancel: 'step:C' }), callStep('B', { isEnd: true }), callStep('C')]);
  const driven = run(
    [callStep('A', { onCancel: 'step:C' }), callStep('B', { isEnd: true }), callStep('C')],
    {},
    {
      log: before.log.slice(0, 2),
      cancelRequestedAt: instantAfter(START, 1),
    },
  );
  expect(ended(driven)).toEqual(['A succeeded']);
  expect(driven.finish.status).toBe('Cancelled');
});

test('a cancel before the first step runs nothing', () => {
  const driven = run([callStep('A')], {}, { cancelRequestedAt: START });
  expect(driven).toMatchObject({ log: [], finish: { status: 'Cancelled' } });
});

test('a cancel ends a sleep and a wait', () => {
  const wait = {
    name: 'W',
    action: 'aws:waitForAwsResourceProperty',
    inputs: { Service: 'ec2', Api: 'A', PropertySelector: '$.State', DesiredValues: ['available'] },
  };
  for (const step of [wait, { name: 'S', action: 'aws:sleep', inputs: { Duration: 'PT1H' } }]) {
    const document = documentOfSteps([step]);
    const started = nextCommand(document, { context: CONTEXT, parameters: {}, log: [] }, START);
    const log = started.kind === 'append' ? [started.event] : [];
    const driven = drive(document, () => FAILED, { log, cancelRequestedAt: START });
    expect(ended(driven).map((line) => line.split(' ')[1])).toEqual(['cancelled']);
  }
});
