import type { JsonObject } from '@trueup/api-contract';

const ACCOUNT = '123456789012';

export const titleOf = (host: string): string => `Port open on ${host}`;

/** As another tool reports it. */
export function watchdogFinding(host: string, generator: string, region = 'us-east-1'): JsonObject {
  return {
    SchemaVersion: '2018-10-08',
    Id: `watchdog/${host}`,
    ProductArn: `arn:aws:securityhub:us-east-1:${ACCOUNT}:product/${ACCOUNT}/default`,
    ProductName: 'Watchdog',
    GeneratorId: generator,
    AwsAccountId: ACCOUNT,
    Region: region,
    Types: ['Software and Configuration Checks'],
    CreatedAt: '2026-03-01T10:00:00.000Z',
    UpdatedAt: '2026-03-01T10:00:00.000Z',
    Severity: { Label: 'HIGH' },
    Title: titleOf(host),
    Description: `Everybody can reach ${host}.`,
    Resources: [{ Type: 'AwsEc2Instance', Id: `arn:aws:ec2:${region}:${ACCOUNT}:instance/${host}` }],
    Compliance: { Status: 'FAILED' },
  };
}
