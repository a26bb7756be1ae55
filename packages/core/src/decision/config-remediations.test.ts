import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { JsonObject } from '../value/json.ts';
import { configRemediations } from './config-remediations.ts';
import { policyText } from './policy-text.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Repair';
const CONFIGURATION = {
  ConfigRuleName: 's3-bucket-logging',
  TargetType: 'SSM_DOCUMENT',
  TargetId: 'AWS-ConfigureS3BucketLogging',
  TargetVersion: '1',
  Parameters: {
    BucketName: { ResourceValue: { Value: 'RESOURCE_ID' } },
    AutomationAssumeRole: { StaticValue: { Values: [ROLE] } },
    Grants: { StaticValue: { Values: ['a', 'b'] } },
  },
  ResourceType: 'AWS::S3::Bucket',
  Automatic: true,
  ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 20, ErrorPercentage: 40 } },
  MaximumAutomaticAttempts: 3,
  RetryAttemptSeconds: 600,
};
const LINE = {
  name: 's3-bucket-logging',
  configRules: ['s3-bucket-logging'],
  resourceTypes: ['AWS::S3::Bucket'],
  runbook: {
    document: 'AWS-ConfigureS3BucketLogging',
    version: '1',
    runs: 'account',
    parameters: { BucketName: 'RESOURCE_ID', AutomationAssumeRole: ROLE, Grants: ['a', 'b'] },
  },
  mode: 'automatic',
  attempts: 3,
  retrySeconds: 600,
  concurrencyPercent: 20,
  errorPercent: 40,
};

const PACK = `
Parameters:
  Attempts: { Type: String, Default: '3' }
Resources:
  Rule:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: s3-bucket-logging
      Source: { Owner: AWS, SourceIdentifier: S3_BUCKET_LOGGING_ENABLED }
  Repair:
    Type: AWS::Config::RemediationConfiguration
    DependsOn: Rule
    Properties:
      ConfigRuleName: !Ref Rule
      TargetType: SSM_DOCUMENT
      TargetId: AWS-ConfigureS3BucketLogging
      TargetVersion: 1
      Parameters:
        BucketName: { ResourceValue: { Value: RESOURCE_ID } }
        AutomationAssumeRole: { StaticValue: { Values: ['${ROLE}'] } }
        Grants: { StaticValue: { Values: [a, b] } }
      ResourceType: AWS::S3::Bucket
      Automatic: 'True'
      ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: '20', ErrorPercentage: 40 } }
      MaximumAutomaticAttempts: { Ref: Attempts }
      RetryAttemptSeconds: 600
`;

test.each([
  ['what PutRemediationConfigurations takes', JSON.stringify({ RemediationConfigurations: [CONFIGURATION] })],
  ['a list', JSON.stringify([CONFIGURATION])],
  ['one alone', JSON.stringify(CONFIGURATION)],
  ['YAML', stringify({ RemediationConfigurations: [CONFIGURATION] })],
  [
    'what the service describes',
    JSON.stringify([{ ...CONFIGURATION, Arn: 'arn:aws:config:eu-west-1:111122223333:remediation-configuration/x' }]),
  ],
  ['a conformance pack', PACK],
])('%s becomes a line', (_what, text) => {
  expect(configRemediations(text)).toEqual({ kind: 'lines', lines: [LINE] });
});

test('a line reads as the policy', () => {
  const policy = { accounts: [{ id: '111122223333', name: 'prod' }], regions: ['eu-west-1'], remediations: [LINE] };
  expect(policyText.parse(policy).remediations[0]).toMatchObject({
    runbook: {
      runs: 'account',
      parameters: {
        BucketName: { kind: 'resource-id' },
        AutomationAssumeRole: { kind: 'static', values: [ROLE] },
        Grants: { kind: 'static', values: ['a', 'b'] },
      },
    },
  });
});

test("what is left out has AWS Config's own defaults, and manual is manual", () => {
  const { ConfigRuleName, TargetType, TargetId } = CONFIGURATION;
  expect(configRemediations(JSON.stringify({ ConfigRuleName, TargetType, TargetId }))).toEqual({
    kind: 'lines',
    lines: [
      {
        name: ConfigRuleName,
        configRules: [ConfigRuleName],
        runbook: { document: TargetId, runs: 'account' },
        mode: 'manual',
        attempts: 5,
        retrySeconds: 60,
        concurrencyPercent: 10,
        errorPercent: 50,
      },
    ],
  });
});

