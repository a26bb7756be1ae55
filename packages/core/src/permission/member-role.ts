import type { LibraryEntry, PermissionStatement } from '../control/control.ts';
import type { JsonObject } from '../value/json.ts';

/** detect: only read; remediate: read, repair and undo. */
export type RoleMode = 'detect' | 'remediate';

/** A managed policy may hold 6,144 characters (IAM quotas); the rest is room for substituted names. */
const POLICY_ROOM = 5_500;
/** What an investigation reads: it is asked of every account, whatever its controls are. */
const INVESTIGATE = ['cloudtrail:LookupEvents'];
const PLACEHOLDER = /\{\{[^}]+\}\}/g;

/**
 * The identity policies that the member role needs for these controls, each within IAM's size limit. Placeholders for
 * what is only known at run time become `*`; the session policy of each execution narrows them again.
 * `partition` is written as it is given, so a template can pass its own reference.
 */
export function memberRolePolicies(entries: readonly LibraryEntry[], mode: RoleMode, partition: string): JsonObject[] {
  const read = [...new Set([...entries.flatMap((entry) => entry.permissions.detect), ...INVESTIGATE])].sort();
  const detect: JsonObject = { Sid: 'Detect', Effect: 'Allow', Action: read, Resource: '*' };
  const change = mode === 'remediate' ? entries.flatMap((entry) => changeStatements(entry, partition)) : [];
  return packed([detect, ...change]).map((statements) => ({ Version: '2012-10-17', Statement: statements }));
}

function packed(statements: readonly JsonObject[]): JsonObject[][] {
  const packs: JsonObject[][] = [];
  let room = 0;
  for (const statement of statements) {
    const size = JSON.stringify(statement).length + 1;
    const last = packs.at(-1);
    if (last && size <= room) last.push(statement);
    else packs.push([statement]);
    room = (last && size <= room ? room : POLICY_ROOM) - size;
  }
  return packs;
}

function changeStatements(entry: LibraryEntry, partition: string): JsonObject[] {
  const statements = [...entry.permissions.remediate, ...entry.permissions.undo];
  const seen = new Set<string>();
  return statements
    .map((statement) => ({
      Effect: 'Allow',
      Action: [...statement.Action],
      Resource: resources(statement, partition),
      ...(statement.Condition ? { Condition: opened(statement.Condition) } : {}),
    }))
    .filter((statement) => !seen.has(JSON.stringify(statement)) && seen.add(JSON.stringify(statement)))
    .map((statement, index) => ({ Sid: `${entry.control.id.replace(/[^A-Za-z0-9]/g, '')}${index + 1}`, ...statement }));
}

function resources(statement: PermissionStatement, partition: string): string[] {
  const given = typeof statement.Resource === 'string' ? [statement.Resource] : statement.Resource;
  return given.map((resource) =>
    resource === '{{ResourceArn}}' ? '*' : resource.replaceAll('{{Partition}}', partition).replace(PLACEHOLDER, '*'),
  );
}

/** A condition holds for any value that is only known at run time. Its operator takes wildcards, such as StringLike. */
function opened(condition: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(condition).replace(PLACEHOLDER, '*')) as JsonObject;
}

/** A CloudFormation template that makes the member role in an account. */
export function memberRoleTemplate(entries: readonly LibraryEntry[], mode: RoleMode): JsonObject {
  const policies = memberRolePolicies(entries, mode, '${AWS::Partition}');
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `The role that Trueup assumes in this account (${mode}).`,
    Parameters: {
      TrueupPrincipalArn: { Type: 'String', Description: 'ARN of the role or user that Trueup runs as.' },
      ExternalId: {
        Type: 'String',
        NoEcho: true,
        MinLength: 16,
        Description: 'The externalId of this account in the policy file.',
      },
      RoleName: { Type: 'String', Default: 'TrueupMember' },
    },
    Resources: {
      MemberRole: { Type: 'AWS::IAM::Role', Properties: roleProperties() },
      ...Object.fromEntries(policies.map((policy, index) => [`Policy${index + 1}`, managedPolicy(policy)])),
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['MemberRole', 'Arn'] } } },
  };
}

function roleProperties(): JsonObject {
  return {
    RoleName: { Ref: 'RoleName' },
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: { Ref: 'TrueupPrincipalArn' } },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
        },
      ],
    },
  };
}

function managedPolicy(policy: JsonObject): JsonObject {
  const statements = (policy['Statement'] as readonly JsonObject[]).map((statement) => ({
    ...statement,
    Resource: [statement['Resource'] as string | readonly string[]]
      .flat()
      .map((name) => (name.includes('${') ? { 'Fn::Sub': name } : name)),
  }));
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: { ...policy, Statement: statements }, Roles: [{ Ref: 'MemberRole' }] },
  };
}
