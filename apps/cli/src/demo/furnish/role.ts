import { text, type Cloud } from '../cloud.ts';

/** A role with a customer managed policy whose first version is narrow and whose current one allows `action`. */
export async function addRole(cloud: Cloud, name: string, action: string): Promise<string> {
  await cloud.call('iam', 'CreateRole', {
    RoleName: name,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  });
  const created = await cloud.call('iam', 'CreatePolicy', {
    PolicyName: `${name}-access`,
    PolicyDocument: allow('s3:GetObject'),
  });
  const policy = text(created, 'Policy', 'Arn');
  if (action !== 's3:GetObject') {
    await cloud.call('iam', 'CreatePolicyVersion', {
      PolicyArn: policy,
      PolicyDocument: allow(action),
      SetAsDefault: true,
    });
  }
  await cloud.call('iam', 'AttachRolePolicy', { RoleName: name, PolicyArn: policy });
  return name;
}

function allow(action: string): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
}
