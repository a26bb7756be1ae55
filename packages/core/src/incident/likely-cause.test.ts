import { expect, test } from 'vitest';
import type { ChangeEvent } from '../finding/investigation.ts';
import { likelyCause } from './likely-cause.ts';

const event = (id: string, minute: number, more: Partial<ChangeEvent> = {}): ChangeEvent => ({
  id,
  at: `2026-01-31T09:${String(minute).padStart(2, '0')}:00.000Z`,
  name: 'PutBucketTagging',
  source: 's3.amazonaws.com',
  principal: { kind: 'user', name: id },
  ...more,
});
const at = '2026-01-31T09:30:00.000Z';
const causes = ['DeleteBucketPublicAccessBlock', 'PutBucketPublicAccessBlock'];
const CAUSE = { name: 'DeleteBucketPublicAccessBlock' };

test.each<[string, ChangeEvent[], string | undefined]>([
  ['the last write before the fault was seen', [event('old', 1), event('new', 2)], 'new'],
  [
    'a call that brings such a fault about, before a later one that does not',
    [event('c', 1, CAUSE), event('t', 2)],
    'c',
  ],
  ['of two such calls the later', [event('one', 1, CAUSE), event('two', 2, CAUSE)], 'two'],
  ['nothing that came after the fault was seen', [event('after', 31, CAUSE)], undefined],
  ['nothing that AWS refused', [event('refused', 2, { ...CAUSE, errorCode: 'AccessDenied' })], undefined],
  ['nothing of our own', [event('ours', 2, { ...CAUSE, executionId: 'x' })], undefined],
  ['nothing where nothing was read', [], undefined],
])('the likely cause is %s', (_what, events, id) => {
  expect(likelyCause(events, { at, causes })?.id).toBe(id);
});

test('what was called before the resource was right again did not bring the fault back', () => {
  const rightAt = '2026-01-31T09:10:00.000Z';
  expect(likelyCause([event('first', 5, CAUSE)], { at, causes, rightAt })).toBeUndefined();
  expect(likelyCause([event('first', 5, CAUSE), event('again', 10)], { at, causes, rightAt })?.id).toBe('again');
});

test('the order in which events are read changes nothing', () => {
  const events = [event('b', 2), event('a', 2), event('c', 1)];
  expect(likelyCause(events, { at, causes })).toEqual(likelyCause(events.toReversed(), { at, causes }));
});
