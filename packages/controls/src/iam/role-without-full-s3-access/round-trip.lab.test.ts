import type { JsonObject } from '@trueup/core';
import { describeRoundTrip, type LabAws } from '@trueup/testing';
import { expect } from 'vitest';
import { libraryEntry } from '../../index.ts';

const entry = libraryEntry('Trueup.IAM.1');
const RoleName = 'app';
const all = documentText('s3:*');
const readOnly = documentText('s3:GetObject');

describeRoundTrip(entry, {
  name: 'a role whose policy gained full access in its latest version',
  async arrange(aws) {
    await makeRole(aws);
    await attach(aws, await makePolicy(aws, 'gained', [readOnly, all]));
    return { type: 'AWS::IAM::Role', id: RoleName };
  },
  async prove(aws) {
    expect(await attachedNames(aws)).toEqual(['gained', 'neighbour']);
    expect(await defaultVersion(aws, 'gained')).toBe('v1');
    await proveNeighbours(aws);
  },
});

describeRoundTrip(entry, {
  name: 'a role with two policies that never were without it, one that gained it, and two inline',
  async arrange(aws) {
    await makeRole(aws);
    for (const name of ['born-1', 'born-2']) await attach(aws, await makePolicy(aws, name, [all]));
    await attach(aws, await makePolicy(aws, 'gained', [readOnly, all]));
    for (const PolicyName of ['all-1', 'all-2']) {
      await aws.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: all });
    }
    return { type: 'AWS::IAM::Role', id: RoleName };
  },
  async prove(aws) {
    expect(await attachedNames(aws)).toEqual(['gained', 'neighbour']);
    expect(await defaultVersion(aws, 'gained')).toBe('v1');
    await proveNeighbours(aws);
  },
});

/** A role with an attached and an inline policy that are in order, and another role with the same fault. */
async function makeRole(aws: LabAws): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  await aws.call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument });
  await aws.call('iam', 'CreateRole', { RoleName: 'other', AssumeRolePolicyDocument });
  await aws.call('iam', 'PutRolePolicy', { RoleName, PolicyName: 'read', PolicyDocument: readOnly });
  await aws.call('iam', 'PutRolePolicy', { RoleName: 'other', PolicyName: 'all', PolicyDocument: all });
  await attach(aws, await makePolicy(aws, 'neighbour', [readOnly]));
}

/** The last of the documents becomes the default version. */
async function makePolicy(aws: LabAws, PolicyName: string, [first, ...others]: readonly string[]): Promise<string> {
  const made = await aws.call('iam', 'CreatePolicy', { PolicyName, Path: '/team/', PolicyDocument: first ?? '' });
  const PolicyArn = String((made['Policy'] as JsonObject)['Arn']);
  for (const PolicyDocument of others) {
    await aws.call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true });
  }
  return PolicyArn;
}

async function attach(aws: LabAws, PolicyArn: string): Promise<void> {
  await aws.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
}

async function proveNeighbours(aws: LabAws): Promise<void> {
  expect(await aws.call('iam', 'ListRolePolicies', { RoleName })).toMatchObject({ PolicyNames: ['read'] });
  expect(await aws.call('iam', 'ListRolePolicies', { RoleName: 'other' })).toMatchObject({ PolicyNames: ['all'] });
  expect(await defaultVersion(aws, 'neighbour')).toBe('v1');
}

async function attachedNames(aws: LabAws): Promise<string[]> {
  const { AttachedPolicies } = await aws.call('iam', 'ListAttachedRolePolicies', { RoleName });
  return (AttachedPolicies as JsonObject[]).map(({ PolicyName }) => String(PolicyName)).sort();
}

async function defaultVersion(aws: LabAws, name: string): Promise<unknown> {
  const PolicyArn = `arn:aws:iam::${aws.accountId}:policy/team/${name}`;
  return ((await aws.call('iam', 'GetPolicy', { PolicyArn }))['Policy'] as JsonObject)['DefaultVersionId'];
}

function documentText(Action: string): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
}
