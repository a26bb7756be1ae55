/**
 * Names under which Security Hub has reported controls in standards of before 2023. Source: Security Hub guide, how
 * consolidation changes control ids, titles and generator ids. PCI.EC2.3 and PCI.S3.4 are retired and have no successor.
 */

/** Former id → id. */
export const FORMER_IDS: ReadonlyMap<string, string> = new Map([
  ['ELBv2.1', 'ELB.1'],
  ['PCI.AutoScaling.1', 'AutoScaling.1'],
  ['PCI.CloudTrail.1', 'CloudTrail.2'],
  ['PCI.CloudTrail.2', 'CloudTrail.3'],
  ['PCI.CloudTrail.3', 'CloudTrail.4'],
  ['PCI.CloudTrail.4', 'CloudTrail.5'],
  ['PCI.CodeBuild.1', 'CodeBuild.1'],
  ['PCI.CodeBuild.2', 'CodeBuild.2'],
  ['PCI.Config.1', 'Config.1'],
  ['PCI.CW.1', 'CloudWatch.1'],
  ['PCI.DMS.1', 'DMS.1'],
  ['PCI.EC2.1', 'EC2.1'],
  ['PCI.EC2.2', 'EC2.2'],
  ['PCI.EC2.4', 'EC2.12'],
  ['PCI.EC2.5', 'EC2.13'],
  ['PCI.EC2.6', 'EC2.6'],
  ['PCI.ELBv2.1', 'ELB.1'],
  ['PCI.ES.1', 'ES.2'],
  ['PCI.ES.2', 'ES.1'],
  ['PCI.GuardDuty.1', 'GuardDuty.1'],
  ['PCI.IAM.1', 'IAM.4'],
  ['PCI.IAM.2', 'IAM.2'],
  ['PCI.IAM.3', 'IAM.1'],
  ['PCI.IAM.4', 'IAM.6'],
  ['PCI.IAM.5', 'IAM.9'],
  ['PCI.IAM.6', 'IAM.19'],
  ['PCI.IAM.7', 'IAM.8'],
  ['PCI.IAM.8', 'IAM.10'],
  ['PCI.KMS.1', 'KMS.4'],
  ['PCI.Lambda.1', 'Lambda.1'],
  ['PCI.Lambda.2', 'Lambda.3'],
  ['PCI.Opensearch.1', 'Opensearch.2'],
  ['PCI.Opensearch.2', 'Opensearch.1'],
  ['PCI.RDS.1', 'RDS.1'],
  ['PCI.RDS.2', 'RDS.2'],
  ['PCI.Redshift.1', 'Redshift.1'],
  ['PCI.S3.1', 'S3.3'],
  ['PCI.S3.2', 'S3.2'],
  ['PCI.S3.3', 'S3.7'],
  ['PCI.S3.5', 'S3.5'],
  ['PCI.S3.6', 'S3.1'],
  ['PCI.SageMaker.1', 'SageMaker.1'],
  ['PCI.SSM.1', 'SSM.2'],
  ['PCI.SSM.2', 'SSM.3'],
  ['PCI.SSM.3', 'SSM.1'],
]);

/** Requirements that the table of controls does not tell, as `<standard>/<requirement>` → id. */
export const FORMER_REQUIREMENTS: ReadonlyMap<string, string> = new Map([
  ['cis-aws-foundations-benchmark/v/1.2.0/1.1', 'CloudWatch.1'],
  ['cis-aws-foundations-benchmark/v/1.2.0/1.2', 'IAM.5'],
  ['cis-aws-foundations-benchmark/v/1.2.0/1.12', 'IAM.4'],
  ['cis-aws-foundations-benchmark/v/1.2.0/1.13', 'IAM.9'],
  ['cis-aws-foundations-benchmark/v/1.2.0/1.14', 'IAM.6'],
  ['cis-aws-foundations-benchmark/v/1.4.0/1.4', 'IAM.4'],
  ['cis-aws-foundations-benchmark/v/1.4.0/1.5', 'IAM.9'],
  ['cis-aws-foundations-benchmark/v/1.4.0/1.6', 'IAM.6'],
  ['cis-aws-foundations-benchmark/v/1.4.0/1.7', 'CloudWatch.1'],
  ['cis-aws-foundations-benchmark/v/1.4.0/1.10', 'IAM.5'],
  ['cis-aws-foundations-benchmark/v/1.4.0/2.1.5.1', 'S3.1'],
  ['cis-aws-foundations-benchmark/v/1.4.0/2.1.5.2', 'S3.8'],
]);

/** Rules that Security Hub makes under another name than the managed rule's, without prefix and hash → id. */
export const OWN_RULES: ReadonlyMap<string, string> = new Map([
  ['cloud-trail-log-file-validation', 'CloudTrail.4'],
  ['iam-password-policy-ensure-expires', 'IAM.17'],
  ['iam-password-policy-lowercase-letter-check', 'IAM.12'],
  ['iam-password-policy-minimum-length-check', 'IAM.15'],
  ['iam-password-policy-number-check', 'IAM.14'],
  ['iam-password-policy-prevent-reuse-check', 'IAM.16'],
  ['iam-password-policy-recommended-defaults', 'IAM.7'],
  ['iam-password-policy-symbol-check', 'IAM.13'],
  ['iam-password-policy-uppercase-letter-check', 'IAM.11'],
  ['kms-cmk-not-scheduled-for-deletion-2', 'KMS.3'],
  ['service-vpc-endpoint-enabled', 'EC2.10'],
]);
