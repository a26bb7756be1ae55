import { expect, test } from 'vitest';
import { callFailure } from './failure.ts';

function reported(code: string, httpStatusCode: number) {
  const error = Object.assign(new Error('why'), { name: code, $fault: 'client', $metadata: { httpStatusCode } });
  return callFailure(error, 'ec2 RunInstances');
}

test.each([
  ['AccessDeniedException', 400, 'access-denied'],
  ['UnauthorizedOperation', 403, 'access-denied'],
  ['ExpiredToken', 400, 'access-denied'],
  ['403', 403, 'access-denied'],
  ['Throttling', 400, 'throttled'],
  ['RequestLimitExceeded', 503, 'throttled'],
  ['SlowDown', 503, 'throttled'],
  ['TooManyRequestsException', 429, 'throttled'],
  ['LimitExceededException', 400, 'other'],
  ['InvalidGroup.NotFound', 400, 'not-found'],
  ['NoSuchEntity', 404, 'not-found'],
  ['ServerSideEncryptionConfigurationNotFoundError', 404, 'not-found'],
  ['AWS.SimpleQueueService.NonExistentQueue', 400, 'not-found'],
  ['InvalidParameterValue', 400, 'invalid'],
  ['ValidationException', 400, 'invalid'],
  ['DependencyViolation', 400, 'other'],
  ['InternalError', 500, 'service-fault'],
] as const)('%s with %i is %s', (code, status, kind) => {
  expect(reported(code, status)).toEqual({ code, message: 'why', httpStatus: status, kind });
});

test('the code is the one on the wire, not the class of the SDK', () => {
  const error = Object.assign(new Error('Role r not found'), {
    name: 'NoSuchEntityException',
    Error: { Code: 'NoSuchEntity' },
    $fault: 'client',
    $metadata: { httpStatusCode: 404 },
  });
  expect(callFailure(error, 'iam GetRole').code).toBe('NoSuchEntity');
});

test.each([
  [{ code: 'ECONNREFUSED' }, 'unreachable', 'NoAnswer'],
  // The SDK gives a reset connection the name of a timeout.
  [{ code: 'ECONNRESET', name: 'TimeoutError' }, 'unreachable', 'NoAnswer'],
  [{ code: 'ETIMEDOUT', name: 'TimeoutError' }, 'timed-out', 'Timeout'],
  [{ name: 'CredentialsProviderError' }, 'access-denied', 'NoCredentials'],
])('%o is %s', (members, kind, code) => {
  expect(callFailure(Object.assign(new Error('x'), members), 's3 HeadBucket')).toMatchObject({ kind, code });
});

test('a cancelled call and one whose time is over are told apart', () => {
  const over = AbortSignal.abort(new DOMException('over', 'TimeoutError'));
  expect(callFailure(new Error('aborted'), 's3 HeadBucket', over).kind).toBe('timed-out');
  expect(callFailure(new Error('aborted'), 's3 HeadBucket', AbortSignal.abort())).toMatchObject({
    kind: 'other',
    code: 'Cancelled',
  });
});

test('a message is one line of limited length', () => {
  const error = Object.assign(new Error(`a\n  b${'c'.repeat(5_000)}`), {
    name: 'InternalError',
    $fault: 'server',
    $metadata: { httpStatusCode: 500 },
  });
  const { message } = callFailure(error, 'ec2 RunInstances');
  expect(message.startsWith('a b')).toBe(true);
  expect(message.length).toBeLessThanOrEqual(1_000);
});
