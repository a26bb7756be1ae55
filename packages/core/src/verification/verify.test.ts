import { expect, test } from 'vitest';
import type { Control } from '../control/control.ts';
import { compliant, nonCompliant } from '../control/evaluation.ts';
import type { Reading, Snapshot } from '../resource/snapshot.ts';
import type { JsonObject } from '../value/json.ts';
import { verifyRepair, verifyUndo } from './verify.ts';

const control = {
  parts: ['Lock'],
  volatile: ['Meta.SeenAt'],
  check: ({ configuration }: Snapshot) => (configuration['Lock'] === 'on' ? compliant : nonCompliant('It is off.')),
} as unknown as Control;

const read = (configuration: JsonObject, unread: Snapshot['unread'] = []): Reading => ({
  kind: 'read',
  snapshot: { configuration, unread, takenAt: '2026-01-01T00:00:00.000Z', resource: {} as Snapshot['resource'] },
});
const expected = { Lock: 'on', Rules: ['a', 'b'], Meta: { SeenAt: 1, Owner: 'x' } };
const repair = (reading: Reading): unknown => verifyRepair({ control, parameters: {}, expected, reading });

test.each<[string, Reading, object]>([
  ['the check passes and nothing else changed', read({ ...expected, Rules: ['b', 'a'] }), { kind: 'verified' }],
  [
    'what moves by itself is not held against it',
    read({ ...expected, Meta: { SeenAt: 9, Owner: 'x' } }),
    { kind: 'verified' },
  ],
  ['the check still fails', read({ ...expected, Lock: 'off' }), { kind: 'still-non-compliant', detail: 'It is off.' }],
  [
    'a valid rule went with the bad one',
    read({ ...expected, Rules: ['a'] }),
    { kind: 'inconclusive', reason: 'unplanned-change', unplanned: [{ path: ['Rules', 1], before: 'b' }] },
  ],
  [
    'someone changed another member',
    read({ ...expected, Meta: { SeenAt: 1, Owner: 'y' } }),
    { kind: 'inconclusive', reason: 'unplanned-change' },
  ],
  [
    'the part it judges was not read',
    read({ Rules: [] }, [{ part: 'Lock', reason: 'throttled', detail: 'Rate exceeded' }]),
    { kind: 'inconclusive', reason: 'insufficient-data' },
  ],
  [
    'another part was not read',
    read({ Lock: 'on', Rules: ['a', 'b'] }, [{ part: 'Meta', reason: 'access-denied', detail: 'no' }]),
    { kind: 'inconclusive', reason: 'unread' },
  ],
  [
    'nothing was read',
    { kind: 'unread', reason: 'unreachable', detail: 'refused' },
    { kind: 'inconclusive', reason: 'unread' },
  ],
  ['the resource is gone', { kind: 'gone' }, { kind: 'inconclusive', reason: 'gone' }],
])('a repair when %s', (_name, reading, verdict) => {
  expect(repair(reading)).toMatchObject(verdict);
});

test('an undo is verified when the resource reads as before, though it breaks the control again', () => {
  const before = { ...expected, Lock: 'off' };
  expect(verifyUndo({ control, parameters: {}, expected: before, reading: read(before) })).toEqual({
    kind: 'verified',
  });
  expect(verifyUndo({ control, parameters: {}, expected: before, reading: read(expected) })).toMatchObject({
    kind: 'inconclusive',
  });
});
