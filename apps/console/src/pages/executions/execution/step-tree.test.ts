import type { JournalEntry, StepExecution } from '@trueup/api-contract';
import { describe, expect, it } from 'vitest';
import { callsOf, opensByItself, progressOf, stepTree } from './step-tree.ts';

const step = (name: string, status: StepExecution['status'], more: Partial<StepExecution> = {}): StepExecution => ({
  id: more.iteration === undefined ? name : `${name}-${more.iteration}`,
  name,
  action: 'aws:executeAwsApi',
  status,
  attempts: 1,
  starts: 1,
  ...more,
});
const inLoop = (name: string, iteration: number, from: string, to: string): StepExecution =>
  step(name, 'Success', { loop: 'each', iteration, startedAt: at(from), finishedAt: at(to) });
const at = (time: string): string => `2026-11-21T${time}.000Z`;
const call = (time: string, of: string): JournalEntry => ({
  at: at(time),
  accountId: '111122223333',
  region: 'us-east-1',
  service: 's3',
  operation: 'PutBucketPolicy',
  access: 'write',
  request: {},
  httpStatus: 200,
  durationMs: 5,
  attempts: 1,
  step: of,
});

describe('stepTree', () => {
  it('puts the runs inside of a loop below it, an iteration a group, in their order', () => {
    const steps = [
      step('first', 'Success'),
      step('each', 'Success', { action: 'aws:loop' }),
      inLoop('change', 2, '10:00:02', '10:00:03'),
      inLoop('read', 1, '10:00:00', '10:00:01'),
      inLoop('change', 1, '10:00:01', '10:00:02'),
      step('last', 'Pending'),
    ];
    const shown = stepTree(steps).map(({ step: { name }, iterations }) => [
      name,
      ...iterations.map((one) => one.steps.map(({ id }) => id)),
    ]);
    expect(shown).toEqual([['first'], ['each', ['read-1', 'change-1'], ['change-2']], ['last']]);
  });
});

describe('progressOf', () => {
  it.each([
    ['nothing has begun', [step('a', 'Pending'), step('b', 'Pending')], { total: 2, ended: 0, current: undefined }],
    ['a step runs', [step('a', 'Success'), step('b', 'InProgress')], { total: 2, ended: 1, current: 'b' }],
    ['a step waits', [step('a', 'Waiting')], { total: 1, ended: 0, current: 'a' }],
    [
      'however a step ended, it ended',
      [step('a', 'Failed'), step('b', 'Cancelled'), step('c', 'TimedOut'), step('d', 'Exited'), step('e', 'Pending')],
      { total: 5, ended: 4, current: undefined },
    ],
    [
      'the runs inside of a loop do not count',
      [step('each', 'InProgress'), inLoop('change', 1, '10:00:00', '10:00:01')],
      { total: 1, ended: 0, current: 'each' },
    ],
  ])('%s', (_name, steps, expected) => {
    expect(progressOf(steps)).toEqual(expected);
  });
});

describe('opensByItself', () => {
  it('is true of what is going on and of what went wrong', () => {
    const all = ['Pending', 'InProgress', 'Waiting', 'Success', 'Failed', 'TimedOut', 'Cancelled', 'Exited'] as const;
    expect(all.filter((status) => opensByItself(step('a', status)))).toEqual([
      'InProgress',
      'Waiting',
      'Failed',
      'TimedOut',
    ]);
  });
});

describe('callsOf', () => {
  const journal = [call('10:00:00', 'change'), call('10:00:02', 'change'), call('10:00:02', 'other')];

  it('gives all calls of a step that runs once', () => {
    expect(callsOf(step('change', 'Success', { startedAt: at('10:00:01') }), journal)).toHaveLength(2);
  });

  it('gives those of one iteration by their times', () => {
    expect(callsOf(inLoop('change', 2, '10:00:01', '10:00:03'), journal)).toEqual([journal[1]]);
  });

  it('gives those since it began for an iteration that goes on', () => {
    const running = step('change', 'InProgress', { loop: 'each', iteration: 2, startedAt: at('10:00:01') });
    expect(callsOf(running, journal)).toEqual([journal[1]]);
  });
});
