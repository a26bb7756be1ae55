/**
 * The policies of AWS whose default version allows every S3 action on every resource, by path and name. A snapshot
 * holds no text of AWS managed policies, so they are known by name, from the texts that AWS published in March 2026.
 */
const WITH_FULL_S3_ACCESS = [
  'AdministratorAccess',
  'AmazonElasticMapReduceFullAccess',
  'AmazonS3FullAccess',
  'PowerUserAccess',
  'SageMakerStudioAdminIAMPermissiveExecutionPolicy',
  'SageMakerStudioUserIAMPermissiveExecutionPolicy',
  'job-function/SystemAdministrator',
  'service-role/AmazonEC2RoleforDataPipelineRole',
  'service-role/AmazonElasticMapReduceforEC2Role',
];

const AWS_MANAGED = /^arn:[\w-]+:iam::aws:policy\/(.+)$/;

export function isAwsManagedWithFullS3Access(policyArn: string): boolean {
  const name = AWS_MANAGED.exec(policyArn)?.[1];
  return name !== undefined && WITH_FULL_S3_ACCESS.includes(name);
}
