import { describeRoundTrip } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

const entry = libraryEntry('IAM.7');
const required = {
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
  RequireSymbols: true,
  RequireNumbers: true,
};

describeRoundTrip(entry, {
  name: 'an account without a password policy',
  arrange: (aws) => Promise.resolve({ type: 'AWS::::Account', id: aws.accountId }),
  async prove(aws) {
    const { PasswordPolicy } = await aws.call('iam', 'GetAccountPasswordPolicy');
    expect(PasswordPolicy).toMatchObject({ ...required, MinimumPasswordLength: 8, ExpirePasswords: false });
    expect(PasswordPolicy).not.toHaveProperty('PasswordReusePrevention');
  },
});

describeRoundTrip(entry, {
  name: 'a long password without symbols, where users change their own',
  parameters: { minimumPasswordLength: 14, passwordReusePrevention: 5 },
  async arrange(aws) {
    await aws.call('iam', 'UpdateAccountPasswordPolicy', {
      ...required,
      MinimumPasswordLength: 20,
      RequireSymbols: false,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 90,
      HardExpiry: true,
    });
    return { type: 'AWS::::Account', id: aws.accountId };
  },
  async prove(aws) {
    expect(await aws.call('iam', 'GetAccountPasswordPolicy')).toMatchObject({
      PasswordPolicy: {
        ...required,
        MinimumPasswordLength: 20,
        AllowUsersToChangePassword: true,
        MaxPasswordAge: 90,
        HardExpiry: true,
        PasswordReusePrevention: 5,
      },
    });
  },
});

describeRoundTrip(entry, {
  name: 'a short password that bars earlier ones',
  async arrange(aws) {
    await aws.call('iam', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 6, PasswordReusePrevention: 3 });
    return { type: 'AWS::::Account', id: aws.accountId };
  },
  async prove(aws) {
    expect(await aws.call('iam', 'GetAccountPasswordPolicy')).toMatchObject({
      PasswordPolicy: { ...required, MinimumPasswordLength: 8, PasswordReusePrevention: 3, ExpirePasswords: false },
    });
  },
});

describeRoundTrip(entry, {
  name: 'passwords that live for a year, under a policy that wants 90 days',
  parameters: { maxPasswordAgeDays: 90 },
  async arrange(aws) {
    await aws.call('iam', 'UpdateAccountPasswordPolicy', {
      ...required,
      MinimumPasswordLength: 8,
      MaxPasswordAge: 365,
    });
    return { type: 'AWS::::Account', id: aws.accountId };
  },
  async prove(aws) {
    expect(await aws.call('iam', 'GetAccountPasswordPolicy')).toMatchObject({
      PasswordPolicy: { ...required, MaxPasswordAge: 90, ExpirePasswords: true },
    });
  },
});
