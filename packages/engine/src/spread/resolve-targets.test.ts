import type { Answer, ApiCall, DoorSession, JsonObject } from '@trueup/core';
import { expect, test } from 'vitest';
import { readUnits } from './read-units.ts';
import { resolveTargets, type ResolvedTargets } from './resolve-targets.ts';

/** Pages of each operation, given out by their tokens; the calls are kept. */
function scripted(pages: Readonly<Record<string, readonly (JsonObject | 'refused')[]>>): {
  readonly session: DoorSession;
  readonly calls: ApiCall[];
} {
  const calls: ApiCall[] = [];
  return {
    calls,
    session: {
      call(call): Promise<Answer> {
        calls.push(call);
        const { PaginationToken, NextToken, ParentId } = call.parameters;
        const key = typeof ParentId === 'string' ? `${call.operation} ${ParentId}` : call.operation;
        const page = Number(PaginationToken ?? NextToken ?? 0);
        const output = pages[key]?.[page];
        if (output === undefined) throw new Error(`no page ${page} of ${key}`);
        if (output !== 'refused') return Promise.resolve({ kind: 'answered', output });
        const failure = { code: 'AccessDenied', message: 'not you', httpStatus: 403, kind: 'access-denied' } as const;
        return Promise.resolve({ kind: 'failed', failure });
      },
    },
  };
}

const instance = (id: string): JsonObject => ({ ResourceARN: `arn:aws:ec2:eu-west-1:111111111111:instance/${id}` });
const bucket = (name: string): JsonObject => ({ ResourceARN: `arn:aws:s3:::${name}` });
const tagged = (
  pages: readonly (JsonObject | 'refused')[],
  type?: string,
  values: readonly string[] = ['prod'],
): Promise<ResolvedTargets> =>
  resolveTargets(scripted({ GetResources: pages }).session, type, [{ Key: 'tag:Env', Values: values }]);

test('a tag stands for the resources of all pages, in one order, each once', async () => {
  const pages = [
    { ResourceTagMappingList: [instance('i-2'), instance('i-1')], PaginationToken: '1' },
    { ResourceTagMappingList: [instance('i-2'), instance('i-3')], PaginationToken: '' },
  ];
  expect(await tagged(pages)).toEqual({ kind: 'values', values: ['i-1', 'i-2', 'i-3'] });
});

test("only resources of the document's type are targets, whatever AWS lists", async () => {
  const { session, calls } = scripted({ GetResources: [{ ResourceTagMappingList: [instance('i-1'), bucket('b')] }] });
  const targets = [{ Key: 'tag:Env', Values: ['prod'] }];
  expect(await resolveTargets(session, '/AWS::S3::Bucket', targets)).toEqual({ kind: 'values', values: ['b'] });
  expect(calls[0]?.parameters).toEqual({
    TagFilters: [{ Key: 'Env', Values: ['prod'] }],
    ResourceTypeFilters: ['s3'],
  });
});

test('more values than one call takes are asked for in several', async () => {
  const { session, calls } = scripted({ GetResources: [{ ResourceTagMappingList: [] }] });
  const values = Array.from({ length: 45 }, (_, index) => `v${index}`);
  await resolveTargets(session, undefined, [{ Key: 'tag:Env', Values: values }]);
  const asked = calls.map(({ parameters }) => (parameters['TagFilters'] as readonly { Values: string[] }[])[0]?.Values);
  expect(asked.map((list) => list?.length)).toEqual([20, 20, 5]);
  expect(asked.flat()).toEqual(values);
});

