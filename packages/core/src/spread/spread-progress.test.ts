import { expect, test } from 'vitest';
import type { ExecutionSpread, SpreadChild } from '../execution/execution.ts';
import type { AutomationStatus } from '../runbook/execution-state.ts';
import { spreadProgress, type ChildState, type SpreadProgress } from './spread-progress.ts';

const child = (target: string, location?: number): SpreadChild => ({
  id: `id-${target}` as SpreadChild['id'],
  target,
  scope: { accountId: '111111111111', region: 'eu-west-1', partition: 'aws' } as SpreadChild['scope'],
  parameters: {},
  ...(location === undefined ? {} : { location }),
});
const spreadOf = (targets: string, more: Partial<ExecutionSpread> = {}): ExecutionSpread => ({
  supplied: {},
  resolved: true,
  children: targets === '' ? [] : targets.split(' ').map((target) => child(target)),
  maxConcurrency: '2',
  ...more,
});
const states = (given: Readonly<Record<string, AutomationStatus>>): ChildState[] =>
  Object.entries(given).map(([target, status]) => ({
    id: child(target).id,
    status,
    ...(status === 'Failed' ? { failureMessage: 'no such thing' } : {}),
  }));
const progress = (
  spread: ExecutionSpread,
  given: Readonly<Record<string, AutomationStatus>>,
  halt?: 'cancel' | 'complete',
): SpreadProgress => spreadProgress(spread, states(given), { inLocation: false, ...(halt ? { halt } : {}) });
const started = (found: SpreadProgress): readonly string[] =>
  found.kind === 'underway' ? found.start.map(({ target }) => target) : ['ended'];

test('it starts one, waits for it, then starts two', () => {
  const spread = spreadOf('a b c d');
  expect(started(progress(spread, {}))).toEqual(['a']);
  expect(started(progress(spread, { a: 'Waiting' }))).toEqual([]);
  expect(started(progress(spread, { a: 'Success' }))).toEqual(['b', 'c']);
});

test.each<[string, Readonly<Record<string, AutomationStatus>>, Partial<ExecutionSpread>, SpreadProgress]>([
  ['all that succeeded are a success', { a: 'Success', b: 'Success' }, {}, { kind: 'ended', status: 'Success' }],
  [
    'failures that MaxErrors allows are a success',
    { a: 'Failed', b: 'TimedOut' },
    { maxErrors: '2' },
    { kind: 'ended', status: 'Success' },
  ],
  [
    'one failure more is a failure, and says which',
    { a: 'Failed', b: 'TimedOut' },
    { maxErrors: '1' },
    {
      kind: 'ended',
      status: 'Failed',
      message: '2 of 2 did not succeed, more than MaxErrors 1 allows: a ended Failed (no such thing); b ended TimedOut',
    },
  ],
  [
    'without MaxErrors one that somebody stopped is too many, and the next is not started',
    { a: 'Cancelled' },
    {},
    {
      kind: 'ended',
      status: 'Failed',
      message: '1 of 2 did not succeed, more than MaxErrors 0 allows: a ended Cancelled',
    },
  ],
])('%s', (_what, given, more, end) => {
  expect(progress(spreadOf('a b', more), given)).toEqual(end);
});

test('those that run when too many failed go on to their end first', () => {
  const spread = spreadOf('a b c d');
  expect(progress(spread, { a: 'Success', b: 'Failed', c: 'InProgress' })).toEqual({ kind: 'underway', start: [] });
  expect(progress(spread, { a: 'Success', b: 'Failed', c: 'Success' })).toMatchObject({ status: 'Failed' });
});

test('a cancelled one starts nothing more and ends when the last child has; a completed one as its children did', () => {
  const spread = spreadOf('a b c');
  expect(progress(spread, { a: 'Cancelling' }, 'cancel')).toEqual({ kind: 'underway', start: [] });
  expect(progress(spread, { a: 'Cancelled' }, 'cancel')).toEqual({ kind: 'ended', status: 'Cancelled' });
  expect(progress(spread, {}, 'cancel')).toEqual({ kind: 'ended', status: 'Cancelled' });
  expect(progress(spread, { a: 'Success' }, 'complete')).toEqual({ kind: 'ended', status: 'Success' });
});

test('no target at all is a failure where the start named them, and none within one of several locations', () => {
  const spread = spreadOf('', { targets: [{ Key: 'tag:Env', Values: ['prdo'] }], targetType: 'AWS::EC2::Instance' });
  expect(spreadProgress(spread, [], { inLocation: false })).toEqual({
    kind: 'ended',
    status: 'Failed',
    message: 'No resource of type AWS::EC2::Instance was found for tag:Env with prdo: nothing was done.',
  });
  expect(spreadProgress(spread, [], { inLocation: true })).toEqual({ kind: 'ended', status: 'Success' });
});

const located = spreadOf('', {
  children: [child('a', 0), child('b', 0), child('c', 1)],
  targetLocations: [
    { Accounts: ['1'], Regions: ['r'] },
    { Accounts: ['2'], Regions: ['r'], TargetLocationMaxErrors: '1' },
  ],
  maxConcurrency: '50',
  maxErrors: '50',
});

test('locations run one at a time and forgive no error, unless they say so themselves', () => {
  expect(started(progress(located, {}))).toEqual(['a']);
  expect(started(progress(located, { a: 'Success' }))).toEqual(['b']);
  expect(started(progress(located, { a: 'Success', b: 'Success' }))).toEqual(['c']);
  expect(progress(located, { a: 'Failed' })).toMatchObject({ status: 'Failed' });
  expect(progress(located, { a: 'Success', b: 'Success', c: 'Failed' })).toMatchObject({ status: 'Success' });
});
