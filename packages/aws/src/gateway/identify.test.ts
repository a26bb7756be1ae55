import { NormalizedSchema } from '@smithy/core/schema';
import { expect, test } from 'vitest';
import { loadSdkModule } from '../door/sdk.ts';
import { identify } from './identify.ts';
import type { WireRequest } from './wire-request.ts';

function request(parts: Partial<WireRequest>): WireRequest {
  return { method: 'POST', path: '/', query: [], headers: {}, body: Buffer.alloc(0), ...parts };
}

function identified(signingName: string, parts: Partial<WireRequest>): string {
  const found = identify(request(parts), { accessKeyId: 'K', region: 'eu-west-1', signingName });
  return found.kind === 'refused' ? found.code : `${found.service}:${found.operation} ${found.access}`;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const form = (body: string): Partial<WireRequest> => ({ headers: FORM, body: Buffer.from(body) });
const target = (name: string): Partial<WireRequest> => ({ headers: { 'x-amz-target': name }, body: Buffer.from('{}') });
const query = (...names: string[]): WireRequest['query'] => names.map((name) => [name, ''] as const);

test.each<[string, string, Partial<WireRequest>]>([
  ['ec2:RunInstances write', 'ec2', form('Action=RunInstances&Version=2016-11-15')],
  ['iam:ListUsers read', 'iam', form('Action=ListUsers&Version=2010-05-08')],
  ['elbv2:DescribeTags read', 'elasticloadbalancing', form('Action=DescribeTags&Version=2015-12-01')],
  ['elb:DescribeTags read', 'elasticloadbalancing', form('Action=DescribeTags&Version=2012-06-01')],
  ['ssm:PutParameter write', 'ssm', target('AmazonSSM.PutParameter')],
  ['logs:DescribeLogGroups read', 'logs', target('Logs_20140328.DescribeLogGroups')],
  ['dynamodbstreams:ListStreams read', 'dynamodb', target('DynamoDBStreams_20120810.ListStreams')],
  [
    'cloudwatch:PutMetricData write',
    'monitoring',
    {
      path: '/service/GraniteServiceVersion20100801/operation/PutMetricData',
      headers: { 'smithy-protocol': 'rpc-v2-cbor' },
    },
  ],
  ['s3:ListBuckets read', 's3', { method: 'GET' }],
  ['s3:ListObjects read', 's3', { method: 'GET', path: '/b' }],
  [
    's3:ListObjectsV2 read',
    's3',
    {
      method: 'GET',
      path: '/b',
      query: [
        ['list-type', '2'],
        ['prefix', 'x'],
      ],
    },
  ],
  ['s3:GetBucketPolicy read', 's3', { method: 'GET', path: '/b/', query: query('policy') }],
  ['s3:GetObject read', 's3', { method: 'GET', path: '/b/policy' }],
  [
    's3:ListParts read',
    's3',
    {
      method: 'GET',
      path: '/b/k/l',
      query: [
        ['uploadId', 'u'],
        ['x-id', 'GetObject'],
      ],
    },
  ],
  ['s3:CopyObject write', 's3', { method: 'PUT', path: '/b/k', headers: { 'x-amz-copy-source': 'b/j' } }],
  ['s3:PutObject write', 's3', { method: 'PUT', path: '/b/k' }],
  ['s3:DeleteObjects write', 's3', { method: 'POST', path: '/b', query: query('delete') }],
  ['s3:DeleteBucket write', 's3', { method: 'DELETE', path: '/b' }],
  [
    's3control:GetPublicAccessBlock read',
    's3',
    { method: 'GET', path: '/v20180820/configuration/publicAccessBlock', headers: { 'x-amz-account-id': '1' } },
  ],
  ['s3:GetObject read', 's3', { method: 'GET', path: '/b/a/../k' }],
  ['sso-admin:ListInstances read', 'sso', target('SWBExternalService.ListInstances')],
  ['marketplacemetering:MeterUsage write', 'aws-marketplace', target('AWSMPMeteringService.MeterUsage')],
  // A query service does not look at the case of letters.
  ['iam:ListUsers read', 'iam', form('Action=listusers')],
  ['lambda:GetFunction read', 'lambda', { method: 'GET', path: '/2015-03-31/functions/a%3Ab' }],
])('%s', (expected, signingName, parts) => {
  expect(identified(signingName, parts)).toBe(expected);
});

test.each<[string, string, string, Partial<WireRequest>]>([
  ['an action that is named twice', 'UnknownOperation', 'iam', form('Action=ListUsers&Action=DeleteUser')],
  [
    'an action in the address and one in the body',
    'UnknownOperation',
    'iam',
    { ...form('Action=ListUsers'), query: [['Action', 'DeleteUser']] },
  ],
  [
    'a target and an action',
    'UnknownOperation',
    'ssm',
    { headers: { ...FORM, 'x-amz-target': 'AmazonSSM.GetParameter' }, body: Buffer.from('Action=PutParameter') },
  ],
  [
    'a target at the path of another protocol',
    'UnknownOperation',
    'ssm',
    { ...target('AmazonSSM.GetParameter'), path: '/service/X/operation/DeleteParameter' },
  ],
  [
    'a target for a service that has paths',
    'UnknownOperation',
    'lambda',
    { ...target('X.ListFunctions'), path: '/2015-03-31/functions/f', method: 'PATCH' },
  ],
  [
    'a part of a bucket that S3 may have but the SDK does not',
    'UnknownOperation',
    's3',
    { method: 'GET', path: '/b', query: query('torrents') },
  ],
  [
    'two parts of a bucket',
    'UnknownOperation',
    's3',
    { method: 'DELETE', path: '/b', query: query('policy', 'website') },
  ],
  ['an operation that is not there', 'UnknownOperation', 'iam', form('Action=ListEverything')],
  ['an operation that only looks like one', 'UnknownOperation', 'iam', form('Action=List-Users')],
  ['no operation', 'UnknownOperation', 'iam', form('Version=2010-05-08')],
  ['a name without end', 'UnknownOperation', 'wickr', target(`W.Get${'a'.repeat(1_000)}`)],
  ['an action without end', 'UnknownOperation', 'wickr', form(`Action=Get${'a'.repeat(1_000)}`)],
  ['two targets', 'UnknownOperation', 'ssm', target('AmazonSSM.PutParameter, AmazonSSM.GetParameter')],
  ["the host of someone's API", 'UnknownService', 'abc.execute-api', target('X.GetThing')],
  ['a host of no one', 'UnknownService', 'execute-api', target('X.GetThing')],
  ['a dotted name of a service', 'UnknownService', 's.sm', target('AmazonSSM.GetParameter')],
  ['no service of AWS', 'UnknownService', 'nothing', target('X.GetThing')],
  [
    'a target at a path',
    'UnknownOperation',
    'lambda',
    { ...target('X.DeleteFunction'), method: 'GET', path: '/2015-03-31/functions/f' },
  ],
  [
    'another method at a path',
    'UnknownOperation',
    'lambda',
    { method: 'GET', path: '/2015-03-31/functions/f', headers: { 'x-http-method-override': 'DELETE' } },
  ],
  ['a form at a path', 'UnknownOperation', 's3', { ...form('%41ction=DeleteBucket'), method: 'GET', path: '/b' }],
  ['a bucket of two steps', 'UnknownOperation', 's3', { method: 'GET', path: '/b%2Fk' }],
  [
    'a label that steps back',
    'UnknownOperation',
    'lambda',
    { method: 'GET', path: '/2015-03-31/functions/a%2F..%2Fb' },
  ],
  [
    'paths of a service whose client is missing',
    'ServiceNotInstalled',
    'wickr',
    { method: 'DELETE', path: '/networks/n' },
  ],
])('%s is refused', (_name, code, signingName, parts) => {
  expect(identified(signingName, parts)).toBe(code);
});

/** Every operation's own request, as its schema describes it: no other may be taken for it. */
test.each(['s3', 's3-control', 'lambda'])('each operation of %s is told from all others', (name) => {
  const wrong: string[] = [];
  for (const { name: operation, schema } of loadSdkModule(name)?.operations.values() ?? []) {
    const parts = exampleOf(name, schema[3], schema[4]);
    const found = parts && identified(name === 'lambda' ? 'lambda' : 's3', parts);
    if (found !== undefined && !found.includes(`:${operation} `)) wrong.push(`${operation} is taken for ${found}`);
  }
  expect(wrong).toEqual([]);
});

function exampleOf(name: string, traits: unknown, schema: unknown): Partial<WireRequest> | undefined {
  const http = (traits as { readonly http?: readonly [string, string] } | undefined)?.http;
  if (http === undefined) return undefined;
  const input = NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
  const members = input.isStructSchema() ? [...input.structIterator()] : [];
  const required = (input.getSchema() as unknown as unknown[])[6] as number;
  const [path = '', search = ''] = http[1].split('?');
  const bucket = name === 's3' && members.some(([member]) => member === 'Bucket');
  const headers: Record<string, string> = name === 's3-control' ? { 'x-amz-account-id': '1' } : {};
  const asked = search
    .split('&')
    .filter(Boolean)
    .map((part) => part.split('=') as [string, string?]);
  for (const [, member] of members.slice(0, required)) {
    const { httpQuery, httpHeader } = member.getMergedTraits() as { httpQuery?: string; httpHeader?: string };
    if (httpQuery !== undefined) asked.push([httpQuery, 'v']);
    if (httpHeader !== undefined) headers[httpHeader.toLowerCase()] = 'v';
  }
  const filled = `${bucket ? '/bucket' : ''}${path}`.replace(/\{\w+\+?\}/g, 'label');
  return { method: http[0], path: filled, headers, query: asked.map(([key, value = '']) => [key, value] as const) };
}
