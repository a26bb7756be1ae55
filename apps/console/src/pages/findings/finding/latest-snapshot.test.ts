import type { Snapshot } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { latestSnapshot } from './latest-snapshot.ts';

const snapshot = (second: number): Snapshot => ({
  resource: { arn: 'a', type: 't', id: 'i', accountId: '1', region: 'r', partition: 'aws' },
  takenAt: `2026-03-01T10:00:0${second}.000Z`,
  configuration: { second },
  unread: [],
});

test('the newest reading is shown, of a plan or of before or after an execution', () => {
  const plans = [{ before: snapshot(2) }];
  expect(latestSnapshot({ plans, executions: [] })).toEqual(snapshot(2));
  const after = { kind: 'read', snapshot: snapshot(5) } as const;
  expect(latestSnapshot({ plans, executions: [{ before: snapshot(3), after }, {}] })).toEqual(snapshot(5));
  expect(latestSnapshot({ plans, executions: [{ before: snapshot(3), after: { kind: 'gone' } }] })).toEqual(
    snapshot(3),
  );
  expect(latestSnapshot({ plans: [], executions: [] })).toBeUndefined();
});
