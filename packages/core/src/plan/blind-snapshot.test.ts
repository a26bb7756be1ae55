import { expect, test } from 'vitest';
import { heard, type Word } from '../finding/testing/sample-report.ts';
import { tagsOf } from '../resource/tags-of.ts';
import { canonicalJson } from '../value/json.ts';
import { blindSnapshot } from './blind-snapshot.ts';

const said = (...words: Word[]): string => canonicalJson(blindSnapshot(heard(words)).configuration);
const resource = (details: string): NonNullable<Word['asff']> => ({
  Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::bucket', Details: { Other: { details } } }],
});

test('a report that only repeats the fault leaves what is known as it is', () => {
  expect(said({ hour: 1 }, { hour: 2 })).toBe(said({ hour: 1 }));
});

test.each<[string, Word]>([
  ['it passes', { hour: 2, status: 'PASSED' }],
  ['the resource reads otherwise', { hour: 2, asff: resource('new') }],
])('a report that %s makes it another one', (_what, word) => {
  expect(said({ hour: 1, asff: resource('old') }, word)).not.toBe(said({ hour: 1, asff: resource('old') }));
});

test.each(['AWS::S3::Bucket', 'AWS::EC2::SecurityGroup'])(
  'guards find the reported tags of %s as they find those of a reading',
  (type) => {
    const tagged = (Tags?: Readonly<Record<string, string>>) => {
      const finding = heard([{ hour: 1, asff: { Resources: [{ Type: 'T', Id: 'i', ...(Tags ? { Tags } : {}) }] } }]);
      return tagsOf(blindSnapshot({ ...finding, resource: { ...finding.resource, type } }));
    };
    expect(tagged({ team: 'a', env: 'prod' })).toEqual({ team: 'a', env: 'prod' });
    expect(tagged({})).toEqual({});
    expect(tagged()).toBeUndefined();
  },
);
