import { expect, test } from 'vitest';
import { idempotencyToken } from './idempotency-token.ts';
import { sessionPolicy } from './session-policy.ts';

const statement = {
  Action: ['s3:PutBucketPublicAccessBlock'],
  Resource: 'arn:aws:s3:::logs',
  Condition: { StringEquals: { 'aws:ResourceAccount': '111111111111' } },
};

function document(statements: Parameters<typeof sessionPolicy>[0]): unknown {
  const policy = sessionPolicy(statements);
  return policy.kind === 'policy' ? JSON.parse(policy.text) : policy.failure;
}

test('statements allow just what they name', () => {
  expect(document([statement])).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', ...statement, Action: statement.Action[0] }],
  });
});

test('no statements allow nothing, not everything', () => {
  expect(document([])).toMatchObject({ Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] });
});

test('2,048 characters are taken and 2,049 are refused, with both numbers', () => {
  const size = (name: string): number => {
    const policy = sessionPolicy([{ ...statement, Resource: name }]);
    return policy.kind === 'policy' ? policy.text.length : -1;
  };
  const room = 2_048 - size('');
  expect(size('x'.repeat(room))).toBe(2_048);
  const refused = document([{ ...statement, Resource: 'x'.repeat(room + 1) }]);
  expect(refused).toMatchObject({ code: 'SessionPolicyTooLarge', kind: 'invalid' });
  expect(JSON.stringify(refused)).toMatch(/2049.*2048/);
});

test('a token that AWS takes is kept, and any other becomes the same UUID every time', () => {
  const uuid = '0b0c3a3e-6a52-4a6a-8a53-0c6a0f8f9f10';
  expect(idempotencyToken(uuid)).toBe(uuid);
  const made = idempotencyToken('execution/step/1');
  expect(made).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(idempotencyToken('execution/step/1')).toBe(made);
  expect(idempotencyToken('execution/step/2')).not.toBe(made);
});
