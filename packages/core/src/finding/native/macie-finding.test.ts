import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { ACCOUNT, serviceEvent } from './testing/scripted-events.ts';
import { taken } from './testing/taken.ts';

describe('Macie', () => {
  const given = (members: JsonObject = {}) =>
    taken(
      serviceEvent('aws.macie', 'Macie Finding', {
        schemaVersion: '1.0',
        id: '5be50fce',
        accountId: ACCOUNT,
        partition: 'aws',
        region: 'eu-west-1',
        type: 'SensitiveData:S3Object/Personal',
        title: 'The S3 object contains personal information.',
        description: 'The object contains personal information such as names.',
        severity: { score: 3, description: 'High' },
        createdAt: '2026-01-29T18:19:10Z',
        updatedAt: '2026-01-29T18:19:10Z',
        resourcesAffected: {
          s3Bucket: {
            arn: 'arn:aws:s3:::b',
            name: 'b',
            owner: { displayName: 'ann', id: '9a' },
            tags: [{ key: 'Team', value: 'x' }],
            publicAccess: { effectivePermission: 'NOT_PUBLIC' },
          },
          s3Object: { key: 'people.csv', path: 'b/people.csv', extension: 'csv', size: 14, publicAccess: false },
        },
        classificationDetails: { jobId: 'j1', jobArn: 'arn:aws:macie2:x:classification-job/j1', originType: 'JOB' },
        category: 'CLASSIFICATION',
        archived: false,
        count: 1,
        sample: false,
        ...members,
      }),
    );

  test('sensitive data is what Security Hub gets of it', () => {
    expect(given()).toMatchObject({
      Id: '5be50fce',
      ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/macie',
      ProductName: 'Macie',
      GeneratorId: 'aws/macie',
      Types: ['Sensitive Data Identifications/PII/SensitiveData:S3Object-Personal'],
      Severity: { Label: 'HIGH', Normalized: 70 },
      ProductFields: { JobId: 'j1', OriginType: 'JOB', 'S3Object.Path': 'b/people.csv', 'S3Object.Size': '14' },
      Resources: [
        { Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::b', Tags: { Team: 'x' }, Details: { AwsS3Bucket: { OwnerId: '9a' } } },
        { Type: 'AwsS3Object', Id: 'arn:aws:s3:::b/people.csv' },
      ],
    });
  });

  test.each([
    [
      'Policy:IAMUser/S3BucketPublic',
      'Software and Configuration Checks/AWS Security Best Practices/Policy:IAMUser-S3BucketPublic',
    ],
    [
      'SensitiveData:S3Object/Credentials',
      'Sensitive Data Identifications/Passwords/SensitiveData:S3Object-Credentials',
    ],
    ['SensitiveData:S3Object/Financial', 'Sensitive Data Identifications/Financial/SensitiveData:S3Object-Financial'],
  ])('type %s is %s', (type, expected) => {
    expect(given({ type }).Types).toEqual([expected]);
  });

  test('a finding that Macie archived is archived', () => {
    expect(given({ archived: true }).RecordState).toBe('ARCHIVED');
  });
});
