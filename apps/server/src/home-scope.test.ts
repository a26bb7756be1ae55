import { testPolicy } from '@trueup/testing';
import { expect, test } from 'vitest';
import { homeScope, type Home } from './home-scope.ts';

const policy = testPolicy({
  accounts: [{ id: '111111111111', name: 'first' }],
  regions: ['eu-west-1', 'eu-west-2'],
});
const own = async () => ({ accountId: '222222222222', arn: 'arn:aws:iam::222222222222:user/ops' });
const nobody = async () => undefined;

test.each<[string, Home, Parameters<typeof homeScope>[1], string, string]>([
  [
    'the policy decides first',
    { policy, identity: own, environment: { AWS_REGION: 'us-west-2' } },
    {},
    '111111111111',
    'eu-west-1',
  ],
  [
    'without a policy the credentials and AWS_REGION do',
    { policy: undefined, identity: own, environment: { AWS_REGION: 'us-west-2' } },
    {},
    '222222222222',
    'us-west-2',
  ],
  [
    'with neither it is still a place',
    { policy: undefined, identity: nobody, environment: {} },
    undefined,
    '000000000000',
    'us-east-1',
  ],
  [
    'an empty AWS_REGION is none',
    { policy: undefined, identity: nobody, environment: { AWS_REGION: '' } },
    {},
    '000000000000',
    'us-east-1',
  ],
  [
    'what was said counts, part by part',
    { policy, identity: own, environment: {} },
    { region: 'us-gov-west-1' },
    '111111111111',
    'us-gov-west-1',
  ],
  [
    'what was said counts, the account too',
    { policy, identity: own, environment: {} },
    { accountId: '333333333333' },
    '333333333333',
    'eu-west-1',
  ],
])('%s', async (_what, home, asked, account, name) => {
  expect(await homeScope(home, asked)).toEqual({
    accountId: account,
    region: name,
    partition: name.startsWith('us-gov') ? 'aws-us-gov' : 'aws',
  });
});

test('a region that is none is refused with the form of one', async () => {
  const home = { policy: undefined, identity: nobody, environment: { AWS_REGION: 'mars' } };
  await expect(homeScope(home)).rejects.toThrow("'mars' is not an AWS region name: expected the form eu-west-1");
});
