/**
 * IAM's prefix of services whose name is another. Generated from the signing names in botocore 1.43, and corrected by
 * the Service Authorization Reference. Written `client=prefix`; `client=` where actions are no operations' names.
 */
const PREFIXES: ReadonlyMap<string, string> = pairs(`
accessanalyzer=access-analyzer amp=aps api-gateway= apigatewaymanagementapi= apigatewayv2= app-mesh=appmesh
appconfigdata=appconfig appintegrations=app-integrations application-auto-scaling=application-autoscaling
application-discovery-service=discovery application-insights=applicationinsights
applicationcostprofiler=application-cost-profiler auto-scaling=autoscaling auto-scaling-plans=autoscaling-plans
backupsearch=backup-search bedrock-agent=bedrock bedrock-agent-runtime=bedrock
bedrock-agentcore-control=bedrock-agentcore bedrock-data-automation=bedrock
bedrock-data-automation-runtime=bedrock bedrock-runtime=bedrock chime-sdk-identity=chime
chime-sdk-media-pipelines=chime chime-sdk-meetings=chime chime-sdk-messaging=chime chime-sdk-voice=chime
cleanroomsml=cleanrooms-ml cloudcontrol=cloudformation cloudhsm-v2=cloudhsm cloudsearch-domain=cloudsearch
cloudwatch-logs=logs codeguruprofiler=codeguru-profiler cognito-identity-provider=cognito-idp
compute-optimizer-automation=aco-automation config-service=config connect-contact-lens=connect
connectcampaigns=connect-campaigns connectcampaignsv2=connect-campaigns connectcases=cases connecthealth=health-agent
connectparticipant= cost-and-usage-report-service=cur cost-explorer=ce customer-profiles=profile
data-pipeline=datapipeline database-migration-service=dms device-farm=devicefarm devops-agent=aidevops
direct-connect=directconnect directory-service=ds directory-service-data=ds-data docdb=rds dynamodb-streams=dynamodb
efs=elasticfilesystem elastic-beanstalk=elasticbeanstalk elastic-load-balancing=elasticloadbalancing
elastic-load-balancing-v2=elasticloadbalancing elasticsearch-service=es elementalinference=elemental-inference
emr=elasticmapreduce eventbridge=events finspace-data=finspace-api forecastquery=forecast
global-accelerator=globalaccelerator greengrassv2=greengrass iot-data-plane=iot iot-events=iotevents
iot-events-data=iotevents iot-jobs-data-plane=iotjobsdata iot-managed-integrations=iotmanagedintegrations
iot-wireless=iotwireless iotsecuretunneling=iot ivs-realtime=ivs keyspaces= keyspacesstreams=cassandra
kinesis-analytics=kinesisanalytics kinesis-analytics-v2=kinesisanalytics kinesis-video=kinesisvideo
kinesis-video-archived-media=kinesisvideo kinesis-video-media=kinesisvideo kinesis-video-signaling=kinesisvideo
kinesis-video-webrtc-storage=kinesisvideo launch-wizard=launchwizard lex-model-building-service=lex lex-models-v2=lex
lex-runtime-service=lex lex-runtime-v2=lex location=geo machine-learning=machinelearning mailmanager=ses
marketplace-agreement=aws-marketplace marketplace-catalog=aws-marketplace
marketplace-commerce-analytics=marketplacecommerceanalytics marketplace-deployment=aws-marketplace
marketplace-discovery=aws-marketplace marketplace-entitlement-service=aws-marketplace
marketplace-metering=aws-marketplace marketplace-reporting=aws-marketplace mediastore-data=mediastore
migration-hub=mgh migration-hub-refactor-spaces=refactor-spaces migrationhub-config=mgh
migrationhuborchestrator=migrationhub-orchestrator migrationhubstrategy=migrationhub-strategy mturk=mechanicalturk
mwaa=airflow mwaa-serverless=airflow-serverless neptune=rds neptunedata= notificationscontacts=notifications-contacts
opensearch=es opensearchserverless=aoss payment-cryptography-data=payment-cryptography personalize-events=personalize
personalize-runtime=personalize pinpoint=mobiletargeting pinpoint-email=ses pinpoint-sms-voice=sms-voice
pinpoint-sms-voice-v2=sms-voice qconnect=wisdom resource-groups-tagging-api=tag route-53=route53
route-53-domains=route53domains s3-control=s3 s3outposts=s3-outposts sagemaker-a2i-runtime=sagemaker
sagemaker-edge=sagemaker sagemaker-featurestore-runtime=sagemaker sagemaker-metrics=sagemaker
sagemaker-runtime=sagemaker secrets-manager=secretsmanager serverlessapplicationrepository=serverlessrepo
service-catalog=servicecatalog service-catalog-appregistry=servicecatalog service-quotas=servicequotas sesv2=ses
sfn=states signer-data=signer simpledb=sdb simpledbv2=sdb socialmessaging=social-messaging sso-admin=sso
sso-oidc=sso-oauth storage-gateway=storagegateway supplychain=scn support-app=supportapp taxsettings=tax
timestream-query=timestream timestream-write=timestream voice-id=voiceid workspaces-thin-client=thinclient
`);

