import type { Asff } from '../asff.ts';

/** A small finding that is valid as it is; `members` replace its own. */
export function sampleAsff(members: Partial<Asff> = {}): Asff {
  return {
    SchemaVersion: '2018-10-08',
    Id: 'finding-1',
    ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
    GeneratorId: 'generator',
    AwsAccountId: '111122223333',
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: '2026-01-10T00:00:00.000Z',
    Severity: { Label: 'HIGH', Normalized: 70 },
    Title: 'A title',
    Description: 'A description',
    Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::bucket' }],
    ...members,
  };
}
