import { expect, test } from 'vitest';
import { KNOWN_AFTER_APPLY } from '../../value/difference.ts';
import type { JsonObject } from '../../value/json.ts';
import { START } from './play-procedure.ts';
import { PROCEDURES, type ProcedureAction } from './procedures.ts';

const begin = (action: ProcedureAction, inputs: JsonObject) =>
  PROCEDURES[action].begin({ inputs, token: 't', startedAt: START, now: START });

const instances = { InstanceIds: ['i-1'], DesiredState: 'stopped' };
const stack = { StackName: 'a', TemplateBody: '{}' };
const command = { DocumentName: 'D', InstanceIds: ['i-1'] };

test.each<[ProcedureAction, JsonObject, string]>([
  [
    'aws:changeInstanceState',
    { ...instances, Force: 'true' },
    'Input "Force" of aws:changeInstanceState is not a Boolean',
  ],
  ['aws:changeInstanceState', { ...instances, DesiredState: 'off' }, 'one of running, stopped, terminated'],
  ['aws:changeInstanceState', { DesiredState: 'stopped' }, 'Input "InstanceIds" of aws:changeInstanceState is missing'],
  ['aws:changeInstanceState', { ...instances, InstanceIds: [] }, 'a StringList of at least one'],
  ['aws:changeInstanceState', { ...instances, InstanceIds: [1] }, 'a StringList of at least one'],
  [
    'aws:copyImage',
    { SourceRegion: 'r', SourceImageId: '', ImageName: 'n' },
    '"SourceImageId" of aws:copyImage is missing',
  ],
  ['aws:createImage', { InstanceId: 'i', ImageName: 'n', BlockDeviceMappings: 'x' }, 'a list of at least one map'],
  ['aws:createStack', { StackName: 'a' }, 'exactly one of TemplateBody and TemplateURL'],
  ['aws:createStack', { ...stack, TemplateURL: 'https://x' }, 'exactly one of TemplateBody and TemplateURL'],
  ['aws:createStack', { ...stack, StackName: '1a' }, 'StackName "1a" is not a letter followed by'],
  [
    'aws:createStack',
    { ...stack, TemplateBody: 'ä'.repeat(25_601) },
    'TemplateBody has 51202 bytes; accepted are 1 to 51200',
  ],
  [
    'aws:createStack',
    { ...stack, DisableRollback: true, OnFailure: 'DELETE' },
    'at most one of DisableRollback and OnFailure',
  ],
  ['aws:createStack', { ...stack, StackPolicyBody: '{}', StackPolicyURL: 'u' }, 'at most one of StackPolicyBody and'],
  ['aws:createStack', { ...stack, ClientRequestToken: '-a' }, 'ClientRequestToken is not 1 to 128'],
  ['aws:createStack', { ...stack, RoleARN: 'short' }, 'RoleARN has 5 bytes; accepted are 20 to 2048'],
  [
    'aws:createStack',
    { ...stack, NotificationARNs: ['1', '2', '3', '4', '5', '6'] },
    'NotificationARNs has more than 5',
  ],
  [
    'aws:createStack',
    { ...stack, ResourceTypes: ['a'.repeat(257)] },
    'ResourceTypes has an entry that is empty or longer',
  ],
  [
    'aws:createStack',
    { ...stack, Tags: Array.from({ length: 11 }, () => ({ Key: 'k' })) },
    'Tags has more than 10 entries',
  ],
  ['aws:createStack', { ...stack, TimeoutInMinutes: 0 }, 'TimeoutInMinutes is less than 1'],
  [
    'aws:createTags',
    { ResourceIds: ['a', 'b'], ResourceType: 'Parameter', Tags: [{ Key: 'k' }] },
    'exactly one id for the resource type Parameter',
  ],
  ['aws:createTags', { ResourceIds: ['a'], Tags: [{ Value: 'v' }] }, 'Tags has an entry without a Key'],
  [
    'aws:deleteStack',
    { StackName: 'a', RetainResources: ['r'], 'RetainResources.member.N': ['r'] },
    'at most one of RetainResources',
  ],
  ['aws:deleteStack', { StackName: 'a', ClientRequestToken: '1a' }, 'that begin with a letter'],
  ['aws:executeStateMachine', { name: 'n' }, 'Input "stateMachineArn" of aws:executeStateMachine is missing'],
  ['aws:invokeLambdaFunction', { FunctionName: 'f', InvocationType: 'Async' }, 'one of RequestResponse, Event, DryRun'],
  [
    'aws:invokeLambdaFunction',
    { FunctionName: 'f', InputPayload: [1] },
    'Input "InputPayload" of aws:invokeLambdaFunction is not a map',
  ],
  ['aws:invokeWebhook', { IntegrationName: '../other' }, 'IntegrationName is not letters, digits'],
  ['aws:runCommand', { DocumentName: 'D' }, 'A command takes InstanceIds or Targets'],
  [
    'aws:runCommand',
    { ...command, InstanceIds: Array.from({ length: 51 }, (_none, index) => `i-${index}`) },
    'more than 50',
  ],
  ['aws:runCommand', { ...command, Comment: 'c'.repeat(101) }, 'Comment is longer than 100 characters'],
  ['aws:runCommand', { ...command, TimeoutSeconds: '60' }, 'not an Integer (a number, not text)'],
  ['aws:runCommand', { ...command, TimeoutSeconds: 29 }, 'less than 30'],
  ['aws:runCommand', { ...command, DocumentHashType: 'md5' }, 'one of Sha256, Sha1'],
  [
    'aws:runInstances',
    { ImageId: 'a', MaxInstanceCount: '2' },
    'Input "MaxInstanceCount" of aws:runInstances is not an Integer',
  ],
  ['aws:runInstances', { ImageId: 'a', MinInstanceCount: 2, MaxInstanceCount: 1 }, 'MinInstanceCount is greater than'],
  ['aws:runInstances', { ImageId: 'a', MaxInstanceCount: 0 }, 'MaxInstanceCount is less than 1'],
  ['aws:runInstances', { ImageId: 'a', UserData: '#!/bin/sh' }, 'UserData is not UTF-8 text in base64'],
])('%s refuses %j before its first call', (action, inputs, reason) => {
  const first = begin(action, inputs);
  expect(first).toMatchObject({ kind: 'invalid', reason: expect.stringContaining(reason) });
});

