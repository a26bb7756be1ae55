import { expect, test } from 'vitest';
import { asffType, cfnType } from './resource-type.ts';

test.each([
  ['AWS::S3::Bucket', 'AwsS3Bucket'],
  ['AWS::::Account', 'AwsAccount'],
  ['AWS::RDS::DBInstance', 'AwsRdsDbInstance'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AwsElbv2LoadBalancer'],
  ['AWS::ElasticLoadBalancing::LoadBalancer', 'AwsElbLoadBalancer'],
  ['AWS::EC2::EIP', 'AwsEc2Eip'],
  ['AWS::ApiGatewayV2::Stage', 'AwsApiGatewayV2Stage'],
  ['AWS::OpenSearch::Domain', 'AwsOpenSearchServiceDomain'],
  ['AWS::ACM::Certificate', 'AwsCertificateManagerCertificate'],
  ['AWS::StepFunctions::StateMachine', 'AwsStepFunctionStateMachine'],
  ['AWS::EC2::VPC', 'AwsEc2Vpc'],
])('%s and %s are names of one another', (cfn, asff) => {
  expect(asffType(cfn)).toBe(asff);
  expect(cfnType(asff)).toBe(cfn);
});

test.each([
  ['AWS S3 bucket', 'AwsS3Bucket', 'AWS::S3::Bucket'],
  ['awsS3bucket', 'AwsS3Bucket', 'AWS::S3::Bucket'],
  ['AWS::OpenSearchService::Domain', 'AwsOpenSearchServiceDomain', 'AWS::OpenSearch::Domain'],
  ['AWS::CertificateManager::Certificate', 'AwsCertificateManagerCertificate', 'AWS::ACM::Certificate'],
  ['AWS::WAFV2::WebACL', 'AwsWafv2WebAcl', 'AWS::WAFv2::WebACL'],
  ['AwsS3Object', 'AwsS3Object', undefined],
  ['Toaster', 'Other', undefined],
  ['', 'Other', undefined],
])('%s reads as %s', (type, asff, cfn) => {
  expect(asffType(type)).toBe(asff);
  expect(cfnType(type)).toBe(cfn);
});
