import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { play } from './play-procedure.ts';
import { PROCEDURES, type ProcedureAction } from './procedures.ts';
import { scriptedCloud } from './scripted-cloud.ts';

const MACHINE = 'arn:aws:states:eu-west-1:111122223333:stateMachine:m:prod';

/** What AWS can be asked not to do twice. */
const ONCE: readonly (readonly [ProcedureAction, JsonObject])[] = [
  ['aws:changeInstanceState', { InstanceIds: ['i-a'], DesiredState: 'running' }],
  ['aws:changeInstanceState', { InstanceIds: ['i-a'], DesiredState: 'stopped', Force: true }],
  ['aws:changeInstanceState', { InstanceIds: ['i-a'], DesiredState: 'terminated' }],
  ['aws:copyImage', { SourceRegion: 'eu-west-1', SourceImageId: 'ami-1', ImageName: 'copy' }],
  ['aws:createImage', { InstanceId: 'i-a', ImageName: 'mine' }],
  ['aws:createImage', { InstanceId: 'i-a', ImageName: 'old' }],
  ['aws:createStack', { StackName: 'new', TemplateBody: '{}' }],
  ['aws:createStack', { StackName: 'broken', TemplateBody: '{}' }],
  ['aws:createTags', { ResourceIds: ['i-a', 'i-b'], Tags: [{ Key: 'one', Value: '' }] }],
  ['aws:deleteImage', { ImageId: 'ami-01d' }],
  ['aws:deleteStack', { StackName: 'there' }],
  ['aws:deleteStack', { StackName: 'nowhere' }],
  ['aws:executeStateMachine', { stateMachineArn: MACHINE, input: { a: 1 } }],
  ['aws:executeStateMachine', { stateMachineArn: MACHINE, name: 'named' }],
  ['aws:runCommand', { DocumentName: 'AWS-RunShellScript', InstanceIds: ['i-a'], Comment: 'patch' }],
  ['aws:runCommand', { DocumentName: 'D', Targets: [{ Key: 'tag:a', Values: ['b'] }], Comment: 'c'.repeat(90) }],
  ['aws:runInstances', { ImageId: 'ami-1', UserData: btoa('#!/bin/sh') }],
];

/** Lambda and webhooks take no token. */
const AT_LEAST_ONCE: readonly (readonly [ProcedureAction, JsonObject])[] = [
  ['aws:invokeLambdaFunction', { FunctionName: 'f', InputPayload: { a: 1 } }],
  ['aws:invokeWebhook', { IntegrationName: 'hook' }],
];

const someCalls = fc.uniqueArray(fc.nat(12), { maxLength: 5 });
const weather = fc.record({ lag: fc.nat(3), faults: someCalls });

test.each(ONCE)(
  '%s %j: a worker that dies after any call changes nothing about the end, nor anything twice',
  (action, inputs) => {
    fc.assert(
      fc.property(weather, someCalls, (options, deaths) => {
        const calm = scriptedCloud({ lag: options.lag });
        const expected = play(PROCEDURES[action], inputs, calm);
        const cloud = scriptedCloud(options);
        const played = play(PROCEDURES[action], inputs, cloud, { deaths });
        expect(withoutTimes(played.end)).toEqual(withoutTimes(expected.end));
        expect(cloud.changes).toEqual(calm.changes);
      }),
      { numRuns: 150 },
    );
  },
);

test.each(AT_LEAST_ONCE)('%s: a worker that dies makes its call again, and the end is the same', (action, inputs) => {
  fc.assert(
    fc.property(someCalls, (deaths) => {
      const expected = play(PROCEDURES[action], inputs, scriptedCloud());
      const cloud = scriptedCloud();
      const played = play(PROCEDURES[action], inputs, cloud, { deaths });
      expect(played.end).toEqual(expected.end);
      expect(cloud.changes.length).toBeGreaterThan(0);
      expect(cloud.changes.length).toBeLessThanOrEqual(1 + deaths.length);
    }),
    { numRuns: 50 },
  );
});

/** When an execution began hangs on when the worker died. */
function withoutTimes(end: ReturnType<typeof play>['end']): unknown {
  if (end.kind !== 'done') return end;
  const { startDate: _, ...result } = end.result;
  return { ...end, result };
}

test('the attempts that every action makes in one execution have tokens of their own', () => {
  const tokens = Array.from({ length: 200 }, (_none, index) => {
    const options = { token: `4105a4fc-0000-4000-8000-0123456789ab-Launch-${index}` };
    const { calls } = play(PROCEDURES['aws:runInstances'], { ImageId: 'ami-1' }, scriptedCloud(), options);
    return calls[0]?.parameters['ClientToken'];
  });
  expect(new Set(tokens).size).toBe(tokens.length);
  for (const token of tokens) expect(token).toMatch(/^[a-z][-a-z0-9]{31,63}$/);
});
