import { compilePattern, type EventPattern, type JsonObject } from '@trueup/core';
import {
  ACCOUNTS,
  BUCKETS,
  CONTROLS,
  REGIONS,
  RESOURCE_TYPES,
  SEVERITIES,
  TEAMS,
  accountOf,
  bucketOf,
  controlOf,
  sequence,
} from './sample-events.ts';

export interface SampleRule {
  readonly id: string;
  readonly pattern: EventPattern;
}

/** Makes a pattern for the rule of a number. */
type MakePattern = (next: (below: number) => number, number: number) => JsonObject;

const FINDING = { source: ['aws.securityhub'], 'detail-type': ['Security Hub Findings - Imported'] };
const CALL = { source: ['aws.s3'], 'detail-type': ['AWS API Call via CloudTrail'] };

const one = (next: (below: number) => number, values: readonly string[]): string => values[next(values.length)] ?? '';
const findings = (fields: JsonObject): JsonObject => ({ ...FINDING, detail: { findings: fields } });
const call = (fields: JsonObject): JsonObject => ({ ...CALL, detail: fields });

/** Each with another operator; values as the events have them. */
const MIXED: readonly MakePattern[] = [
  (next) =>
    findings({
      Compliance: { SecurityControlId: [controlOf(next(CONTROLS))] },
      AwsAccountId: [accountOf(next(ACCOUNTS))],
    }),
  (next) =>
    findings({
      Resources: { Id: [{ prefix: `arn:aws:s3:::${bucketOf(next(BUCKETS))}` }] },
      RecordState: ['ACTIVE'],
    }),
  (next) => findings({ Resources: { Id: [{ suffix: `-bucket-${next(10_000)}` }] } }),
  (next) =>
    call({
      userIdentity: {
        arn: [{ wildcard: `arn:aws:sts::${accountOf(next(ACCOUNTS))}:assumed-role/team-${next(TEAMS)}*` }],
      },
    }),
  (next) => {
    const from = next(1_000);
    const bucketName = [{ prefix: `team-${next(TEAMS)}-` }];
    return call({ requestParameters: { partNumber: [{ numeric: ['>=', from, '<', from + 5] }], bucketName } });
  },
  (next) =>
    call({
      sourceIPAddress: [{ cidr: `10.${next(256)}.${next(256)}.0/24` }],
      eventName: [{ 'anything-but': ['PutObject'] }],
    }),
  (next) => ({
    ...findings({
      Compliance: { Status: ['FAILED', 'WARNING'] },
      Resources: { Tags: { team: [`team-${next(TEAMS)}`] } },
    }),
    account: [accountOf(next(ACCOUNTS))],
    'replay-name': [{ exists: false }],
  }),
  (next) => ({
    account: [accountOf(next(ACCOUNTS))],
    $or: [
      findings({ Compliance: { SecurityControlId: [controlOf(next(CONTROLS))] } }),
      call({ requestParameters: { bucketName: [bucketOf(next(BUCKETS))] } }),
    ],
  }),
  (next) =>
    findings({
      Severity: { Label: [one(next, SEVERITIES)], Normalized: [{ numeric: ['>=', next(100)] }] },
      Resources: {
        Type: [one(next, RESOURCE_TYPES)],
        Region: [one(next, REGIONS)],
        Tags: { team: [`team-${next(TEAMS)}`] },
      },
    }),
  (next) =>
    call({
      eventName: [{ 'equals-ignore-case': 'PUTBUCKETACL' }],
      requestParameters: { bucketName: [{ wildcard: `*-bucket-${next(10_000)}` }] },
    }),
];

/** Sets of rules by what they are like. */
export const RULE_SETS: Readonly<Record<string, MakePattern>> = {
  'exact: source, detail-type and one value of detail': (_, number) =>
    findings({ Resources: { Id: [`arn:aws:s3:::${bucketOf(number)}`] } }),
  'shared: six exact values, none of them rare (source, detail-type, severity, type, team, region)': (next) => ({
    ...findings({
      Severity: { Label: [one(next, SEVERITIES)] },
      Resources: { Type: [one(next, RESOURCE_TYPES)], Tags: { team: [`team-${next(TEAMS)}`] } },
    }),
    region: [one(next, REGIONS)],
  }),
  'mixed: prefix, suffix, wildcard, numeric, cidr, anything-but, exists, $or': (next, number) =>
    (MIXED[number % MIXED.length] as MakePattern)(next, number),
};

export function sampleRules(make: MakePattern, count: number): SampleRule[] {
  const next = sequence(11);
  return Array.from({ length: count }, (_, number) => {
    const pattern = compilePattern(make(next, number));
    if (pattern.kind === 'invalid') throw new Error(pattern.reason);
    return { id: `rule-${number}`, pattern };
  });
}
