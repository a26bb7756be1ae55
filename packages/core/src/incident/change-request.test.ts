import { expect, test } from 'vitest';
import { changeRequest } from './change-request.ts';
import { sampleFinding } from './testing/incident-samples.ts';

const prevention = {
  cloudFormation: {
    kind: 'property',
    property: 'VersioningConfiguration.Status',
    example: 'VersioningConfiguration:\n  Status: Enabled\n',
  },
  terraform: {
    kind: 'property',
    property: 'aws_s3_bucket_versioning',
    example: 'resource "aws_s3_bucket_versioning" "example" {}\n',
  },
} as const;
const change = {
  before: { Versioning: { Status: 'Suspended' }, Password: 'one' },
  expected: { Versioning: { Status: 'Enabled' }, Password: 'two' },
};

test('the owners of a stack are asked for the property, with what it is and what it is to be', () => {
  const owner = { tool: 'CloudFormation', name: 'invoices-prod' } as const;
  const { title, text } = changeRequest({ finding: sampleFinding, owner, prevention, change });
  expect(title).toBe('S3.14: S3 general purpose buckets should have versioning enabled (invoices)');
  expect(text).toMatchInlineSnapshot(`
    "# S3.14: S3 general purpose buckets should have versioning enabled (invoices)

    ## What is wrong

    Versioning of the bucket is suspended.

    - Resource: \`arn:aws:s3:::invoices\`
    - Type: \`AWS::S3::Bucket\`
    - Account and Region: \`111122223333\`, \`eu-west-1\`
    - Severity: LOW

    ## What to change

    The resource is made by CloudFormation, stack \`invoices-prod\`. Change it there: the next deployment would take a live change back.

    CloudFormation: \`VersioningConfiguration.Status\`

    \`\`\`yaml
    VersioningConfiguration:
      Status: Enabled
    \`\`\`

    ## Before and after

    | Where | Before | After |
    |---|---|---|
    | \`Versioning.Status\` | \`"Suspended"\` | \`"Enabled"\` |

    ## How it is verified

    Once it is deployed, Trueup reads the resource again and judges it by \`S3.14\`. The finding \`f-0000000000000001\` closes when it passes: \`trueup findings show f-0000000000000001\`.
    "
  `);
});

test.each([
  ['CDK', 'VersioningConfiguration.Status', 'aws_s3_bucket_versioning'],
  ['Terraform', 'aws_s3_bucket_versioning', 'VersioningConfiguration.Status'],
] as const)('%s is asked in its own terms', (tool, told, untold) => {
  const { text } = changeRequest({ finding: sampleFinding, owner: { tool, name: 'prod' }, prevention });
  expect(text).toContain(told);
  expect(text).not.toContain(untold);
});

test('where nobody is known to own it both are told, and what is not known is said', () => {
  const { text } = changeRequest({ finding: sampleFinding, prevention });
  expect(text).toContain('No tag says which code the resource is made of.');
  expect(text).toContain('VersioningConfiguration.Status');
  expect(text).toContain('aws_s3_bucket_versioning');
  expect(text).toContain('The configuration could not be compared.');
});

test('a control that the library lacks names no property', () => {
  expect(changeRequest({ finding: sampleFinding }).text).toContain('so no property can be named');
});

test('a property that the tool lacks is told with the reason', () => {
  const owner = { tool: 'CDK', name: 'prod' } as const;
  const lacking = { ...prevention, cloudFormation: { kind: 'none', reason: 'There is no such type.' } } as const;
  expect(changeRequest({ finding: sampleFinding, owner, prevention: lacking }).text).toContain(
    'There is no such type.',
  );
});

test('a title is one line, and short enough for a ticket', () => {
  const finding = { ...sampleFinding, title: `one\ntwo ${'x'.repeat(500)}` };
  const { title } = changeRequest({ finding });
  expect(title).toMatch(/^S3\.14: one two x+$/);
  expect(title).toHaveLength(200);
});
