import { describeRoundTrip } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

describeRoundTrip(libraryEntry('EC2.7'), {
  name: 'new volumes are not encrypted in one Region',
  async arrange(aws) {
    await aws.call('ec2', 'DisableEbsEncryptionByDefault');
    await aws.in('eu-west-1').call('ec2', 'DisableEbsEncryptionByDefault');
    return { type: 'AWS::::Account', id: aws.accountId };
  },
  async prove(aws) {
    const here = await aws.call('ec2', 'GetEbsEncryptionByDefault');
    expect(here['EbsEncryptionByDefault']).toBe(true);
    const elsewhere = await aws.in('eu-west-1').call('ec2', 'GetEbsEncryptionByDefault');
    expect(elsewhere['EbsEncryptionByDefault']).toBe(false);
  },
});
