import { expect, test } from 'vitest';
import type { Prevention } from '../control/prevention.ts';
import { preventiveMeasure } from './preventive-measure.ts';

const statement = { Sid: 'A', Effect: 'Deny', Action: ['s3:PutBucketVersioning'], Resource: 'arn:*:s3:::*' } as const;
const none = { kind: 'none', reason: 'There is none.' } as const;

const prevention = (statements: readonly object[]): Prevention =>
  ({
    causes: ['X'],
    serviceControlPolicy: { kind: 'policy', statements },
    guard: { kind: 'rule', text: 'rule x {}' },
    cloudFormation: none,
    terraform: none,
  }) as unknown as Prevention;

test('the roles that accounts are entered with may make the call that is denied to others', () => {
  const { serviceControlPolicy } = preventiveMeasure(prevention([statement]), undefined, ['b/member', 'a', 'a']);
  expect(serviceControlPolicy).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        ...statement,
        Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/a', 'arn:*:iam::*:role/b/member'] } },
      },
    ],
  });
});

test('a condition of its own stays beside the exemption', () => {
  const Condition = { Bool: { 'rds:PubliclyAccessible': 'true' }, ArnNotLike: { 'aws:SourceArn': 'x' } };
  const { serviceControlPolicy } = preventiveMeasure(prevention([{ ...statement, Condition }]), undefined, ['a']);
  expect(serviceControlPolicy).toMatchObject({
    Statement: [
      {
        Condition: {
          Bool: { 'rds:PubliclyAccessible': 'true' },
          ArnNotLike: { 'aws:SourceArn': 'x', 'aws:PrincipalArn': ['arn:*:iam::*:role/a'] },
        },
      },
    ],
  });
});

test('without a role nobody is exempt', () => {
  const { serviceControlPolicy } = preventiveMeasure(prevention([statement]), undefined, []);
  expect(serviceControlPolicy).toEqual({ Version: '2012-10-17', Statement: [statement] });
});

test('what a control has no measure for is told with the reason', () => {
  const given = { ...prevention([statement]), serviceControlPolicy: none, guard: none };
  const rule = { name: 'a', identifier: 'A' };
  expect(preventiveMeasure(given, rule, ['a'])).toEqual({
    noPolicyReason: 'There is none.',
    configRule: rule,
    noGuardReason: 'There is none.',
  });
});
