import { expect, test } from 'vitest';
import type { TargetLocation } from '../runbook/command.ts';
import type { RunbookDocument } from '../runbook/document.ts';
import { bindShared, expandTargets } from './expand-targets.ts';
import { expandLocations, placeName, spreadWithin, unitsWanted, type Places } from './expand-locations.ts';
import { namedByArn } from './target-type.ts';

const DOCUMENT: RunbookDocument = {
  schemaVersion: '0.3',
  parameters: {
    InstanceId: { type: 'StringList' },
    Bucket: { type: 'String' },
    State: { type: 'String', default: 'stopped' },
  },
  variables: {},
  mainSteps: [],
  outputs: [],
  files: {},
};

const values = (targetParameterName: string, ...Values: string[]) =>
  expandTargets(DOCUMENT, { targetParameterName, targets: [{ Key: 'ParameterValues', Values }] });

test('each value is a target; a list parameter gets a list of one', () => {
  expect(values('Bucket', 'a', 'b')).toEqual([
    { name: 'a', parameters: { Bucket: 'a' } },
    { name: 'b', parameters: { Bucket: 'b' } },
  ]);
  expect(values('InstanceId', 'i-1')).toEqual([{ name: 'i-1', parameters: { InstanceId: ['i-1'] } }]);
});

test('a value that is given twice is one target', () => {
  expect(values('Bucket', 'a', 'b', 'a')?.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('each map is a target and supplies all of its parameters', () => {
  const targetMaps = [{ Bucket: ['a'], State: ['running'] }, { Bucket: ['b'] }];
  expect(expandTargets(DOCUMENT, { targetMaps })).toEqual([
    { name: 'Bucket=a State=running', parameters: { Bucket: ['a'], State: ['running'] } },
    { name: 'Bucket=b', parameters: { Bucket: ['b'] } },
  ]);
});

test('a tag has to be asked for', () => {
  expect(expandTargets(DOCUMENT, { targetParameterName: 'Bucket', targets: [{ Key: 'tag:A', Values: ['b'] }] })).toBe(
    undefined,
  );
});

test('what the targets supply is not asked of the caller, and what he supplies for it does not count', () => {
  const spread = { targetMaps: [{ InstanceId: ['i-1'] }], supplied: { Bucket: ['mine'], InstanceId: ['i-2'] } };
  const context = { executionId: 'e', accountId: '1', region: 'r', partition: 'aws' } as never;
  expect(bindShared(DOCUMENT, spread, context, '2026-01-01T00:00:00.000Z')).toEqual({
    kind: 'bound',
    parameters: { Bucket: 'mine', State: 'stopped' },
  });
});

const [A, B, C] = ['111111111111', '222222222222', '333333333333'] as const;
const location = (more: Partial<TargetLocation> = {}): TargetLocation => ({
  Accounts: [A, B],
  Regions: ['eu-west-1', 'us-east-1'],
  ...more,
});
const UNITS: Readonly<Record<string, readonly string[]>> = {
  'ou-aaaa-aaaaaaaa false': [B],
  'ou-aaaa-aaaaaaaa true': [B, C],
};
const expanded = (...locations: TargetLocation[]): Places =>
  expandLocations(locations, 'aws', ({ id, deep }) => UNITS[`${id} ${deep}`]);
const names = (found: Places): readonly string[] =>
  found.kind === 'places' ? found.places.map(({ scope, location: index }) => `${index} ${placeName(scope)}`) : [];

test('a location is each of its accounts in each of its regions', () => {
  expect(names(expanded(location()))).toEqual([
    `0 ${A}:eu-west-1`,
    `0 ${A}:us-east-1`,
    `0 ${B}:eu-west-1`,
    `0 ${B}:us-east-1`,
  ]);
});

test('excluded accounts are left out, and a place named twice counts once', () => {
  const second = location({ Accounts: [B, C], Regions: ['eu-west-1'] });
  expect(names(expanded(location({ ExcludeAccounts: [A] }), second))).toEqual([
    `0 ${B}:eu-west-1`,
    `0 ${B}:us-east-1`,
    `1 ${C}:eu-west-1`,
  ]);
});

test.each([
  ['its own accounts', location({ Accounts: ['ou-aaaa-aaaaaaaa'] }), [B]],
  [
    'those below it too when asked',
    location({ Accounts: ['ou-aaaa-aaaaaaaa'], IncludeChildOrganizationUnits: true }),
    [B, C],
  ],
  ['excluded, with those below it', location({ Accounts: [A, B, C], ExcludeAccounts: ['ou-aaaa-aaaaaaaa'] }), [A]],
])('an organizational unit stands for %s', (_what, given, accounts) => {
  expect(names(expanded({ ...given, Regions: ['eu-west-1'] }))).toEqual(accounts.map((id) => `0 ${id}:eu-west-1`));
});

test('a unit whose accounts were not read, and a location without accounts, are refused', () => {
  const unit = 'ou-bbbb-bbbbbbbb';
  expect(unitsWanted([location({ Accounts: [unit, unit] })])).toEqual([{ id: unit, deep: false }]);
  expect(expanded(location({ Accounts: [unit] }))).toEqual({
    kind: 'refused',
    problems: [`The accounts of the organizational unit ${unit} were not read.`],
  });
  expect(expanded(location({ ExcludeAccounts: [A, B] }))).toEqual({
    kind: 'refused',
    problems: ['TargetLocations[0] leaves no account after its exclusions.'],
  });
});

test('a role is named in the account of its place', () => {
  const found = expanded(location({ ExecutionRoleName: 'path/Runner' }));
  expect(found).toMatchObject({ places: [{ roleArn: `arn:aws:iam::${A}:role/path/Runner` }, {}, {}, {}] });
});

test("a location's own targets and rates go before those of the start", () => {
  const start = {
    targetParameterName: 'Bucket',
    targets: [{ Key: 'tag:A', Values: ['b'] }],
    maxConcurrency: '5',
    maxErrors: '5',
  };
  expect(spreadWithin(start, location())).toEqual(start);
  const own = { Targets: [{ Key: 'tag:C', Values: ['d'] }], TargetsMaxConcurrency: '7', TargetsMaxErrors: '8' };
  expect(spreadWithin(start, location(own))).toEqual({
    targetParameterName: 'Bucket',
    targets: own.Targets,
    maxConcurrency: '7',
    maxErrors: '8',
  });
  expect(spreadWithin({}, location())).toBe(undefined);
});

test.each([
  ['arn:aws:ec2:eu-west-1:111111111111:instance/i-1', 'ec2:instance', 'i-1'],
  ['arn:aws:s3:::bucket', 's3', 'bucket'],
  ['arn:aws:rds:eu-west-1:111111111111:db:orders', 'rds:db', 'orders'],
  ['arn:aws:iam::111111111111:role/team/Runner', 'iam:role', 'Runner'],
  ['arn:aws:logs:eu-west-1:111111111111:log-group:/aws/lambda/f', 'logs:log-group', '/aws/lambda/f'],
  ['arn:aws:sns:eu-west-1:111111111111:topic', 'sns', 'arn:aws:sns:eu-west-1:111111111111:topic'],
  ['arn:aws:sqs:eu-west-1:111111111111:queue', 'sqs', 'queue'],
])('%s is of type %s and called %s', (arn, arnType, id) => {
  expect(namedByArn(arn)).toEqual({ arnType, id });
});
