import { describe, expect, test } from 'vitest';
import { draftOf, draftOfSearch, namesSomething, scopeOf } from './scope-draft.ts';

describe('a scope that is being written', () => {
  test('leaves out what is empty', () => {
    expect(scopeOf(draftOf({}))).toEqual({});
    expect(scopeOf({ ...draftOf({}), arns: ' \n\n', tags: [{ key: ' ', values: 'x' }] })).toEqual({});
  });

  test('comes back as it was', () => {
    const scope = {
      controls: ['S3.8', 'EC2.13'],
      accounts: ['111111111111'],
      organizationalUnits: ['/Prod'],
      regions: ['eu-west-1'],
      resourceTypes: ['AWS::S3::Bucket'],
      arns: ['arn:aws:s3:::www-*', 'arn:aws:s3:::site'],
      tags: { stage: ['dev', 'test'], legacy: [] },
    };
    expect(scopeOf(draftOf(scope))).toEqual(scope);
  });

  test('takes each line of ARNs once', () => {
    expect(scopeOf({ ...draftOf({}), arns: ' arn:aws:s3:::a\r\narn:aws:s3:::b\n arn:aws:s3:::a' })).toEqual({
      arns: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
    });
  });

  test('is read from a link', () => {
    const search = { new: '1', controls: 'S3.8, EC2.13', arns: 'arn:aws:s3:::a', tags: 'stage=dev,stage=a=b,legacy' };
    expect(scopeOf(draftOfSearch(search))).toEqual({
      controls: ['S3.8', 'EC2.13'],
      arns: ['arn:aws:s3:::a'],
      tags: { stage: ['dev', 'a=b'], legacy: [] },
    });
  });

  test.each([
    [{}, false],
    [{ controls: ['*'] }, false],
    [{ arns: ['arn:*'] }, false],
    [{ arns: ['*'], controls: ['S3.8'] }, true],
    [{ controls: ['S3.8', '*'] }, false],
    [{ tags: { legacy: [] } }, true],
    [{ arns: ['arn:aws:s3:::*'] }, true],
  ])('%j names something: %s', (scope, expected) => {
    expect(namesSomething(scope)).toBe(expected);
  });
});
