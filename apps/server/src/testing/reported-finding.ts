/** A finding in ASFF as another tool reports it. */
export function reportedFinding(
  name: string,
  { updatedAt = '2026-03-01T10:00:00.000Z', ...rest }: Readonly<Record<string, unknown>> & { updatedAt?: string } = {},
): Record<string, unknown> {
  return {
    SchemaVersion: '2018-10-08',
    Id: `watchdog/${name}`,
    ProductArn: 'arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default',
    ProductName: 'Watchdog',
    CompanyName: 'Example',
    GeneratorId: 'watchdog/open-port',
    AwsAccountId: '123456789012',
    Region: 'us-east-1',
    Types: ['Software and Configuration Checks'],
    CreatedAt: '2026-03-01T10:00:00.000Z',
    UpdatedAt: updatedAt,
    Severity: { Label: 'MEDIUM' },
    Title: `Port open on ${name}`,
    Description: `Everybody can reach ${name}.`,
    Resources: [
      { Type: 'AwsEc2Instance', Id: `arn:aws:ec2:us-east-1:123456789012:instance/${name}`, Region: 'us-east-1' },
    ],
    Compliance: { Status: 'FAILED' },
    ...rest,
  };
}
