import fc from 'fast-check';
import { judge, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';

const full = documentOf('s3:*');
const narrow = documentOf('s3:GetObject');
const OWN = 'arn:aws:iam::111122223333:policy/team/app';

/** A customer managed policy. The last of its versions is the newest. */
function customerManaged(
  PolicyArn: string,
  documents: readonly JsonObject[],
  standing = documents.length - 1,
): JsonObject {
  return {
    PolicyArn,
    PolicyName: PolicyArn.replace(/^.*\//, ''),
    DefaultVersionId: `v${standing + 1}`,
    Document: documents[standing],
    Versions: documents.map((Document, index) => ({
      VersionId: `v${index + 1}`,
      IsDefaultVersion: index === standing,
      ...(index === standing ? {} : { Document }),
    })),
  };
}
const awsManaged = (name: string): JsonObject => ({ PolicyArn: `arn:aws:iam::aws:policy/${name}`, PolicyName: name });
const inline = (PolicyName: string, Document: JsonObject): JsonObject => ({ PolicyName, Document });

test.each<[string, string, JsonObject[], JsonObject[]]>([
  ['a role without policies', 'compliant', [], []],
  ['a role that may read objects', 'compliant', [customerManaged(OWN, [narrow])], [inline('read', narrow)]],
  [
    'a role whose policy granted full access in an earlier version',
    'compliant',
    [customerManaged(OWN, [full, narrow])],
    [],
  ],
  ['a role with an AWS managed policy for something else', 'compliant', [awsManaged('AmazonS3ReadOnlyAccess')], []],
  [
    'a role with a policy of its own called like one of AWS',
    'compliant',
    [customerManaged('arn:aws:iam::111122223333:policy/AdministratorAccess', [narrow])],
    [],
  ],
  ['a role whose policy gained full access', 'non-compliant', [customerManaged(OWN, [narrow, full])], []],
  ['a role with full access inline', 'non-compliant', [], [inline('all', full)]],
  ['a role with AmazonS3FullAccess', 'non-compliant', [awsManaged('AmazonS3FullAccess')], []],
  ['a role with AdministratorAccess', 'non-compliant', [awsManaged('AdministratorAccess')], []],
  [
    'a role with a job function that takes in S3',
    'non-compliant',
    [awsManaged('job-function/SystemAdministrator')],
    [],
  ],
])('%s is %s', (_name, expected, attached, inlined) => {
  expect(judge(control, role(attached, inlined), {}).kind).toBe(expected);
});

test('a role of IAM Identity Center is not applicable, because IAM refuses to change it', () => {
  const seen = role([awsManaged('AdministratorAccess')], []);
  const Role = { RoleName: 'AWSReservedSSO_Admin', Path: '/aws-reserved/sso.amazonaws.com/' };
  expect(judge(control, { ...seen, configuration: { ...seen.configuration, Role } }, {}).kind).toBe('not-applicable');
});

test.each<[string, JsonObject, JsonObject, JsonObject]>([
  [
    'back to the version before',
    customerManaged(OWN, [narrow, full]),
    {},
    { SetBackPolicy1: 'team/app', SetBackVersion1: 'v1' },
  ],
  [
    'back to the newest version that does not grant it',
    customerManaged(OWN, [narrow, narrow, full, full]),
    {},
    { SetBackVersion1: 'v2' },
  ],
  [
    'on to a newer version that does not grant it',
    customerManaged(OWN, [full, narrow], 0),
    {},
    { SetBackVersion1: 'v2' },
  ],
  [
    'back to the approved version',
    customerManaged(OWN, [narrow, narrow, full]),
    { [OWN]: 'v1' },
    { SetBackVersion1: 'v1' },
  ],
  ['off when every version grants it', customerManaged(OWN, [full, full]), {}, { SetBackPolicy1: '', DetachArn1: OWN }],
  [
    'off when the approved version grants it',
    customerManaged(OWN, [narrow, full, full]),
    { [OWN]: 'v2' },
    { DetachArn1: OWN },
  ],
  ['off when the approved version is gone', customerManaged(OWN, [narrow, full]), { [OWN]: 'v9' }, { DetachArn1: OWN }],
  [
    'off when AWS manages it',
    awsManaged('PowerUserAccess'),
    {},
    { DetachArn1: 'arn:aws:iam::aws:policy/PowerUserAccess' },
  ],
])('a policy goes %s', (_name, policy, approvedPolicyVersions, input) => {
  expect(control.input(role([policy], []), { approvedPolicyVersions })).toMatchObject(input);
});

test('v10 is newer than v9', () => {
  const versions = Array.from({ length: 10 }, () => narrow);
  expect(control.input(role([customerManaged(OWN, [...versions, full])], []), {})).toMatchObject({
    SetBackVersion1: 'v10',
  });
});

test('a version whose text was not read is not gone back to', () => {
  const policy = customerManaged(OWN, [narrow, full]);
  const unread = {
    ...policy,
    Versions: [
      { VersionId: 'v1', IsDefaultVersion: false },
      { VersionId: 'v2', IsDefaultVersion: true },
    ],
  };
  expect(control.input(role([unread], []), {})).toMatchObject({ SetBackPolicy1: '', DetachArn1: OWN });
});

/** A faulty role with up to three policies of each kind, and neighbours that must stay. */
const faulty = fc
  .record({
    gained: fc.nat({ max: 3 }),
    born: fc.nat({ max: 1 }),
    managed: fc.subarray(['AdministratorAccess', 'AmazonS3FullAccess']),
    inlined: fc.nat({ max: 3 }),
  })
  .filter(({ gained, born, managed, inlined }) => gained + born + managed.length + inlined > 0)
  .map(({ gained, born, managed, inlined }) =>
    role(
      [
        customerManaged(`${OWN}-harmless`, [full, narrow]),
        ...Array.from({ length: gained }, (_, index) => customerManaged(`${OWN}-${index}`, [narrow, full])),
        ...Array.from({ length: born }, () => customerManaged(`${OWN}-born`, [full])),
        ...managed.map(awsManaged),
        awsManaged('AmazonS3ReadOnlyAccess'),
      ],
      [inline('read', narrow), ...Array.from({ length: inlined }, (_, index) => inline(`all-${index}`, full))],
    ),
  );

test('after the repair the role is compliant, and policies that do not grant it are as they were', () => {
  fc.assert(
    fc.property(faulty, (before) => {
      const repair = repairOf(control, before);
      expect(repair.verdict).toBe('compliant');
      expect(repair.changed.every((path) => /^(Attached|Inline)Policies\[/.test(path))).toBe(true);
      const after = control.repaired(before, {}) as Record<string, JsonObject[]>;
      expect(after['AttachedPolicies']).toContainEqual(customerManaged(`${OWN}-harmless`, [full, narrow]));
      expect(after['AttachedPolicies']).toContainEqual(awsManaged('AmazonS3ReadOnlyAccess'));
      expect(after['InlinePolicies']).toEqual([inline('read', narrow)]);
    }),
  );
});

test('a policy that was set back reads as the policy would with that version as its default', () => {
  const repaired = control.repaired(role([customerManaged(OWN, [narrow, full])], []), {});
  expect(repaired['AttachedPolicies']).toEqual([customerManaged(OWN, [narrow, full], 0)]);
});

test('of more than three inline policies three are deleted, and the role stays non-compliant', () => {
  const before = role(
    [],
    ['a', 'b', 'c', 'd'].map((name) => inline(name, full)),
  );
  expect(control.input(before, {})).toMatchObject({ DeleteInline1: 'a', DeleteInline2: 'b', DeleteInline3: 'c' });
  expect(control.repaired(before, {})['InlinePolicies']).toEqual([inline('d', full)]);
  expect(repairOf(control, before).verdict).toBe('non-compliant');
});

test('the undo gives back what the repair takes', () => {
  if (control.undo.kind !== 'runbook') throw new Error('Trueup.IAM.1 has an undo');
  const before = role([awsManaged('AmazonS3FullAccess'), customerManaged(OWN, [narrow, full])], [inline('all', full)]);
  expect(control.undo.input(before, {})).toMatchObject({
    RoleName: 'app',
    RestorePolicy1: 'team/app',
    RestoreVersion1: 'v2',
    RestorePolicy2: '',
    AttachArn1: 'arn:aws:iam::aws:policy/AmazonS3FullAccess',
    AttachArn2: '',
    PutInline1: 'all',
    PutInlineDocument1: JSON.stringify(full),
    PutInline2: '',
  });
});

test.each([{ approvedPolicyVersions: { app: 'v1' } }, { approvedPolicyVersions: { [OWN]: '1' } }, { approved: {} }])(
  'the parameters %j are refused',
  (given) => {
    expect(control.parameters.safeParse(given).success).toBe(false);
  },
);

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = role([awsManaged('AmazonS3FullAccess'), customerManaged(OWN, [narrow, full])], [inline('all', full)]);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function documentOf(Action: string): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
}

function role(AttachedPolicies: readonly JsonObject[], InlinePolicies: readonly JsonObject[]): Snapshot {
  const Role = { RoleName: 'app', Path: '/', RoleId: 'AROAEXAMPLE', AssumeRolePolicyDocument: {} };
  return snapshotOf('AWS::IAM::Role', 'app', { Role, AttachedPolicies, InlinePolicies });
}
