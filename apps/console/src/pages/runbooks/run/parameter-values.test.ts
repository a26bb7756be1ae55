import type { DeclaredParameter } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { fieldOf, readParameters } from './parameter-values.ts';

test.each([
  [{ name: 'A', type: 'String' }, 'text'],
  [{ name: 'A', type: 'AWS::S3::Bucket::Name' }, 'text'],
  [{ name: 'A', type: 'String', allowedValues: ['x', 'y'] }, 'choice'],
  [{ name: 'A', type: 'Integer', allowedValues: [1, 2] }, 'choice'],
  [{ name: 'A', type: 'Boolean', allowedValues: [true] }, 'boolean'],
  [{ name: 'A', type: 'Integer' }, 'number'],
  [{ name: 'A', type: 'StringList', allowedValues: [['x']] }, 'lines'],
  [{ name: 'A', type: 'List<AWS::EC2::Instance::Id>' }, 'lines'],
  [{ name: 'A', type: 'StringMap' }, 'json'],
  [{ name: 'A', type: 'MapList' }, 'json'],
] as const)('%j is asked for as %s', (parameter, field) => {
  expect(fieldOf(parameter)).toBe(field);
});

const declared: readonly DeclaredParameter[] = [
  { name: 'Bucket', type: 'String' },
  { name: 'Days', type: 'Integer', default: 30 },
  { name: 'Force', type: 'Boolean', default: false },
  { name: 'Ids', type: 'StringList', default: [] },
  { name: 'Tags', type: 'StringMap', default: {} },
  { name: 'Level', type: 'Integer', allowedValues: [1, 2], default: 1 },
];

test('what was typed becomes values of the declared types', () => {
  const texts = { Bucket: ' b ', Days: '7', Force: 'true', Ids: 'i-1\n\n i-2 ', Tags: '{"a":"b"}', Level: '2' };
  const values = { Bucket: ' b ', Days: 7, Force: true, Ids: ['i-1', 'i-2'], Tags: { a: 'b' }, Level: 2 };
  expect(readParameters(declared, texts)).toEqual({ kind: 'values', values });
});

test('an empty field is left to the default', () => {
  expect(readParameters(declared, { Bucket: 'b', Days: ' ' })).toEqual({ kind: 'values', values: { Bucket: 'b' } });
});

test('what has no default must be given, and what cannot be read is named', () => {
  expect(readParameters(declared, { Days: '1.5', Tags: '{' })).toEqual({
    kind: 'faults',
    faults: { Bucket: 'missing', Days: 'no-integer', Tags: 'no-json' },
  });
  expect(readParameters([{ name: 'toString', type: 'String' }], {})).toMatchObject({ kind: 'faults' });
});
