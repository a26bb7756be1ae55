import { expect, test } from 'vitest';
import { checkpointPlaceOf, InvalidCheckpointPlace } from './checkpoint-place-of.ts';

const placeOf = (to: string) => checkpointPlaceOf({} as never, to, 30);

test.each([
  'kept.jsonl',
  '/mnt/worm/kept.jsonl',
  's3://audit',
  's3://audit/',
  's3://audit/a/b',
  's3://audit/a?region=eu-west-1',
])('%s is a place', (to) => {
  expect(placeOf(to)).toMatchObject({ write: expect.any(Function) });
});

test.each(['s3://', 's3://A', 's3:audit', 's3://audit/a b', 's3://audit/a?region=EU', 's3://audit/a\n'])(
  '%j is none',
  (to) => {
    expect(() => placeOf(to)).toThrow(InvalidCheckpointPlace);
  },
);
