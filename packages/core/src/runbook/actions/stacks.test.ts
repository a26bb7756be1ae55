import { expect, test } from 'vitest';
import type { Reply } from '../procedure.ts';
import { createStack } from './create-stack.ts';
import { deleteStack } from './delete-stack.ts';
import { answered, failureOf, play, refused, replies } from './play-procedure.ts';

const stack = (StackStatus: string, StackStatusReason?: string): Reply =>
  answered({
    Stacks: [{ StackId: 'arn:1', StackStatus, ...(StackStatusReason === undefined ? {} : { StackStatusReason }) }],
  });
const NONE = refused('ValidationError', 'Stack with id name does not exist');
const MADE = answered({ StackId: 'arn:1' });
const CREATE = { StackName: 'name', TemplateBody: '{}', Capabilities: ['CAPABILITY_IAM'], TimeoutInMinutes: 5 };
const DELETED = answered({});

test('a stack is created once it can be, and waited for', () => {
  const cloud = replies(
    stack('DELETE_IN_PROGRESS'),
    NONE,
    MADE,
    stack('CREATE_IN_PROGRESS'),
    stack('CREATE_COMPLETE', 'fine'),
  );
  const played = play(createStack, CREATE, cloud);
  const result = { StackId: 'arn:1', StackStatus: 'CREATE_COMPLETE', StackStatusReason: 'fine' };
  expect(played.end).toEqual({ kind: 'done', result });
  expect(played.calls[2]).toMatchObject({ service: 'cloudformation', operation: 'CreateStack', parameters: CREATE });
  expect(played.calls[2]?.parameters['ClientRequestToken']).toMatch(/^trueup-/);
  expect(played.calls[4]?.parameters).toEqual({ StackName: 'arn:1' });
});

test('the token of the inputs goes before that of the attempt', () => {
  const { calls } = play(createStack, { ...CREATE, ClientRequestToken: 'mine' }, replies(NONE, refused('Nope')));
  expect(calls[1]?.parameters['ClientRequestToken']).toBe('mine');
});

test('a stack whose creation was rolled back is deleted first', () => {
  const cloud = replies(
    stack('ROLLBACK_COMPLETE'),
    DELETED,
    stack('DELETE_IN_PROGRESS'),
    stack('DELETE_COMPLETE'),
    MADE,
    stack('CREATE_COMPLETE'),
  );
  const played = play(createStack, CREATE, cloud);
  expect(played.end.kind).toBe('done');
  expect(played.calls[1]).toMatchObject({ operation: 'DeleteStack', parameters: { StackName: 'arn:1' } });
  expect(played.calls[4]).toMatchObject({ operation: 'CreateStack' });
});

test.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED', 'DELETE_COMPLETE', 'DELETE_FAILED'])(
  'a created stack that comes to %s fails the step',
  (status) => {
    const cloud = replies(NONE, MADE, stack('ROLLBACK_IN_PROGRESS'), stack(status, 'The bucket exists'));
    expect(failureOf(play(createStack, CREATE, cloud))).toContain(
      `Stack arn:1 entered unexpected state: ${status}. The bucket exists.`,
    );
  },
);

test('a stack that is in the way, and a missing capability, are told in AWS’s words', () => {
  const exists = replies(stack('UPDATE_COMPLETE'), refused('AlreadyExistsException', 'Stack [name] already exists'));
  expect(failureOf(play(createStack, CREATE, exists))).toContain('(AlreadyExistsException)');
  const incapable = replies(NONE, refused('InsufficientCapabilitiesException', 'Requires capabilities'));
  expect(failureOf(play(createStack, CREATE, incapable))).toContain('Requires capabilities');
});

test('a stack under review is not waited for, for nothing is being done to it', () => {
  const { calls } = play(createStack, CREATE, replies(stack('REVIEW_IN_PROGRESS'), refused('AlreadyExistsException')));
  expect(calls.map(({ operation }) => operation)).toEqual(['DescribeStacks', 'CreateStack']);
});

test('a deletion is followed by the id of the stack', () => {
  const inputs = { StackName: 'name', 'RetainResources.member.N': ['Bucket'], RoleARN: 'arn:role' };
  const cloud = replies(stack('DELETE_FAILED'), DELETED, stack('DELETE_IN_PROGRESS'), stack('DELETE_COMPLETE'));
  const played = play(deleteStack, inputs, cloud);
  expect(played.end).toEqual({ kind: 'done', result: {} });
  expect(played.calls[1]).toMatchObject({
    operation: 'DeleteStack',
    parameters: { StackName: 'arn:1', RetainResources: ['Bucket'], RoleARN: 'arn:role' },
  });
  expect(played.calls.slice(2).map(({ parameters }) => parameters['StackName'])).toEqual(['arn:1', 'arn:1']);
});

test('a deletion that is under way is waited for, and a stack that is gone needs none', () => {
  const away = play(deleteStack, { StackName: 'name' }, replies(stack('DELETE_IN_PROGRESS'), stack('DELETE_COMPLETE')));
  expect(away.calls.map(({ operation }) => operation)).toEqual(['DescribeStacks', 'DescribeStacks']);
  expect(play(deleteStack, { StackName: 'name' }, replies(NONE)).end.kind).toBe('done');
});

test('a deletion that fails tells why; that a stack cannot be looked at is not that it is gone', () => {
  const cloud = replies(stack('CREATE_COMPLETE'), DELETED, stack('DELETE_FAILED', 'Bucket is not empty'));
  expect(failureOf(play(deleteStack, { StackName: 'name' }, cloud))).toContain(
    'Stack arn:1 entered unexpected state: DELETE_FAILED. Bucket is not empty.',
  );
  const invalid = replies(refused('ValidationError', 'Stack name is too long'));
  expect(play(deleteStack, { StackName: 'name' }, invalid).end.kind).toBe('failed');
});
