import { differences, judge, type JsonObject, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';

const given = { PublicIp: '203.0.113.7', PublicDnsName: 'ec2-203-0-113-7.example', IpOwnerId: 'amazon' };

test.each<[string, string, Snapshot]>([
  ['a running instance without a public address', 'compliant', instance('running')],
  ['a running instance with one', 'non-compliant', instance('running', given)],
  ['an instance that is about to run with one', 'non-compliant', instance('pending', given)],
  ['a stopped instance that keeps an Elastic IP', 'compliant', instance('stopped', given)],
  ['an instance that is about to stop', 'compliant', instance('stopping', given)],
  ['an Elastic IP on a second interface', 'non-compliant', instance('running', undefined, given)],
])('%s is %s', (_name, expected, snapshot) => {
  expect(judge(control, snapshot, {}).kind).toBe(expected);
});

test('the reason names every address once', () => {
  const second = { ...given, PublicIp: '203.0.113.8' };
  expect(judge(control, instance('running', given, second), {})).toEqual({
    kind: 'non-compliant',
    reason: 'The instance is running with the public address 203.0.113.7, 203.0.113.8.',
  });
});

test('after the repair it is compliant, and only its state and its public addresses may have changed', () => {
  expect(repairOf(control, instance('running', given, given))).toEqual({
    verdict: 'compliant',
    changed: [
      'Instance.NetworkInterfaces[0]',
      'Instance.NetworkInterfaces[1]',
      'Instance.NetworkInterfaces[0]',
      'Instance.NetworkInterfaces[1]',
      'Instance.PublicDnsName',
      'Instance.PublicIpAddress',
      'Instance.State.Name',
    ],
  });
});

test.each<[string, number, Snapshot]>([
  ['without its address', 0, instance('stopped')],
  ['with its Elastic IP', 0, instance('stopped', given)],
  ['in another subnet', 1, inOtherSubnet(instance('stopped'))],
  ['still running', 1, instance('running', given)],
])('an instance found %s after the repair differs from the plan in %i members', (_name, count, found) => {
  const expected = control.repaired(instance('running', given), {});
  expect(differences(expected, found.configuration)).toHaveLength(count);
});

test('the undo expects the instance to run with whatever address it gets', () => {
  if (control.undo.kind !== 'runbook' || !control.undo.expected) throw new Error('EC2.9 has an undo');
  const expected = control.undo.expected(instance('running', given), {});
  const other = { ...given, PublicIp: '198.51.100.1', PublicDnsName: 'ec2-198-51-100-1.example' };
  expect(differences(expected, instance('running', other).configuration)).toEqual([]);
  expect(differences(expected, instance('stopped').configuration)).not.toEqual([]);
});

test('both runbooks take what the control gives them', () => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = instance('running', given);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function instance(state: string, first?: JsonObject, second?: JsonObject): Snapshot {
  const Instance = {
    InstanceId: 'i-0123456789abcdef0',
    SubnetId: 'subnet-1',
    State: { Name: state },
    ...(first ? { PublicIpAddress: first['PublicIp'], PublicDnsName: first['PublicDnsName'] } : {}),
    NetworkInterfaces: [networkInterface('eni-1', first), ...(second ? [networkInterface('eni-2', second)] : [])],
  };
  return snapshotOf('AWS::EC2::Instance', 'i-0123456789abcdef0', { Instance, Tags: [] });
}

function networkInterface(NetworkInterfaceId: string, association?: JsonObject): JsonObject {
  const held = association ? { Association: association } : {};
  return { NetworkInterfaceId, ...held, PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.4', ...held }] };
}

function inOtherSubnet(snapshot: Snapshot): Snapshot {
  const Instance = { ...(snapshot.configuration['Instance'] as JsonObject), SubnetId: 'subnet-2' };
  return { ...snapshot, configuration: { ...snapshot.configuration, Instance } };
}
