import fc from 'fast-check';
import { judge, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';
import type { RequiredTags, Tag } from './required-tags.ts';

const required = { environment: 'production', owner: null };
const environment = { Key: 'environment', Value: 'production' };
const owner = { Key: 'owner', Value: 'web' };

test.each<[string, string, RequiredTags['requiredTags'], Tag[] | null]>([
  ['a resource with every required tag', 'compliant', required, [environment, owner]],
  ['a required tag with another value', 'compliant', required, [{ ...environment, Value: 'test' }, owner]],
  ['a required tag with an empty value', 'compliant', required, [{ ...environment, Value: '' }, owner]],
  ['a resource without one of them', 'non-compliant', required, [owner]],
  ['a resource without the one that has no value', 'non-compliant', required, [environment]],
  ['a bucket without tags', 'non-compliant', required, null],
  ['a key in other letters', 'non-compliant', required, [{ ...environment, Key: 'Environment' }, owner]],
  ['a resource while nothing is required', 'not-applicable', {}, [owner]],
])('%s is %s', (_name, expected, requiredTags, tags) => {
  expect(judge(control, instance(tags), { requiredTags }).kind).toBe(expected);
});

test('the reason says what is missing, and for what a person is needed', () => {
  expect(judge(control, instance([]), { requiredTags: required })).toEqual({
    kind: 'non-compliant',
    reason: 'Required tags are missing: environment, owner. The policy gives no value for owner.',
  });
});

test('an instance is given just the missing tags, a bucket all of them', () => {
  expect(control.input(instance([owner]), { requiredTags: required })).toEqual({
    ResourceType: 'AWS::EC2::Instance',
    ResourceId: 'i-1',
    TagsWithoutValue: 'none',
    MissingTags: [environment],
    AllTags: [owner, environment],
  });
});

test('a missing tag without a value is named', () => {
  expect(control.input(instance([]), { requiredTags: required })).toMatchObject({ TagsWithoutValue: 'owner' });
});

test.each<[string, Tag[] | null, object]>([
  ['had tags', [owner], { HadTags: true, PreviousTags: [owner], AddedTags: [environment] }],
  ['had none', null, { HadTags: false, PreviousTags: [], AddedTags: [environment] }],
])('the undo of a resource that %s restores that', (_name, tags, expected) => {
  if (control.undo.kind !== 'runbook') throw new Error('Trueup.Tags.1 has an undo');
  const requiredTags = { environment: 'production' };
  expect(control.undo.input(instance(tags), { requiredTags })).toMatchObject(expected);
});

test.each<[string, unknown]>([
  ['a key of AWS itself', { requiredTags: { 'aws:owner': 'x' } }],
  ['an empty key', { requiredTags: { '': 'x' } }],
  ['a value that is too long', { requiredTags: { owner: 'x'.repeat(257) } }],
  ['a value that is no text', { requiredTags: { owner: 1 } }],
  ['a parameter that does not exist', { tags: {} }],
])('%s is refused in the policy', (_name, parameters) => {
  expect(control.parameters.safeParse(parameters).success).toBe(false);
});

const keys = fc.constantFrom('environment', 'owner', 'team', 'cost');

test('after the repair the resource is compliant, and the tags that it had are as they were', () => {
  const requirement = fc.dictionary(keys, fc.string({ maxLength: 5 }), { minKeys: 1 });
  const present = fc.uniqueArray(fc.record({ Key: keys, Value: fc.string() }), { selector: (tag) => tag.Key });
  fc.assert(
    fc.property(requirement, present, (requiredTags, tags) => {
      const repair = repairOf(control, instance(tags), { requiredTags });
      expect(repair.verdict).toBe('compliant');
      const missing = Object.keys(requiredTags).filter((key) => !tags.some((tag) => tag.Key === key));
      expect(repair.changed).toEqual(missing.map((_, index) => `Tags[${tags.length + index}]`));
    }),
  );
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = instance(null);
  expect(
    bindRunbook(
      import.meta.url,
      'runbook.yaml',
      control.input(before, { requiredTags: { environment: 'production' } }),
      before,
    ),
  ).toEqual([]);
  expect(
    bindRunbook(
      import.meta.url,
      'undo.yaml',
      control.undo.input(before, { requiredTags: { environment: 'production' } }),
      before,
    ),
  ).toEqual([]);
});

test('a run is refused while a missing tag has no value', () => {
  const before = instance([]);
  const input = control.input(before, { requiredTags: required });
  expect(bindRunbook(import.meta.url, 'runbook.yaml', input, before)).toEqual([
    expect.stringContaining('TagsWithoutValue'),
  ]);
});

function instance(Tags: readonly Tag[] | null): Snapshot {
  return snapshotOf('AWS::EC2::Instance', 'i-1', { Instance: { State: { Name: 'running' } }, Tags });
}
