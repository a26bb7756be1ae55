import { differences, judge, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';

test.each<[string, string, Snapshot]>([
  ['a publicly accessible instance', 'non-compliant', instance({ PubliclyAccessible: true })],
  ['an instance that is not', 'compliant', instance({ PubliclyAccessible: false })],
  ['a publicly accessible member of a cluster', 'non-compliant', instance({ DBClusterIdentifier: 'aurora' })],
  ['a publicly accessible instance that is stopped', 'non-compliant', instance({ DBInstanceStatus: 'stopped' })],
])('%s is %s', (_name, expected, snapshot) => {
  expect(judge(control, snapshot, {}).kind).toBe(expected);
});

test('after the repair it is compliant and nothing but the setting has changed', () => {
  expect(repairOf(control, instance({}))).toEqual({
    verdict: 'compliant',
    changed: ['DBInstance.PubliclyAccessible'],
  });
});

test('an instance that is made smaller meanwhile is not taken for repaired', () => {
  const found = instance({ PubliclyAccessible: false, DBInstanceClass: 'db.t3.micro' });
  expect(differences(control.repaired(instance({}), {}), found.configuration)).toHaveLength(1);
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = instance({});
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function instance(members: object): Snapshot {
  const DBInstance = {
    DBInstanceIdentifier: 'orders',
    DBInstanceStatus: 'available',
    DBInstanceClass: 'db.m5.large',
    PubliclyAccessible: true,
    ...members,
  };
  return snapshotOf('AWS::RDS::DBInstance', 'orders', { DBInstance, Tags: [] });
}
