import { expect, test } from 'vitest';
import type { ControlId } from '../control/control.ts';
import type { Asff } from './asff/asff.ts';
import { controlIdOf, type ControlLookup } from './control-of-finding.ts';

const at = (names: Readonly<Record<string, string>>, name: string): ControlId | undefined =>
  Object.hasOwn(names, name) ? (names[name] as ControlId) : undefined;

const LOOKUP: ControlLookup = {
  byId: (id) => at({ 'S3.8': 'S3.8', 's3.8': 'S3.8', 'S3.4': 'S3.17' }, id),
  byRequirement: (standard, requirement) =>
    at(
      { 'cis-aws-foundations-benchmark/v/1.2.0 2.5': 'Config.1', 'pci-dss/v/3.2.1 PCI.S3.1': 'S3.3' },
      `${standard} ${requirement}`,
    ),
  byConfigRule: (rule) => at({ 'securityhub-s3-bucket-versioning-enabled-1a2b': 'S3.14' }, rule),
  byReporterCheck: (reporter, check) =>
    at(
      { 'prowler kms_cmk_rotation_enabled': 'KMS.4', 'prowler s3_bucket_default_encryption': 'S3.4' },
      `${reporter} ${check}`,
    ),
};

const FINDING: Asff = {
  SchemaVersion: '2018-10-08',
  Id: '1',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
  GeneratorId: 'acme',
  AwsAccountId: '123456789012',
  CreatedAt: '2026-01-01T00:00:00.000Z',
  UpdatedAt: '2026-01-01T00:00:00.000Z',
  Title: 'Title',
  Description: 'Description',
  Resources: [{ Type: 'Other', Id: 'x' }],
};
const FSBP = 'arn:aws:securityhub:::standards/aws-foundational-security-best-practices/v/1.0.0';
const CIS = 'arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0';
const PCI = 'arn:aws:securityhub:::standards/pci-dss/v/3.2.1';
const RULE = { 'RelatedAWSResources:0/name': 'securityhub-s3-bucket-versioning-enabled-1a2b' };

test.each<[string, Partial<Asff>, string | undefined]>([
  ['Compliance.SecurityControlId', { Compliance: { SecurityControlId: 'S3.8' } }, 'S3.8'],
  ['the control’s id in other letters', { Compliance: { SecurityControlId: 's3.8' } }, 'S3.8'],
  ['an alias', { Compliance: { SecurityControlId: 'S3.4' } }, 'S3.17'],
  ['a control that the library lacks', { Compliance: { SecurityControlId: 'AppSync.2' } }, 'AppSync.2'],
  ['a control of our own', { Compliance: { SecurityControlId: 'Trueup.Tags.1' } }, 'Trueup.Tags.1'],
  ['a text that is no id', { Compliance: { SecurityControlId: 'see the handbook' } }, undefined],
  ['ProductFields.ControlId', { ProductFields: { ControlId: 'S3.9', StandardsArn: FSBP } }, 'S3.9'],
  ['a ControlId of PCI DSS', { ProductFields: { ControlId: 'PCI.S3.1', StandardsArn: PCI } }, 'S3.3'],
  [
    'a ControlId of PCI DSS that nothing maps',
    { ProductFields: { ControlId: 'PCI.X.1', StandardsArn: PCI } },
    undefined,
  ],
  ['someone else’s ControlId', { ProductFields: { ControlId: 'AC.1' } }, undefined],
  ['RuleId of CIS 1.2', { ProductFields: { RuleId: '2.5', StandardsGuideArn: CIS } }, 'Config.1'],
  ['RuleId alone', { ProductFields: { RuleId: '2.5' } }, 'Config.1'],
  ['GeneratorId of consolidated findings', { GeneratorId: 'security-control/EC2.13' }, 'EC2.13'],
  ['GeneratorId of FSBP', { GeneratorId: 'aws-foundational-security-best-practices/v/1.0.0/EC2.13' }, 'EC2.13'],
  ['GeneratorId of CIS 1.2', { GeneratorId: `${CIS}/rule/2.5` }, 'Config.1'],
  ['GeneratorId of Prowler', { GeneratorId: 'prowler-kms_cmk_rotation_enabled' }, 'KMS.4'],
  ['a check of Prowler that is mapped to an alias', { GeneratorId: 'prowler-s3_bucket_default_encryption' }, 'S3.17'],
  ['a check of Prowler that nothing maps', { GeneratorId: 'prowler-x' }, undefined],
  ['GeneratorId of another reporter', { GeneratorId: 'acme/rules/EC2.13' }, undefined],
  [
    'the Config rule behind it',
    { ProductFields: { ...RULE, 'RelatedAWSResources:0/type': 'AWS::Config::ConfigRule' } },
    'S3.14',
  ],
  [
    'another resource behind it',
    { ProductFields: { ...RULE, 'RelatedAWSResources:0/type': 'AWS::S3::Bucket' } },
    undefined,
  ],
  [
    'Config’s own finding',
    { ProductFields: { 'aws/config/ConfigRuleName': 'securityhub-s3-bucket-versioning-enabled-1a2b' } },
    'S3.14',
  ],
  ['nothing', {}, undefined],
])('%s', (_, part, control) => {
  expect(controlIdOf({ ...FINDING, ...part }, LOOKUP)).toBe(control);
});

test('the id that Security Hub gives goes before all others', () => {
  const part = { Compliance: { SecurityControlId: 'S3.8' }, GeneratorId: 'security-control/EC2.13' };
  expect(controlIdOf({ ...FINDING, ...part }, LOOKUP)).toBe('S3.8');
});
