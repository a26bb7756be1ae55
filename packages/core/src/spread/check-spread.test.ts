import { expect, test } from 'vitest';
import type { Spread, TargetLocation } from '../runbook/command.ts';
import type { RunbookDocument } from '../runbook/document.ts';
import { checkSpread } from './check-spread.ts';

const DOCUMENT: RunbookDocument = {
  schemaVersion: '0.3',
  parameters: {
    InstanceId: { type: 'String' },
    State: { type: 'String', default: 'stopped' },
    AutomationAssumeRole: { type: 'String', default: '' },
  },
  variables: {},
  mainSteps: [],
  outputs: [],
  files: {},
};

const many = (count: number, text = 'v'): string[] => Array.from({ length: count }, (_, index) => `${text}${index}`);
const targets = (Key: string, ...Values: string[]): Spread => ({
  targetParameterName: 'InstanceId',
  targets: [{ Key, Values }],
});
const located = (location: Partial<TargetLocation>): Spread => ({
  targetLocations: [{ Accounts: ['111111111111'], Regions: ['eu-west-1'], ...location }],
});
const problems = (spread: Spread): readonly string[] => checkSpread(DOCUMENT, spread, 'aws');

test.each<[string, Spread]>([
  ['parameter values', targets('ParameterValues', ...many(50))],
  ['a tag', targets('tag:Name', 'one', 'two')],
  ['a resource group', targets('ResourceGroup', 'web')],
  ['every instance', targets('InstanceIds', '*')],
  ['maps', { targetMaps: [{ InstanceId: ['i-1'], State: ['running'] }] }],
  ['maps with the empty list of a client', { targets: [], targetMaps: [{ InstanceId: ['i-1'] }] }],
  ['rates', { ...targets('tag:Name', 'one'), maxConcurrency: '100%', maxErrors: '0%' }],
  ['locations', located({ ExcludeAccounts: ['222222222222'], TargetLocationMaxConcurrency: '10' })],
  ['an organizational unit', located({ Accounts: ['ou-ab12-cd34ef56'] })],
  [
    'targets of a location',
    { ...located({ Targets: [{ Key: 'tag:A', Values: ['b'] }] }), targetParameterName: 'InstanceId' },
  ],
])('%s are taken', (_what, spread) => {
  expect(problems(spread)).toEqual([]);
});

test.each<[Spread, string]>([
  [{ ...targets('tag:A', 'b'), targetMaps: [{ InstanceId: ['i-1'] }] }, 'Targets and TargetMaps exclude each other'],
  [
    { ...located({ Targets: [{ Key: 'tag:A', Values: ['b'] }] }), targetMaps: [{ State: ['a'] }] },
    'exclude each other',
  ],
  [{ targets: [{ Key: 'tag:A', Values: ['b'] }] }, 'Targets need a TargetParameterName'],
  [{ targetParameterName: 'InstanceId' }, 'TargetParameterName needs Targets'],
  [
    { ...targets('tag:A', 'b'), targetParameterName: 'instanceId' },
    '"instanceId" is not declared. Declared: InstanceId, State',
  ],
  [
    { ...targets('tag:A', 'b'), targetParameterName: 'AutomationAssumeRole' },
    'AutomationAssumeRole cannot be a target',
  ],
  [{ targetMaps: [{ AutomationAssumeRole: ['x'] }] }, 'TargetMaps: AutomationAssumeRole cannot be a target'],
  [{ targetMaps: [{ Nope: ['x'] }] }, 'TargetMaps: parameter "Nope" is not declared'],
  [{ targetMaps: [{}] }, 'TargetMaps[0] is empty'],
  [{ targetMaps: many(301).map((id) => ({ InstanceId: [id] })) }, 'TargetMaps has 301 maps, of at most 300'],
  [{ targetMaps: [{ InstanceId: many(26) }] }, 'TargetMaps[0].InstanceId has 26 values, of at most 25'],
  [
    { targetMaps: [Object.fromEntries(many(21).map((name) => [name, ['x']]))] },
    'TargetMaps[0] has 21 parameters, of at most 20',
  ],
  [targets('ParameterValues', ...many(51)), 'ParameterValues has 51 values, of at most 50'],
  [targets('ParameterValues'), 'ParameterValues needs values'],
  [targets('ResourceGroup', 'a', 'b'), "ResourceGroup takes one group's name"],
  [targets('InstanceIds', 'i-1'), 'InstanceIds takes only *'],
  [targets('tag:', 'x'), 'Key "tag:" is not known'],
  [targets('tag-key', 'x'), 'Accepted: ParameterValues, tag:<key>, ResourceGroup'],
  [
    { ...targets('tag:A', 'b'), targets: many(2).map((Key) => ({ Key: `tag:${Key}`, Values: ['b'] })) },
    'Targets has 2 entries',
  ],
  [{ ...targets('tag:A', 'b'), maxConcurrency: '0' }, 'MaxConcurrency: "0" is neither a number from 1 on'],
  [{ ...targets('tag:A', 'b'), maxConcurrency: '101%' }, 'MaxConcurrency: "101%"'],
  [{ ...targets('tag:A', 'b'), maxErrors: '-1' }, 'MaxErrors: "-1" is neither a number from 0 on'],
  [{ ...targets('tag:A', 'b'), maxErrors: '12345678' }, 'MaxErrors'],
  [
    { targetLocations: many(101).flatMap(() => located({}).targetLocations ?? []) },
    'TargetLocations has 101 locations',
  ],
  [located({ Accounts: [] }), 'TargetLocations[0].Accounts is missing'],
  [located({ Regions: [] }), 'TargetLocations[0].Regions is missing'],
  [located({ Accounts: ['r-root'] }), '"r-root" is not an account id of 12 digits or an organizational unit'],
  [located({ Regions: ['Ireland'] }), '"Ireland" is not a region of aws'],
  [located({ Regions: ['cn-north-1'] }), '"cn-north-1" is not a region of aws'],
  [located({ Accounts: many(51, '1111111111') }), 'Accounts has 51 entries, of at most 50'],
  [located({ ExcludeAccounts: ['me'] }), 'ExcludeAccounts: "me" is not an account id'],
  [located({ ExecutionRoleName: 'a role' }), 'ExecutionRoleName: "a role" is not the name of a role'],
  [located({ TargetLocationMaxErrors: 'x' }), 'TargetLocations[0].TargetLocationMaxErrors: "x"'],
  [located({ TargetsMaxConcurrency: '0%' }), 'TargetLocations[0].TargetsMaxConcurrency: "0%"'],
])('%j is refused: %s', (spread, problem) => {
  expect(problems(spread).join('\n')).toContain(problem);
});
