import { expect, test } from 'vitest';
import { deployCommand, principalOf } from './member-role.ts';

test.each([
  ['arn:aws:sts::111111111111:assumed-role/Trueup/i-0abc', 'arn:aws:iam::111111111111:role/Trueup'],
  ['arn:aws-us-gov:sts::111111111111:assumed-role/Trueup/s', 'arn:aws-us-gov:iam::111111111111:role/Trueup'],
  ['arn:aws:iam::111111111111:user/trueup', 'arn:aws:iam::111111111111:user/trueup'],
])('whoever is %s is trusted as %s', (caller, principal) => {
  expect(principalOf(caller)).toBe(principal);
});

test('the command names what is known, and leaves the rest to fill in', () => {
  expect(deployCommand({ principal: 'arn:aws:iam::111111111111:role/T', externalId: 'x-1', role: 'Reader' })).toBe(
    `aws cloudformation deploy --stack-name trueup-member-role \\
  --template-file trueup-member-role.json --capabilities CAPABILITY_NAMED_IAM \\
  --parameter-overrides TrueupPrincipalArn=arn:aws:iam::111111111111:role/T ExternalId=x-1 RoleName=Reader`,
  );
  expect(deployCommand({})).toContain("'ExternalId=<externalId of the policy>' RoleName=TrueupMember");
});

test('a value cannot leave its word of the command', () => {
  expect(deployCommand({ externalId: "a'; rm -rf ~ $(id)" })).toContain(String.raw`'ExternalId=a'\''; rm -rf ~ $(id)'`);
});
