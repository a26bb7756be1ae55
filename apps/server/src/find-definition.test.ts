import type { Defined, Definitions } from '@trueup/core';
import { expect, test } from 'vitest';
import type { ApplicationParts } from './application-parts.ts';
import { findDefinition } from './find-definition.ts';

const ruleArn = (account: string, name: string, region = 'us-east-1'): string =>
  `arn:aws:events:${region}:${account}:rule/${name}`;
const HOME = '111111111111';
const OTHER = '222222222222';
const THIRD = '333333333333';

/** Rules of these ARNs, as the person at home sees them. */
function find(arns: readonly string[], given: string): Promise<Defined<Definitions['event-rule']>> {
  const store = { definitions: { list: async () => arns.map((key) => ({ key, value: { arn: key } })) } };
  const policy = { readIfThere: async () => ({ accounts: [{ id: HOME }], regions: ['us-east-1'] }) };
  const parts = { store, policy, identity: async () => undefined } as unknown as ApplicationParts;
  return findDefinition(parts, 'event-rule', given);
}

const all = [
  ruleArn(HOME, 'alone'),
  ruleArn(HOME, 'shared'),
  ruleArn(OTHER, 'shared'),
  ruleArn(OTHER, 'foreign'),
  ruleArn(HOME, 'regions', 'eu-west-1'),
  ruleArn(HOME, 'regions'),
  ruleArn(OTHER, 'far'),
  ruleArn(THIRD, 'far'),
];

test.each([
  ['a name that there is once', 'alone', ruleArn(HOME, 'alone')],
  ['a name of another account alone', 'foreign', ruleArn(OTHER, 'foreign')],
  ['a name of several accounts is that of the home account', 'shared', ruleArn(HOME, 'shared')],
  ['of several regions that of the home region', 'regions', ruleArn(HOME, 'regions')],
  ['an ARN, whoever else has the name', ruleArn(OTHER, 'shared'), ruleArn(OTHER, 'shared')],
])('%s is found', async (_what, given, expected) => {
  expect((await find(all, given)).key).toBe(expected);
});

test('a name of several other accounts is not guessed', async () => {
  await expect(find(all, 'far')).rejects.toMatchObject({
    code: 'conflict',
    message: `there are several event rules far: name one of ${ruleArn(OTHER, 'far')}, ${ruleArn(THIRD, 'far')}`,
  });
});

test.each(['none', 'lone', 'rule/none', 'arn:aws:events:us-east-1:999999999999:rule/alone'])(
  'there is no %s',
  async (given) => {
    await expect(find(all, given)).rejects.toMatchObject({ code: 'not-found', message: `no event rule ${given}` });
  },
);
