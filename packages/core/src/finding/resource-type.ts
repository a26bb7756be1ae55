/**
 * CloudFormation or Config name beside the ASFF name. The first CloudFormation name of an ASFF type is the one that
 * cfnType gives back; the rows after it are other names of the same thing. A table and not a rule: too many are
 * irregular. ASFF names: the members of ResourceDetails in Security Hub's API, and after them those that reporters use
 * in the same form for types without details.
 */
const TYPES: readonly (readonly [cfn: string, asff: string])[] = [
  ['AWS::::Account', 'AwsAccount'],
  ['AWS::ACM::Certificate', 'AwsCertificateManagerCertificate'],
  ['AWS::CertificateManager::Certificate', 'AwsCertificateManagerCertificate'],
  ['AWS::AmazonMQ::Broker', 'AwsAmazonMqBroker'],
  ['AWS::ApiGateway::RestApi', 'AwsApiGatewayRestApi'],
  ['AWS::ApiGateway::Stage', 'AwsApiGatewayStage'],
  ['AWS::ApiGatewayV2::Api', 'AwsApiGatewayV2Api'],
  ['AWS::ApiGatewayV2::Stage', 'AwsApiGatewayV2Stage'],
  ['AWS::AppSync::GraphQLApi', 'AwsAppSyncGraphQlApi'],
  ['AWS::Athena::WorkGroup', 'AwsAthenaWorkGroup'],
  ['AWS::AutoScaling::AutoScalingGroup', 'AwsAutoScalingAutoScalingGroup'],
  ['AWS::AutoScaling::LaunchConfiguration', 'AwsAutoScalingLaunchConfiguration'],
  ['AWS::Backup::BackupPlan', 'AwsBackupBackupPlan'],
  ['AWS::Backup::BackupVault', 'AwsBackupBackupVault'],
  ['AWS::Backup::RecoveryPoint', 'AwsBackupRecoveryPoint'],
  ['AWS::CloudFormation::Stack', 'AwsCloudFormationStack'],
  ['AWS::CloudFront::Distribution', 'AwsCloudFrontDistribution'],
  ['AWS::CloudTrail::Trail', 'AwsCloudTrailTrail'],
  ['AWS::CloudWatch::Alarm', 'AwsCloudWatchAlarm'],
  ['AWS::CodeBuild::Project', 'AwsCodeBuildProject'],
  ['AWS::DMS::Endpoint', 'AwsDmsEndpoint'],
  ['AWS::DMS::ReplicationInstance', 'AwsDmsReplicationInstance'],
  ['AWS::DMS::ReplicationTask', 'AwsDmsReplicationTask'],
  ['AWS::DynamoDB::Table', 'AwsDynamoDbTable'],
  ['AWS::EC2::ClientVpnEndpoint', 'AwsEc2ClientVpnEndpoint'],
  ['AWS::EC2::EIP', 'AwsEc2Eip'],
  ['AWS::EC2::Instance', 'AwsEc2Instance'],
  ['AWS::EC2::LaunchTemplate', 'AwsEc2LaunchTemplate'],
  ['AWS::EC2::NetworkAcl', 'AwsEc2NetworkAcl'],
  ['AWS::EC2::NetworkInterface', 'AwsEc2NetworkInterface'],
  ['AWS::EC2::RouteTable', 'AwsEc2RouteTable'],
  ['AWS::EC2::SecurityGroup', 'AwsEc2SecurityGroup'],
  ['AWS::EC2::Subnet', 'AwsEc2Subnet'],
  ['AWS::EC2::TransitGateway', 'AwsEc2TransitGateway'],
  ['AWS::EC2::Volume', 'AwsEc2Volume'],
  ['AWS::EC2::VPC', 'AwsEc2Vpc'],
  ['AWS::EC2::VPCEndpointService', 'AwsEc2VpcEndpointService'],
  ['AWS::EC2::VPCPeeringConnection', 'AwsEc2VpcPeeringConnection'],
  ['AWS::EC2::VPNConnection', 'AwsEc2VpnConnection'],
  ['AWS::ECR::Repository', 'AwsEcrRepository'],
  ['AWS::ECS::Cluster', 'AwsEcsCluster'],
  ['AWS::ECS::Service', 'AwsEcsService'],
  ['AWS::ECS::Task', 'AwsEcsTask'],
  ['AWS::ECS::TaskDefinition', 'AwsEcsTaskDefinition'],
  ['AWS::EFS::AccessPoint', 'AwsEfsAccessPoint'],
  ['AWS::EKS::Cluster', 'AwsEksCluster'],
  ['AWS::ElasticBeanstalk::Environment', 'AwsElasticBeanstalkEnvironment'],
  ['AWS::ElasticLoadBalancing::LoadBalancer', 'AwsElbLoadBalancer'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AwsElbv2LoadBalancer'],
  ['AWS::Elasticsearch::Domain', 'AwsElasticsearchDomain'],
  ['AWS::EventSchemas::Registry', 'AwsEventSchemasRegistry'],
  ['AWS::Events::Endpoint', 'AwsEventsEndpoint'],
  ['AWS::Events::EventBus', 'AwsEventsEventbus'],
  ['AWS::GuardDuty::Detector', 'AwsGuardDutyDetector'],
  ['AWS::IAM::AccessKey', 'AwsIamAccessKey'],
  ['AWS::IAM::Group', 'AwsIamGroup'],
  ['AWS::IAM::Policy', 'AwsIamPolicy'],
  ['AWS::IAM::ManagedPolicy', 'AwsIamPolicy'],
  ['AWS::IAM::Role', 'AwsIamRole'],
  ['AWS::IAM::User', 'AwsIamUser'],
  ['AWS::KMS::Key', 'AwsKmsKey'],
  ['AWS::Kinesis::Stream', 'AwsKinesisStream'],
  ['AWS::Lambda::Function', 'AwsLambdaFunction'],
  ['AWS::Lambda::LayerVersion', 'AwsLambdaLayerVersion'],
  ['AWS::MSK::Cluster', 'AwsMskCluster'],
  ['AWS::NetworkFirewall::Firewall', 'AwsNetworkFirewallFirewall'],
  ['AWS::NetworkFirewall::FirewallPolicy', 'AwsNetworkFirewallFirewallPolicy'],
  ['AWS::NetworkFirewall::RuleGroup', 'AwsNetworkFirewallRuleGroup'],
  ['AWS::OpenSearch::Domain', 'AwsOpenSearchServiceDomain'],
  ['AWS::OpenSearchService::Domain', 'AwsOpenSearchServiceDomain'],
  ['AWS::RDS::DBCluster', 'AwsRdsDbCluster'],
  ['AWS::RDS::DBClusterSnapshot', 'AwsRdsDbClusterSnapshot'],
  ['AWS::RDS::DBInstance', 'AwsRdsDbInstance'],
  ['AWS::RDS::DBSecurityGroup', 'AwsRdsDbSecurityGroup'],
  ['AWS::RDS::DBSnapshot', 'AwsRdsDbSnapshot'],
  ['AWS::RDS::EventSubscription', 'AwsRdsEventSubscription'],
  ['AWS::Redshift::Cluster', 'AwsRedshiftCluster'],
  ['AWS::Route53::HostedZone', 'AwsRoute53HostedZone'],
  ['AWS::S3::AccessPoint', 'AwsS3AccessPoint'],
  ['AWS::S3::AccountPublicAccessBlock', 'AwsS3AccountPublicAccessBlock'],
  ['AWS::S3::Bucket', 'AwsS3Bucket'],
  ['AWS::SNS::Topic', 'AwsSnsTopic'],
  ['AWS::SQS::Queue', 'AwsSqsQueue'],
  ['AWS::SSM::PatchCompliance', 'AwsSsmPatchCompliance'],
  ['AWS::SageMaker::NotebookInstance', 'AwsSageMakerNotebookInstance'],
  ['AWS::SecretsManager::Secret', 'AwsSecretsManagerSecret'],
  ['AWS::StepFunctions::StateMachine', 'AwsStepFunctionStateMachine'],
  ['AWS::WAF::RateBasedRule', 'AwsWafRateBasedRule'],
  ['AWS::WAF::Rule', 'AwsWafRule'],
  ['AWS::WAF::RuleGroup', 'AwsWafRuleGroup'],
  ['AWS::WAF::WebACL', 'AwsWafWebAcl'],
  ['AWS::WAFRegional::RateBasedRule', 'AwsWafRegionalRateBasedRule'],
  ['AWS::WAFRegional::Rule', 'AwsWafRegionalRule'],
  ['AWS::WAFRegional::RuleGroup', 'AwsWafRegionalRuleGroup'],
  ['AWS::WAFRegional::WebACL', 'AwsWafRegionalWebAcl'],
  ['AWS::WAFv2::RuleGroup', 'AwsWafv2RuleGroup'],
  ['AWS::WAFv2::WebACL', 'AwsWafv2WebAcl'],
  ['AWS::XRay::EncryptionConfig', 'AwsXrayEncryptionConfig'],
  ['AWS::EC2::FlowLog', 'AwsEc2FlowLog'],
  ['AWS::EC2::Image', 'AwsEc2Image'],
  ['AWS::EC2::Snapshot', 'AwsEc2Snapshot'],
  ['AWS::EC2::SnapshotBlockPublicAccess', 'AwsEc2SnapshotBlockPublicAccess'],
  ['AWS::EC2::VPCBlockPublicAccessOptions', 'AwsEc2VpcBlockPublicAccessOptions'],
  ['AWS::EC2::VPCEndpoint', 'AwsEc2VpcEndpoint'],
  ['AWS::EFS::FileSystem', 'AwsEfsFileSystem'],
  ['AWS::EKS::Nodegroup', 'AwsEksNodegroup'],
  ['AWS::ElastiCache::CacheCluster', 'AwsElastiCacheCacheCluster'],
  ['AWS::ElastiCache::ReplicationGroup', 'AwsElastiCacheReplicationGroup'],
  ['AWS::Logs::LogGroup', 'AwsLogsLogGroup'],
  ['AWS::RDS::DBProxy', 'AwsRdsDbProxy'],
  ['AWS::Redshift::ClusterParameterGroup', 'AwsRedshiftClusterParameterGroup'],
  ['AWS::SSM::AssociationCompliance', 'AwsSsmAssociationCompliance'],
  ['AWS::SSM::Document', 'AwsSsmDocument'],
];

/** ASFF types of things that CloudFormation and Config have no name for. */
const ASFF_ONLY = ['AwsEcrContainerImage', 'AwsEcsContainer', 'AwsS3Object', 'CodeRepository', 'Container', 'Other'];

/** Spellings differ by case, spaces and punctuation: `AWS::S3::Bucket`, `AwsS3Bucket`, `AWS S3 bucket`. */
function spelling(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}

const BY_CFN = new Map(TYPES.map((row) => [spelling(row[0]), row] as const));
const UNNAMED = new Map(ASFF_ONLY.map((type) => [spelling(type), type] as const));
// Written last to first, so that the first row of an ASFF type is the one that stays.
const BY_ASFF = new Map(TYPES.toReversed().map((row) => [spelling(row[1]), row] as const));

/** The ASFF type of a CloudFormation, Config or ASFF type in any spelling; `Other` for one that has none. */
export function asffType(type: string): string {
  const key = spelling(type);
  return (BY_CFN.get(key) ?? BY_ASFF.get(key))?.[1] ?? UNNAMED.get(key) ?? 'Other';
}

/** The CloudFormation type (Config's, where the two differ) of a type in any spelling; undefined when not known. */
export function cfnType(type: string): string | undefined {
  const key = spelling(type);
  return (BY_ASFF.get(key) ?? BY_CFN.get(key))?.[0];
}
