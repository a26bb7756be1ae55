import { foldName } from './sdk.ts';
import { servicePackage } from './service-package.ts';

/** Verbs that read in every service of AWS, but for `WRITES`. Compared with the IAM service authorization reference. */
const READ_VERBS =
  /^(Describe|Get|List|Head|BatchGet|BatchDescribe|Lookup|Search|Query|Scan|Select|Simulate|Validate|Preview|Check|Filter|Estimate)(?=[A-Z0-9]|$)/;

/**
 * Operations with a reading verb that change something, run something of the customer's, or hand out credentials.
 * Credentials count as a write because they would let a plan act beyond the door.
 */
const WRITES: ReadonlySet<string> = words(`
  amplifybackend:GetToken apigatewayv2:PreviewPortal appconfig:ValidateConfiguration athena:GetSessionEndpoint
  auditmanager:GetEvidenceFileUploadUrl bedrock-agentcore:GetResourcePaymentToken
  bedrock-agentcore:GetResourceApiKey bedrock-agentcore:GetResourceOauth2Token bedrock-agentcore:GetWorkloadAccessToken
  bedrock-agentcore:GetWorkloadAccessTokenForJWT bedrock-agentcore:GetWorkloadAccessTokenForUserId
  codeartifact:GetAuthorizationToken
  cognito-identity:GetCredentialsForIdentity cognito-identity:GetId cognito-identity:GetOpenIdToken
  cognito-identity:GetOpenIdTokenForDeveloperIdentity cognito-identity-provider:GetTokensFromRefreshToken
  connect:GetFederationToken datazone:GetEnvironmentCredentials
  datazone:GetIamPortalLoginUrl
  ecr:GetAuthorizationToken ecr-public:GetAuthorizationToken
  emr:GetClusterSessionCredentials emr:GetOnClusterAppUIPresignedURL emr:GetPersistentAppUIPresignedURL
  emr-containers:GetManagedEndpointSessionCredentials
  finspace-data:GetProgrammaticAccessCredentials gamelift:GetComputeAccess gamelift:GetComputeAuthToken gamelift:GetInstanceAccess
  lakeformation:GetTemporaryDataLocationCredentials
  lakeformation:GetTemporaryGluePartitionCredentials lakeformation:GetTemporaryGlueTableCredentials
  license-manager:CheckInLicense license-manager:GetAccessToken
  lightsail:GetInstanceAccessDetails lightsail:GetRelationalDatabaseMasterUserPassword
  pca-connector-scep:GetChallengePassword quicksight:GetDashboardEmbedUrl quicksight:GetSessionEmbedUrl
  redshift:GetClusterCredentials redshift:GetClusterCredentialsWithIAM redshift:GetIdentityCenterAuthToken
  redshift-serverless:GetCredentials redshift-serverless:GetIdentityCenterAuthToken
  s3-control:GetDataAccess security-ir:GetCaseAttachmentUploadUrl sfn:GetActivityTask
  socialmessaging:GetWhatsAppMessageMedia ssm:GetAccessToken sso:GetRoleCredentials
  sts:GetDelegatedAccessToken sts:GetFederationToken sts:GetSessionToken sts:GetWebIdentityToken
`);

/** Operations without a reading verb that only read or only compute. */
const READS: ReadonlySet<string> = words(`
  cloudfront:TestFunction
  cognito-identity-provider:AdminGetDevice cognito-identity-provider:AdminGetUser
  cognito-identity-provider:AdminListDevices cognito-identity-provider:AdminListGroupsForUser
  cognito-identity-provider:AdminListUserAuthEvents
  cloudwatch-logs:StartQuery cloudwatch-logs:StopQuery cloudwatch-logs:TestMetricFilter
  cloudwatch-logs:TestTransformer
  dynamodb:TransactGetItems
  ec2:ExportClientVpnClientCertificateRevocationList ec2:ExportClientVpnClientConfiguration
  ecr:BatchCheckLayerAvailability ecr-public:BatchCheckLayerAvailability ecs:DiscoverPollEndpoint
  eventbridge:TestEventPattern identitystore:IsMemberInGroups iot:TestAuthorization
  kinesis:SubscribeToShard kms:Decrypt kms:DeriveSharedSecret kms:Encrypt kms:GenerateDataKey
  kms:GenerateDataKeyPair kms:GenerateDataKeyPairWithoutPlaintext kms:GenerateDataKeyWithoutPlaintext
  kms:GenerateMac kms:GenerateRandom kms:ReEncrypt kms:Verify kms:VerifyMac
  macie2:TestCustomDataIdentifier rds:DownloadDBLogFilePortion
  route-53:TestDNSAnswer schemas:ExportSchema servicediscovery:DiscoverInstances
  servicediscovery:DiscoverInstancesRevision ses:TestRenderTemplate sesv2:TestRenderEmailTemplate
  sts:DecodeAuthorizationMessage swf:CountClosedWorkflowExecutions swf:CountOpenWorkflowExecutions
  swf:CountPendingActivityTasks swf:CountPendingDecisionTasks
  verifiedpermissions:BatchIsAuthorized verifiedpermissions:BatchIsAuthorizedWithToken
  verifiedpermissions:IsAuthorized verifiedpermissions:IsAuthorizedWithToken
`);

/**
 * Whether an operation may run in plan mode. Takes boto3's names too (`describe_instances`).
 * What is not known to read is a write. So are jobs that AWS only starts for a reader, such as
 * `iam:GenerateCredentialReport` and `cloudformation:DetectStackDrift`: they leave something behind.
 */
export function accessOf(service: string, operation: string): 'read' | 'write' {
  const name = pascalCase(operation);
  const key = `${servicePackage(service) ?? service}:${foldName(name)}`;
  if (WRITES.has(key)) return 'write';
  return READ_VERBS.test(name) || READS.has(key) ? 'read' : 'write';
}

function pascalCase(operation: string): string {
  return operation.replace(/(?:^|[_-])([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

function words(text: string): ReadonlySet<string> {
  const folded = (entry: string): string => {
    const [service = '', operation = ''] = entry.split(':');
    return `${service}:${foldName(operation)}`;
  };
  return new Set(text.trim().split(/\s+/).map(folded));
}
