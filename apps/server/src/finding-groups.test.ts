import { setTimeout as delay } from 'node:timers/promises';
import type { ControlGroup, Store } from '@trueup/core';
import { expect, test } from 'vitest';
import { findingGroups } from './finding-groups.ts';

const GROUP: ControlGroup = { controlId: 'S3.8', title: 'public', severity: 'HIGH', findings: 3, resources: 3 };
const DETECTION: ControlGroup = { controlId: 'detector/abc', title: 'port scan', severity: 'LOW', findings: 9 };

function groupsWith(evaluated: ReadonlyMap<string, number>, takesMs = 0) {
  const asked: unknown[] = [];
  const findings: Pick<Store['findings'], 'byControl' | 'evaluatedByControl'> = {
    byControl: () => Promise.resolve([GROUP, DETECTION]),
    async evaluatedByControl(place) {
      asked.push(place);
      await delay(takesMs);
      return evaluated;
    },
  };
  return { asked, groups: findingGroups({ store: { findings: findings as Store['findings'] } }) };
}

test('a control tells of how many resources, and a detection does not', async () => {
  const { groups } = groupsWith(
    new Map([
      ['S3.8', 40],
      ['detector/abc', 40],
    ]),
  );
  expect(await groups({})).toEqual({ items: [{ ...GROUP, evaluated: 40 }, DETECTION] });
});

test('there are never fewer resources than findings, though they were counted before', async () => {
  expect((await groupsWith(new Map([['S3.8', 2]])).groups({})).items[0]).toMatchObject({ findings: 3, evaluated: 3 });
});

test('what takes long to count in a place is counted once, whatever else is asked of findings there', async () => {
  const { asked, groups } = groupsWith(new Map(), 60);
  await groups({ severities: ['HIGH'], accounts: ['1'] });
  await groups({ severities: ['LOW'], accounts: ['1'] });
  expect(asked).toEqual([{ accounts: ['1'], fields: [] }]);
  await groups({ accounts: ['2'] });
  expect(asked).toHaveLength(2);
});

test('where nobody can tell how many were judged, nothing is counted', async () => {
  const { asked, groups } = groupsWith(new Map([['S3.8', 40]]));
  expect(await groups({ resourceArn: 'arn:aws:s3:::a' })).toEqual({ items: [GROUP, DETECTION] });
  expect(asked).toEqual([]);
});
