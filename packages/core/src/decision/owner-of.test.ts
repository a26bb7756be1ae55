import { expect, test } from 'vitest';
import { ownerOf, type CodeOwner } from './owner-of.ts';

const STACK_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/5b1e3a40';

test.each<[string, Record<string, string>, CodeOwner | undefined]>([
  ['no tags', {}, undefined],
  ['tags of people', { env: 'prod', 'managed-by': 'platform team' }, undefined],
  ['the name of a stack', { 'aws:cloudformation:stack-name': 'shop' }, { tool: 'CloudFormation', name: 'shop' }],
  ['the id of a stack', { 'aws:cloudformation:stack-id': STACK_ID }, { tool: 'CloudFormation', name: 'shop' }],
  [
    'CDK beside the stack',
    { 'aws:cloudformation:stack-name': 'shop', 'aws-cdk:auto-delete-objects': 'true' },
    { tool: 'CDK', name: 'shop' },
  ],
  ['CDK alone', { 'aws:cdk:path': 'Shop/Bucket' }, { tool: 'CDK', name: 'aws:cdk:path' }],
  ['terraform=true', { Terraform: 'true' }, { tool: 'Terraform', name: 'Terraform' }],
  ['terraform=false', { Terraform: 'false' }, undefined],
  ['terraform with a place', { terraform: 'live/prod/s3' }, { tool: 'Terraform', name: 'live/prod/s3' }],
  ['managed-by terraform', { ManagedBy: 'Terraform' }, { tool: 'Terraform', name: 'ManagedBy' }],
  ['managed_by terragrunt', { managed_by: 'terragrunt' }, { tool: 'Terraform', name: 'managed_by' }],
  ['with a prefix', { 'acme:provisioned-by': 'OpenTofu' }, { tool: 'Terraform', name: 'acme:provisioned-by' }],
  ['a workspace', { terraform: 'yes', 'terraform:workspace': 'prod' }, { tool: 'Terraform', name: 'prod' }],
  ['an empty workspace', { 'terraform-workspace': '' }, undefined],
])('of %s', (_name, tags, owner) => {
  expect(ownerOf(tags)).toEqual(owner);
});