test.each<[string, Promise<ResolvedTargets>, string]>([
  [
    'a page that is refused',
    tagged([{ ResourceTagMappingList: [instance('i-1')], PaginationToken: '1' }, 'refused']),
    'resourcegroupstaggingapi GetResources: AccessDenied: not you',
  ],
  [
    'a list that goes in a circle',
    tagged([
      { ResourceTagMappingList: [], PaginationToken: '1' },
      { ResourceTagMappingList: [], PaginationToken: '1' },
    ]),
    'answers the same PaginationToken twice',
  ],
  [
    'more than a spread can have',
    tagged([{ ResourceTagMappingList: Array.from({ length: 5_001 }, (_, index) => bucket(`b${index}`)) }]),
    'lists more than 5000',
  ],
  ['something that is no ARN', tagged([{ ResourceTagMappingList: [{ ResourceARN: 'i-1' }] }]), "'i-1' is not an ARN"],
  ['a type that tags do not know', tagged([], '/AWS::Nope::Thing'), 'use a ResourceGroup. Known: AWS::AutoScaling'],
])('%s resolves to nothing at all, and says why', async (_what, resolved, reason) => {
  const found = await resolved;
  expect(found).toMatchObject({ kind: 'unread' });
  expect(found.kind === 'unread' && found.reason).toContain(reason);
});

test("a group stands for its members of the document's type", async () => {
  const member = (type: string, ResourceArn: string): JsonObject => ({
    Identifier: { ResourceArn, ResourceType: type },
  });
  const { session, calls } = scripted({
    ListGroupResources: [
      { Resources: [member('AWS::EC2::Instance', 'arn:aws:ec2:r:1:instance/i-1')], NextToken: '1' },
      { Resources: [member('AWS::S3::Bucket', 'arn:aws:s3:::b')] },
    ],
  });
  const targets = [{ Key: 'ResourceGroup', Values: ['web'] }];
  const found = await resolveTargets(session, '/AWS::EC2::Instance', targets);
  expect(found).toEqual({ kind: 'values', values: ['i-1'] });
  expect(calls.map(({ parameters }) => parameters)).toEqual([
    { Group: 'web', Filters: [{ Name: 'resource-type', Values: ['AWS::EC2::Instance'] }] },
    { Group: 'web', Filters: [{ Name: 'resource-type', Values: ['AWS::EC2::Instance'] }], NextToken: '1' },
  ]);
});

test('* stands for every instance that is not gone, and for nothing of another type', async () => {
  const { session, calls } = scripted({
    DescribeInstances: [
      { Reservations: [{ Instances: [{ InstanceId: 'i-2' }, { InstanceId: 'i-1' }] }], NextToken: '1' },
      { Reservations: [{ Instances: [{ InstanceId: 'i-3' }] }] },
    ],
  });
  const targets = [{ Key: 'InstanceIds', Values: ['*'] }];
  expect(await resolveTargets(session, '/AWS::EC2::Instance', targets)).toEqual({
    kind: 'values',
    values: ['i-1', 'i-2', 'i-3'],
  });
  const states = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };
  expect(calls[0]?.parameters).toEqual({ Filters: [states] });
  expect(await resolveTargets(session, '/AWS::S3::Bucket', targets)).toMatchObject({ kind: 'unread' });
});

test('a unit stands for its active accounts, and those of the units below when asked', async () => {
  const [TOP, BELOW] = ['ou-aaaa-11111111', 'ou-aaaa-22222222'] as const;
  const { session } = scripted({
    [`ListAccountsForParent ${TOP}`]: [
      { Accounts: [{ Id: '111111111111', Status: 'ACTIVE' }], NextToken: '1' },
      { Accounts: [{ Id: '222222222222', Status: 'SUSPENDED' }] },
    ],
    [`ListOrganizationalUnitsForParent ${TOP}`]: [{ OrganizationalUnits: [{ Id: BELOW }] }],
    [`ListAccountsForParent ${BELOW}`]: [{ Accounts: [{ Id: '333333333333', Status: 'ACTIVE' }] }],
    [`ListOrganizationalUnitsForParent ${BELOW}`]: [{ OrganizationalUnits: [] }],
  });
  const location = { Accounts: [TOP], Regions: ['eu-west-1'] };
  const read = await readUnits(session, [location, { ...location, IncludeChildOrganizationUnits: true }]);
  if (read.kind === 'unread') throw new Error(read.reason);
  expect(read.accountsOf({ id: TOP, deep: false })).toEqual(['111111111111']);
  expect(read.accountsOf({ id: TOP, deep: true })).toEqual(['111111111111', '333333333333']);
  expect(read.accountsOf({ id: BELOW, deep: false })).toBe(undefined);
});