test('a static value that reads like a keyword stays a value', () => {
  const Parameters = { ...CONFIGURATION.Parameters, Word: { StaticValue: { Values: ['RESOURCE_ID'] } } };
  const made = configRemediations(JSON.stringify({ ...CONFIGURATION, Parameters }));
  expect(made).toMatchObject({ lines: [{ runbook: { parameters: { Word: ['RESOURCE_ID'] } } }] });
});

const many = (count: number, value: unknown): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`P${index}`, value])) as JsonObject;
const fixed = { StaticValue: { Values: ['a'] } };

test.each<[string, JsonObject, string]>([
  ['no rule', { ConfigRuleName: '' }, 'ConfigRuleName'],
  ['another target', { TargetType: 'LAMBDA' }, 'must be SSM_DOCUMENT'],
  ['no document', { TargetId: '' }, 'TargetId'],
  ['a version that is none', { TargetVersion: 'latest' }, 'TargetVersion'],
  ['a parameter of both kinds', { Parameters: { A: { ...fixed, ResourceValue: { Value: 'RESOURCE_ID' } } } }, 'either'],
  ['a parameter of neither kind', { Parameters: { A: {} } }, 'either'],
  ['another resource value', { Parameters: { A: { ResourceValue: { Value: 'RESOURCE_NAME' } } } }, 'RESOURCE_ID'],
  ['26 parameters', { Parameters: many(26, fixed), Automatic: false }, '25 parameters'],
  ['26 values', { Parameters: { A: { StaticValue: { Values: Array.from({ length: 26 }, () => 'a') } } } }, 'Values'],
  ['a value of 257', { Parameters: { A: { StaticValue: { Values: ['x'.repeat(257)] } } } }, 'Values[0]'],
  ['no percentage', { ExecutionControls: { SsmControls: { ErrorPercentage: 0 } } }, 'ErrorPercentage'],
  ['26 attempts', { MaximumAutomaticAttempts: 26 }, 'MaximumAutomaticAttempts'],
  ['more than 31 days', { RetryAttemptSeconds: 2_678_001 }, 'RetryAttemptSeconds'],
  ['automatic without a role', { Parameters: {} }, 'AutomationAssumeRole: is missing'],
  [
    'a role that is a placeholder',
    { Parameters: { AutomationAssumeRole: { StaticValue: { Values: ['arn:aws:iam::Account_ID:role/x'] } } } },
    'ARN of a role',
  ],
  ['a member that AWS Config does not have', { Mode: 'x' }, 'Mode'],
])('%s is refused, and the place is named', (_what, change, said) => {
  const text = JSON.stringify({ RemediationConfigurations: [CONFIGURATION, { ...CONFIGURATION, ...change }] });
  const made = configRemediations(text);
  expect(made.kind).toBe('invalid');
  expect(made.kind === 'invalid' ? made.problems.join('\n') : '').toMatch(/^RemediationConfigurations\[1\]: /);
  expect(made.kind === 'invalid' ? made.problems.join('\n') : '').toContain(said);
});

test.each([
  ['two for one rule', JSON.stringify([CONFIGURATION, CONFIGURATION]), 'another one for rule'],
  ['nothing of the kind', 'Resources: {}', 'no remediation configuration'],
  ['a value that only a stack knows', PACK.replace(`'${ROLE}'`, '!Sub "arn:${AWS::Partition}:x"'), 'Values[0]'],
  ['broken YAML', 'a: [', 'Flow sequence'],
  ['a text that is too long', ' '.repeat(400_000), 'more than'],
  ['aliases that grow', `a: &a [1]\nb: &b [${'*a,'.repeat(200)}1]\nc: [${'*b,'.repeat(200)}1]`, 'cannot be read'],
])('%s is refused', (_what, text, said) => {
  const made = configRemediations(text);
  expect(made.kind === 'invalid' ? made.problems.join('\n') : made.kind).toContain(said);
});
