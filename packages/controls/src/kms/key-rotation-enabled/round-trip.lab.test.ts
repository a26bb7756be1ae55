import { describeRoundTrip } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

const RECORDS = 'alias/records';
const WEBSITE = 'alias/website';

describeRoundTrip(libraryEntry('KMS.4'), {
  name: 'a key that does not rotate',
  async arrange(aws) {
    const ids: string[] = [];
    for (const AliasName of [RECORDS, WEBSITE]) {
      const { KeyMetadata } = await aws.call('kms', 'CreateKey', { Description: AliasName });
      const TargetKeyId = (KeyMetadata as { KeyId: string }).KeyId;
      await aws.call('kms', 'CreateAlias', { AliasName, TargetKeyId });
      ids.push(TargetKeyId);
    }
    const [id = ''] = ids;
    return { type: 'AWS::KMS::Key', id };
  },
  async prove(aws) {
    const { KeyMetadata } = await aws.call('kms', 'DescribeKey', { KeyId: RECORDS });
    expect(KeyMetadata).toMatchObject({ Enabled: true, Description: RECORDS });
    const [records, website] = [KeyMetadata, (await aws.call('kms', 'DescribeKey', { KeyId: WEBSITE }))['KeyMetadata']];
    const rotates = async (key: unknown): Promise<unknown> =>
      (await aws.call('kms', 'GetKeyRotationStatus', { KeyId: (key as { KeyId: string }).KeyId }))[
        'KeyRotationEnabled'
      ];
    expect([await rotates(records), await rotates(website)]).toEqual([true, false]);
  },
});
