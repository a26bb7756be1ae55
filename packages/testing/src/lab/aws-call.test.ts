import { expect, test } from 'vitest';
import { identifyCall } from './aws-call.ts';

function request(service: string, method: string, path: string, headers: Record<string, string> = {}, body = '') {
  const authorization = `AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host`;
  return { method, path, headers: { authorization, ...headers }, body: Buffer.from(body) };
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

test.each([
  {
    asked: request('ec2', 'POST', '/', FORM, 'Action=RevokeSecurityGroupIngress&Version=1'),
    action: 'RevokeSecurityGroupIngress',
    protocol: 'ec2',
    write: true,
  },
  {
    asked: request('iam', 'POST', '/', FORM, 'Action=ListUsers'),
    action: 'ListUsers',
    protocol: 'query',
    write: false,
  },
  {
    asked: request('ssm', 'POST', '/', { 'x-amz-target': 'AmazonSSM.GetParameter' }),
    action: 'GetParameter',
    protocol: 'json',
    write: false,
  },
  {
    asked: request('kms', 'POST', '/', { 'x-amz-target': 'TrentService.EnableKeyRotation' }),
    action: 'EnableKeyRotation',
    protocol: 'json',
    write: true,
  },
  { asked: request('s3', 'GET', '/'), action: 'ListBuckets', protocol: 's3', write: false },
  { asked: request('s3', 'PUT', '/bucket'), action: 'CreateBucket', protocol: 's3', write: true },
  {
    asked: request('s3', 'PUT', '/bucket?publicAccessBlock'),
    action: 'PutPublicAccessBlock',
    protocol: 's3',
    write: true,
  },
  { asked: request('s3', 'DELETE', '/bucket?policy'), action: 'DeleteBucketPolicy', protocol: 's3', write: true },
  {
    asked: request('s3', 'GET', '/bucket?policyStatus'),
    action: 'GetBucketPolicyStatus',
    protocol: 's3',
    write: false,
  },
  { asked: request('s3', 'GET', '/bucket/key?x-id=GetObject'), action: 'GetObject', protocol: 's3', write: false },
  {
    asked: request('s3', 'PUT', '/v20180820/configuration/publicAccessBlock'),
    action: 'PUT /v20180820/configuration/publicAccessBlock',
    protocol: 'rest-xml',
    write: true,
  },
  {
    asked: request('lambda', 'GET', '/2015-03-31/functions'),
    action: 'GET /2015-03-31/functions',
    protocol: 'json',
    write: false,
  },
  {
    asked: request('monitoring', 'POST', '/service/GraniteServiceVersion20100801/operation/PutMetricAlarm'),
    action: 'PutMetricAlarm',
    protocol: 'json',
    write: true,
  },
])('$action is read off a request', ({ asked, ...expected }) => {
  expect(identifyCall(asked)).toMatchObject({ ...expected, region: 'eu-west-1', accessKeyId: 'AKID' });
});