test.each<[ProcedureAction, JsonObject, JsonObject]>([
  ['aws:changeInstanceState', { InstanceIds: 'i-1', DesiredState: 'stopped', Force: '' }, { InstanceIds: ['i-1'] }],
  [
    'aws:runInstances',
    { ImageId: 'a', KeyName: null, Placement: '{"Tenancy":"host"}' },
    { Placement: { Tenancy: 'host' } },
  ],
  [
    'aws:runInstances',
    { ImageId: 'a', NetworkInterfaces: { DeviceIndex: 0 } },
    { NetworkInterfaces: [{ DeviceIndex: 0 }] },
  ],
])('%s takes %j: one for a list, JSON text for a map, and empty for not given', (action, inputs, parameters) => {
  const first = begin(action, inputs);
  expect(first).toMatchObject({ kind: 'call', call: { parameters } });
  for (const [name, value] of Object.entries(inputs)) {
    if (value === '' || value === null) expect(first).not.toHaveProperty(['call', 'parameters', name], value);
  }
});

test.each<[ProcedureAction, JsonObject, string]>([
  ['aws:createImage', { InstanceId: 'i-1', ImageName: KNOWN_AFTER_APPLY }, 'CreateImage'],
  ['aws:createStack', { ...stack, StackName: KNOWN_AFTER_APPLY }, 'CreateStack'],
  ['aws:deleteStack', { StackName: KNOWN_AFTER_APPLY }, 'DeleteStack'],
  ['aws:runCommand', { DocumentName: 'D', InstanceIds: [KNOWN_AFTER_APPLY] }, 'SendCommand'],
])('%s does not look for what is known only after apply', (action, inputs, operation) => {
  expect(begin(action, inputs)).toMatchObject({ kind: 'call', call: { operation } });
});

test('what is known only after apply counts as right, whatever its type', () => {
  const unknown = { ...stack, StackName: KNOWN_AFTER_APPLY, DisableRollback: KNOWN_AFTER_APPLY };
  expect(begin('aws:createStack', unknown)).toMatchObject({ kind: 'call' });
  expect(begin('aws:runInstances', { ImageId: KNOWN_AFTER_APPLY, UserData: KNOWN_AFTER_APPLY })).toMatchObject({
    call: { parameters: { ImageId: KNOWN_AFTER_APPLY, UserData: KNOWN_AFTER_APPLY } },
  });
});
