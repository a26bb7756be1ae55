import type { Partition } from '@trueup/core';
import { expect, test } from 'vitest';
import { awsEndpoint } from './aws-endpoint.ts';

test.each<
  [servicePackage: string, signingName: string, region: string, partition: Partition, url: string, signing: string]
>([
  ['ec2', 'ec2', 'eu-west-1', 'aws', 'https://ec2.eu-west-1.amazonaws.com/', 'eu-west-1'],
  ['s3', 's3', 'eu-west-1', 'aws', 'https://s3.eu-west-1.amazonaws.com/', 'eu-west-1'],
  ['s3-control', 's3', 'eu-west-1', 'aws', 'https://111111111111.s3-control.eu-west-1.amazonaws.com/', 'eu-west-1'],
  ['sts', 'sts', 'eu-west-1', 'aws', 'https://sts.eu-west-1.amazonaws.com/', 'eu-west-1'],
  ['iam', 'iam', 'eu-west-1', 'aws', 'https://iam.amazonaws.com/', 'us-east-1'],
  ['organizations', 'organizations', 'eu-west-1', 'aws', 'https://organizations.us-east-1.amazonaws.com/', 'us-east-1'],
  ['kms', 'kms', 'cn-north-1', 'aws-cn', 'https://kms.cn-north-1.amazonaws.com.cn/', 'cn-north-1'],
  // Without their clients.
  [
    'marketplace-metering',
    'aws-marketplace',
    'eu-west-1',
    'aws',
    'https://metering.marketplace.eu-west-1.amazonaws.com/',
    'eu-west-1',
  ],
  ['cost-explorer', 'ce', 'eu-west-1', 'aws', 'https://ce.us-east-1.amazonaws.com/', 'us-east-1'],
])('%s (%s) in %s', (servicePackage, signingName, region, partition, url, signingRegion) => {
  const found = awsEndpoint({ servicePackage, signingName, region, partition, accountId: '111111111111' });
  expect({ url: found.url.href, signingRegion: found.signingRegion }).toEqual({ url, signingRegion });
});

test('a name with a dot is no part of a host', () => {
  const wanted = { servicePackage: 'wickr', region: 'eu-west-1', partition: 'aws', accountId: '111111111111' } as const;
  expect(() => awsEndpoint({ ...wanted, signingName: 'abc.execute-api' })).toThrow(/not the name of a service/);
});
