import { describe, expect, test } from 'vitest';
import { coverageQuestion } from './coverage-question.ts';

const open = { recordStates: ['ACTIVE'], workflows: ['NEW', 'NOTIFIED'] };

describe('what an exception would cover', () => {
  test('is asked of open findings, member by member', () => {
    const scope = {
      controls: ['S3.8'],
      accounts: ['111111111111'],
      regions: ['eu-west-1'],
      resourceTypes: ['AWS::S3::Bucket'],
    };
    expect(coverageQuestion(scope)).toEqual({ input: { ...open, ...scope }, leftOut: [] });
  });

  test('is not narrowed by every control', () => {
    expect(coverageQuestion({ controls: ['*'], accounts: ['111111111111'] }).input).toEqual({
      ...open,
      accounts: ['111111111111'],
    });
  });

  test.each([
    ['arn:aws:s3:::site', 'EQUALS', 'arn:aws:s3:::site', []],
    ['arn:aws:s3:::www-*', 'PREFIX', 'arn:aws:s3:::www-', []],
    ['arn:aws:s3:::www-*-logs', 'PREFIX', 'arn:aws:s3:::www-', ['arns']],
    ['arn:aws:s3:::www-?', 'PREFIX', 'arn:aws:s3:::www-', ['arns']],
    ['arn:aws:ec2:*:111111111111:vpc/a', 'PREFIX', 'arn:aws:ec2:', ['arns']],
    ['*', 'PREFIX', 'arn:', ['arns']],
  ])('%s is asked by %s %s', (arn, Comparison, Value, leftOut) => {
    const asked = coverageQuestion({ arns: [arn] });
    expect(asked.input.filters).toEqual({ ResourceId: [{ Value, Comparison }] });
    expect(asked.leftOut).toEqual(leftOut);
  });

  test('says what cannot be asked', () => {
    expect(coverageQuestion({ organizationalUnits: ['/Prod'], tags: { stage: [] } }).leftOut).toEqual([
      'organizationalUnits',
      'tags',
    ]);
  });

  test('is not asked by more ARNs than a search takes', () => {
    const arns = Array.from({ length: 21 }, (_none, n) => `arn:aws:s3:::bucket-${n}`);
    expect(coverageQuestion({ arns })).toEqual({ input: open, leftOut: ['arns'] });
  });
});
