import { expect, test } from 'vitest';
import { filtersOf } from './finding-filters.ts';
import { queryOf } from './finding-view.ts';
import { withAsffTypes } from './with-asff-types.ts';

test("a rule's criteria name regions and types as findings of AWS do", () => {
  const query = queryOf({ Region: ['eu-west-1'], ResourceType: ['AWS::S3::Bucket', 'AwsEc2Instance'], Title: ['t'] });
  const names = new Map([['AWS::S3::Bucket', 'AwsS3Bucket']]);
  expect(withAsffTypes(filtersOf(query) ?? {}, names)).toEqual({
    ResourceRegion: [{ Value: 'eu-west-1', Comparison: 'EQUALS' }],
    ResourceType: [
      { Value: 'AwsS3Bucket', Comparison: 'EQUALS' },
      { Value: 'AwsEc2Instance', Comparison: 'EQUALS' },
    ],
    Title: [{ Value: 't', Comparison: 'EQUALS' }],
  });
});
