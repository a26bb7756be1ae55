import type { Json } from '@trueup/core';
import { expect, test } from 'vitest';
import { botoShapes } from './boto-shapes.ts';
import { plainOutput } from './plain-output.ts';

async function shown(service: string, name: string, output: Record<string, unknown>): Promise<unknown> {
  const { ResponseMetadata: _, ...rest } = await plainOutput(output, 1, botoShapes({ service, name }));
  return rest;
}

function sent(service: string, name: string, input: Record<string, unknown>): unknown {
  botoShapes({ service, name }).input?.(input);
  return input;
}

test('instants, bytes, streams and big numbers are plain, and what is undefined is absent', async () => {
  const output = {
    Body: { transformToString: () => Promise.resolve('text') },
    At: new Date(0),
    List: [{ Bytes: Buffer.from('abc'), Nothing: undefined }, null],
    Big: 12n,
    $metadata: { httpStatusCode: 200, requestId: 'r' },
  };
  const plain: Json = await plainOutput(output, 3, botoShapes({ service: 's3', name: 'GetObject' }));
  expect(plain).toEqual({
    Body: 'text',
    At: '1970-01-01T00:00:00.000Z',
    List: [{ Bytes: 'YWJj' }, null],
    Big: 12,
    ResponseMetadata: { RequestId: 'r', HTTPStatusCode: 200, RetryAttempts: 2 },
  });
  expect('Nothing' in ((plain['List'] as Json[])[0] as object)).toBe(false);
});

test('an IAM policy document is an object, wherever it stands, and other text is left alone', async () => {
  const policy = { Version: '2012-10-17', Statement: [] };
  const encoded = encodeURIComponent(JSON.stringify(policy));
  expect(
    await shown('iam', 'GetAccountAuthorizationDetails', {
      RoleDetailList: [{ AssumeRolePolicyDocument: encoded, RolePolicyList: [{ PolicyDocument: encoded }] }],
      Policies: [{ PolicyVersionList: [{ Document: encoded, Description: encoded }] }],
    }),
  ).toEqual({
    RoleDetailList: [{ AssumeRolePolicyDocument: policy, RolePolicyList: [{ PolicyDocument: policy }] }],
    Policies: [{ PolicyVersionList: [{ Document: policy, Description: encoded }] }],
  });
  expect(await shown('iam', 'GetRolePolicy', { PolicyDocument: '%7Bnot json' })).toEqual({
    PolicyDocument: '%7Bnot json',
  });
});

test('a bucket of us-east-1 has the location null', async () => {
  expect(await shown('s3', 'GetBucketLocation', {})).toEqual({ LocationConstraint: null });
});

test('a JSON template is an object and a YAML one is text', async () => {
  expect(await shown('cloudformation', 'GetTemplate', { TemplateBody: '{"Resources":{}}' })).toEqual({
    TemplateBody: { Resources: {} },
  });
  expect(await shown('cloudformation', 'GetTemplate', { TemplateBody: 'Resources: {}' })).toEqual({
    TemplateBody: 'Resources: {}',
  });
});

test('user data is sent as base64 and shown console output is decoded', async () => {
  expect(sent('ec2', 'RunInstances', { UserData: '#!/bin/sh' })).toEqual({ UserData: 'IyEvYmluL3No' });
  expect(await shown('ec2', 'GetConsoleOutput', { Output: 'Ym9vdA==' })).toEqual({ Output: 'boot' });
});

test('a copy source may be an object or text, and its key is quoted', () => {
  const object = JSON.stringify({ Bucket: 'b', Key: 'a b/c', VersionId: 'v' });
  expect(sent('s3', 'CopyObject', { CopySource: object })).toEqual({ CopySource: 'b/a%20b/c?versionId=v' });
  expect(sent('s3', 'CopyObject', { CopySource: 'b/ä' })).toEqual({ CopySource: 'b/%C3%A4' });
});

test('the payload of a Lambda function is its text, as what boto3 streams', async () => {
  expect(await shown('lambda', 'Invoke', { StatusCode: 200, Payload: Buffer.from('"ä"') })).toEqual({
    StatusCode: 200,
    Payload: '"ä"',
  });
  expect(await shown('lambda', 'Invoke', { StatusCode: 202 })).toEqual({ StatusCode: 202 });
});
