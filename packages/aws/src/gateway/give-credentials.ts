import { foldName } from '../door/sdk.ts';

/** Beside STS's: operations that hand out credentials of AWS. */
const GIVE_CREDENTIALS: ReadonlySet<string> = new Set(
  `
codepipeline:GetJobDetails codepipeline:GetThirdPartyJobDetails codepipeline:PollForJobs
cognito-identity:GetCredentialsForIdentity connect:GetFederationToken datazone:GetEnvironmentCredentials
deadline:AssumeFleetRoleForRead deadline:AssumeFleetRoleForWorker deadline:AssumeQueueRoleForRead
deadline:AssumeQueueRoleForUser deadline:AssumeQueueRoleForWorker
eks-auth:AssumeRoleForPodIdentity emr:GetClusterSessionCredentials
emr-containers:GetManagedEndpointSessionCredentials finspace-data:GetProgrammaticAccessCredentials
gamelift:GetComputeAccess gamelift:GetInstanceAccess gamelift:RequestUploadCredentials
lakeformation:AssumeDecoratedRoleWithSAML lakeformation:GetTemporaryDataLocationCredentials
lakeformation:GetTemporaryGluePartitionCredentials lakeformation:GetTemporaryGlueTableCredentials
lightsail:CreateBucketAccessKey rolesanywhere:CreateSession s3-control:GetDataAccess s3:CreateSession
ssm:GetAccessToken sso:GetRoleCredentials sso-oidc:CreateToken sso-oidc:CreateTokenWithIAM
`
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [servicePackage = '', operation = ''] = entry.split(':');
      return key(servicePackage, operation);
    }),
);

/** Whatever the case of letters: some services do not look at it. */
export function givesCredentials(servicePackage: string, operation: string): boolean {
  return GIVE_CREDENTIALS.has(key(servicePackage, operation));
}

function key(servicePackage: string, operation: string): string {
  return `${servicePackage}:${foldName(operation)}`;
}
