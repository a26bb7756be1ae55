import { expect, test } from 'vitest';
import { parseTargetArn } from './target-arn.ts';

test('account, region and partition are those of the ARN', () => {
  expect(parseTargetArn('arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:f:live')).toEqual({
    arn: 'arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:f:live',
    service: 'lambda',
    resource: 'function:f:live',
    scope: { partition: 'aws-us-gov', region: 'us-gov-west-1', accountId: '111122223333' },
  });
});

test.each([
  '',
  'my-queue',
  'https://sqs.eu-west-1.amazonaws.com/111122223333/q',
  'arn:aws:sqs:eu-west-1:111122223333',
  'arn:aws:sqs:eu-west-1:111122223333:',
  'arn:aws:sqs:eu-west-1::q',
  'arn:aws:s3:::bucket',
  'arn:aws:sqs:nowhere:111122223333:q',
  'arn:aws-iso:sqs:us-iso-east-1:111122223333:q',
  'arn:aws:sqs:eu-west-1:111122223333:q\nx',
  `arn:aws:sqs:eu-west-1:111122223333:${'x'.repeat(2_000)}`,
])('%j is no target', (text) => {
  expect(parseTargetArn(text)).toBeUndefined();
});
