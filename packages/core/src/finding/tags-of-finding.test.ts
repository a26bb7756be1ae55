import { expect, test } from 'vitest';
import { sampleAsff } from './asff/testing/sample-asff.ts';
import { tagsOfFinding } from './tags-of-finding.ts';

test('the tags of a finding are those of its first resource, and unread where it tells none', () => {
  const resource = { Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::bucket' };
  expect(tagsOfFinding(sampleAsff({ Resources: [{ ...resource, Tags: { env: 'prod' } }] }))).toEqual({ env: 'prod' });
  expect(tagsOfFinding(sampleAsff({ Resources: [resource, { ...resource, Tags: { env: 'x' } }] }))).toBeUndefined();
});
