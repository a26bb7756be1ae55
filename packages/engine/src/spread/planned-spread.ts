import { createHash } from 'node:crypto';
import { accountId, region, type ExecutionId, type JsonObject, type RunbookDocument, type Spread } from '@trueup/core';
import { planSpread, type SpreadPlanned } from './plan-spread.ts';

/** A document with a target parameter, and spreads of it, for tests. */
export const DOCUMENT: RunbookDocument = {
  schemaVersion: '0.3',
  parameters: {
    Bucket: { type: 'AWS::S3::Bucket::Name' },
    Where: { type: 'String', default: '{{ global:ACCOUNT_ID }} {{ global:REGION }}' },
    Ami: { type: 'String', default: '{{ ssm:/ami }}' },
  },
  variables: {},
  mainSteps: [],
  outputs: [],
  files: {},
};
export const NOW = '2026-01-31T09:30:00.000Z';
export const HOME = { accountId: accountId('111111111111'), region: region('eu-west-1'), partition: 'aws' } as const;
export const ROLE = 'arn:aws:iam::111111111111:role/Central';
export const OTHER = accountId('222222222222');
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
export const ID = 'aaaaaaaa-aaaa-4aaa-aaaa-aaaaaaaaaaaa' as ExecutionId;

export function plan(wanted: Spread, supplied: JsonObject = {}): SpreadPlanned {
  const stored = new Map([['/ami', 'ami-home']]);
  const known = {
    id: ID,
    roleArn: ROLE,
    scope: HOME,
    document: DOCUMENT,
    digest,
    now: NOW,
    stored,
    accounts: [HOME.accountId, OTHER],
  };
  const permissions = [{ Action: ['s3:PutObject'], Resource: 'arn:aws:s3:::{{input:Bucket}}/*' }];
  return planSpread({ ...known, wanted, supplied, targetType: '/AWS::S3::Bucket', permissions });
}

export const values = (...Values: string[]): Spread => ({
  targetParameterName: 'Bucket',
  targets: [{ Key: 'ParameterValues', Values }],
});
export const TAG: Spread = { targetParameterName: 'Bucket', targets: [{ Key: 'tag:Env', Values: ['prod'] }] };
export const PLACES: Spread = {
  targetLocations: [
    {
      Accounts: [OTHER, HOME.accountId],
      Regions: ['eu-west-1'],
      ExecutionRoleName: 'Runner',
      TargetsMaxConcurrency: '5',
    },
  ],
};