/**
 * Operations that no IAM action of the same name stands for. Compared with the Service Authorization Reference; of S3,
 * out of "Required permissions for Amazon S3 API operations". Written `client:Operation=actions`; none: none is needed,
 * or which ones it takes hangs on the request.
 */
const EXCEPTIONS: ReadonlyMap<string, string> = pairs(`
cloudfront:CreateDistributionWithTags=cloudfront:CreateDistribution,cloudfront:TagResource
cloudfront:ListDistributionsByOwnedResource= dynamodb:BatchExecuteStatement= dynamodb:ExecuteStatement=
dynamodb:ExecuteTransaction= dynamodb:TransactGetItems=dynamodb:GetItem dynamodb:TransactWriteItems=
kms:ReEncrypt=kms:ReEncryptFrom,kms:ReEncryptTo lambda:Invoke=lambda:InvokeFunction
lambda:InvokeAsync=lambda:InvokeFunction s3-control:CreateBucket= s3-control:DeleteAccessPointScope=
s3-control:DeleteBucket= s3-control:DeleteBucketLifecycleConfiguration= s3-control:DeleteBucketPolicy=
s3-control:DeleteBucketReplication= s3-control:DeleteBucketTagging=
s3-control:DeletePublicAccessBlock=s3:PutAccountPublicAccessBlock s3-control:GetAccessPointScope= s3-control:GetBucket=
s3-control:GetBucketLifecycleConfiguration= s3-control:GetBucketPolicy= s3-control:GetBucketReplication=
s3-control:GetBucketTagging= s3-control:GetBucketVersioning=
s3-control:GetPublicAccessBlock=s3:GetAccountPublicAccessBlock s3-control:ListAccessPointsForDirectoryBuckets=
s3-control:ListRegionalBuckets= s3-control:PutAccessPointScope= s3-control:PutBucketLifecycleConfiguration=
s3-control:PutBucketPolicy= s3-control:PutBucketReplication= s3-control:PutBucketTagging=
s3-control:PutBucketVersioning= s3-control:PutPublicAccessBlock=s3:PutAccountPublicAccessBlock
s3:CompleteMultipartUpload=s3:PutObject s3:CopyObject=s3:PutObject
s3:CreateBucketMetadataConfiguration= s3:CreateMultipartUpload=s3:PutObject s3:CreateSession=
s3:DeleteBucketAnalyticsConfiguration=s3:PutAnalyticsConfiguration s3:DeleteBucketCors=s3:PutBucketCORS
s3:DeleteBucketEncryption=s3:PutEncryptionConfiguration
s3:DeleteBucketIntelligentTieringConfiguration=s3:PutIntelligentTieringConfiguration
s3:DeleteBucketInventoryConfiguration=s3:PutInventoryConfiguration
s3:DeleteBucketLifecycle=s3:PutLifecycleConfiguration s3:DeleteBucketMetadataConfiguration=
s3:DeleteBucketMetricsConfiguration=s3:PutMetricsConfiguration
s3:DeleteBucketOwnershipControls=s3:PutBucketOwnershipControls
s3:DeleteBucketReplication=s3:PutReplicationConfiguration s3:DeleteBucketTagging=s3:PutBucketTagging
s3:DeleteObjects=s3:DeleteObject s3:DeletePublicAccessBlock=s3:PutBucketPublicAccessBlock
s3:GetBucketAccelerateConfiguration=s3:GetAccelerateConfiguration
s3:GetBucketAnalyticsConfiguration=s3:GetAnalyticsConfiguration
s3:GetBucketEncryption=s3:GetEncryptionConfiguration
s3:GetBucketIntelligentTieringConfiguration=s3:GetIntelligentTieringConfiguration
s3:GetBucketInventoryConfiguration=s3:GetInventoryConfiguration
s3:GetBucketLifecycle=s3:GetLifecycleConfiguration s3:GetBucketLifecycleConfiguration=s3:GetLifecycleConfiguration
s3:GetBucketMetadataConfiguration= s3:GetBucketMetricsConfiguration=s3:GetMetricsConfiguration
s3:GetBucketNotificationConfiguration=s3:GetBucketNotification
s3:GetBucketReplication=s3:GetReplicationConfiguration
s3:GetObjectLockConfiguration=s3:GetBucketObjectLockConfiguration
s3:GetPublicAccessBlock=s3:GetBucketPublicAccessBlock s3:HeadBucket=s3:ListBucket s3:HeadObject=s3:GetObject
s3:ListBucketAnalyticsConfigurations=s3:GetAnalyticsConfiguration
s3:ListBucketIntelligentTieringConfigurations=s3:GetIntelligentTieringConfiguration
s3:ListBucketInventoryConfigurations=s3:GetInventoryConfiguration
s3:ListBucketMetricsConfigurations=s3:GetMetricsConfiguration s3:ListBuckets=s3:ListAllMyBuckets
s3:ListDirectoryBuckets= s3:ListMultipartUploads=s3:ListBucketMultipartUploads
s3:ListObjectVersions=s3:ListBucketVersions s3:ListObjects=s3:ListBucket s3:ListObjectsV2=s3:ListBucket
s3:ListParts=s3:ListMultipartUploadParts s3:PutBucketAccelerateConfiguration=s3:PutAccelerateConfiguration
s3:PutBucketAnalyticsConfiguration=s3:PutAnalyticsConfiguration
s3:PutBucketEncryption=s3:PutEncryptionConfiguration
s3:PutBucketIntelligentTieringConfiguration=s3:PutIntelligentTieringConfiguration
s3:PutBucketInventoryConfiguration=s3:PutInventoryConfiguration
s3:PutBucketLifecycle=s3:PutLifecycleConfiguration s3:PutBucketLifecycleConfiguration=s3:PutLifecycleConfiguration
s3:PutBucketMetricsConfiguration=s3:PutMetricsConfiguration
s3:PutBucketNotificationConfiguration=s3:PutBucketNotification
s3:PutBucketReplication=s3:PutReplicationConfiguration
s3:PutObjectLockConfiguration=s3:PutBucketObjectLockConfiguration
s3:PutPublicAccessBlock=s3:PutBucketPublicAccessBlock s3:RenameObject= s3:SelectObjectContent=s3:GetObject
s3:UploadPart=s3:PutObject s3:UploadPartCopy=s3:PutObject s3:WriteGetObjectResponse=
sns:PublishBatch=sns:Publish sqs:ChangeMessageVisibilityBatch=sqs:ChangeMessageVisibility
sqs:DeleteMessageBatch=sqs:DeleteMessage sqs:SendMessageBatch=sqs:SendMessage sts:GetAccessKeyInfo=
sts:GetCallerIdentity= sts:GetSessionToken=
`);

/** The IAM actions that a call of an operation needs, as far as they are known for certain. */
export function iamActionsOf(service: string, operation: string): readonly string[] {
  const exception = EXCEPTIONS.get(`${service}:${operation}`);
  if (exception !== undefined) return exception.split(',').filter((action) => action !== '');
  const prefix = PREFIXES.get(service) ?? service;
  return prefix === '' ? [] : [`${prefix}:${operation}`];
}

function pairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split('=') as [string, string]),
  );
}
