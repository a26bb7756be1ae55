import { preventiveMeasure, readPrevention, type LibraryEntry, type Prevention } from '@trueup/core';
import { expect, test } from 'vitest';
import { catalogue } from '../catalogue.ts';

/** Organizations quotas: the characters of a service control policy. */
const MOST_CHARACTERS = 5_120;
const ROLES = ['trueup/TrueupMember'];
const named = catalogue.map((entry) => [entry.control.id, entry] as const);

const measureOf = ({ control, prevention }: LibraryEntry): ReturnType<typeof preventiveMeasure> =>
  preventiveMeasure(prevention, control.configRule, ROLES);

test.each(named)('%s proposes something, or says why it cannot', (_id, entry) => {
  const measure = measureOf(entry);
  expect(measure.serviceControlPolicy ?? measure.configRule ?? measure.guard).toBeDefined();
  expect([measure.serviceControlPolicy, measure.noPolicyReason].filter((one) => one !== undefined)).toHaveLength(1);
  expect([measure.guard, measure.noGuardReason].filter((one) => one !== undefined)).toHaveLength(1);
});

test.each(named)('the policy of %s fits, holds in each partition, and lets Trueup undo', (_id, entry) => {
  const { serviceControlPolicy } = measureOf(entry);
  if (!serviceControlPolicy) return;
  const text = JSON.stringify(serviceControlPolicy);
  expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
  expect(text).not.toMatch(/arn:aws/);
  expect(text).not.toMatch(/\{\{/);
  for (const statement of serviceControlPolicy['Statement'] as readonly object[]) {
    expect(statement).toMatchObject({
      Effect: 'Deny',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/trueup/TrueupMember'] } },
    });
  }
});

test.each(named)('the statements of %s have ids of their own, and its rule a name', (_id, { prevention }) => {
  const { serviceControlPolicy, guard } = prevention;
  const ids = serviceControlPolicy.kind === 'policy' ? serviceControlPolicy.statements.map(({ Sid }) => Sid) : [];
  expect(new Set(ids).size).toBe(ids.length);
  if (guard.kind === 'rule') expect(guard.text).toMatch(/^rule [a-z0-9_]+ /m);
});

const [first] = catalogue;

test.each<[string, (prevention: Prevention) => object, RegExp]>([
  ['no causes', (given) => ({ ...given, causes: [] }), /^causes: /],
  ['a member that is not known', (given) => ({ ...given, scp: {} }), /scp/],
  ['nothing about Terraform', ({ terraform: _terraform, ...given }) => given, /^terraform: /],
  ['a none without a reason', (given) => ({ ...given, guard: { kind: 'none' } }), /^guard\.reason: /],
  [
    'a wildcard among the actions',
    (given) => ({
      ...given,
      serviceControlPolicy: {
        kind: 'policy',
        statements: [{ Sid: 'A', Effect: 'Deny', Action: ['s3:*'], Resource: '*' }],
      },
    }),
    /expected an action without wildcards/,
  ],
  [
    'a statement that allows',
    (given) => ({
      ...given,
      serviceControlPolicy: {
        kind: 'policy',
        statements: [{ Sid: 'A', Effect: 'Allow', Action: ['s3:PutObject'], Resource: '*' }],
      },
    }),
    /Deny/,
  ],
])('prevention.yaml with %s fails the build', (_what, change, problem) => {
  if (!first) throw new Error('the library is empty');
  expect(() => readPrevention(change(first.prevention))).toThrow(problem);
});
