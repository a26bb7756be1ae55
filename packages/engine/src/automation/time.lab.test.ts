import type { Execution, ExecutionId, JsonObject, Policy, Store } from '@trueup/core';
import { automationLab, labStore, REQUESTER, type AutomationLab } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { forgetExecutions } from '../forget-history.ts';
import { PolicyUnreadable } from '../parts.ts';

/** Clocks that jump, history that goes, and plans of several writes. */
let store: Store;
let lab: AutomationLab;

beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());
beforeEach(() => {
  lab = automationLab(inject('awsLabEndpoint'), store);
});
afterEach(() => lab.close());

test('a clock that jumps shortens or lengthens waits, and nothing is lost or runs twice', async () => {
  let offMs = 0;
  const clock = { now: () => new Date(Date.now() + offMs).toISOString() };
  const jumping = automationLab(inject('awsLabEndpoint'), store, { clock, accountId: lab.aws.accountId });
  const sleeping = `
schemaVersion: '0.3'
mainSteps:
  - { name: Make, action: aws:executeAwsApi, inputs: { Service: sqs, Api: CreateQueue, QueueName: clock } }
  - { name: Rest, action: aws:sleep, inputs: { Duration: PT1H } }
  - { name: Ask, action: aws:approve, inputs: { Approvers: [alice] } }
`;
  const step = async (id: ExecutionId): Promise<Execution | undefined> => {
    await jumping.engine.runSegment(id, 'test');
    return store.executions.byId(id);
  };
  const started = await jumping.engine.automations.start(lab.request(sleeping), REQUESTER);
  if (started.kind === 'refused') throw new Error(started.detail);
  const { id } = started.execution;
  expect(await step(id)).toMatchObject({ status: 'InProgress' });
  offMs = -24 * 3_600_000;
  expect(await step(id)).toMatchObject({ status: 'InProgress' });
  offMs = 3_700_000;
  expect(await step(id)).toMatchObject({ status: 'Waiting' });
  offMs = 0;
  expect(
    await jumping.engine.automations.signal(id, { kind: 'approve' }, { kind: 'person', name: 'alice' }),
  ).toMatchObject({ kind: 'signalled' });
  expect(await step(id)).toMatchObject({ status: 'Success' });
  const ends = (await store.executions.log(id)).filter(({ kind }) => kind === 'step.succeeded');
  expect(ends.map((event) => event.step)).toEqual(['Make', 'Rest', 'Ask']);
  await jumping.close();
});

test('finished executions go after their days, with a policy that can be read, and their records stay', async () => {
  const sleeping = "schemaVersion: '0.3'\nmainSteps: [{ name: S, action: 'aws:sleep', inputs: { Duration: PT0S } }]";
  const { id } = await lab.run(sleeping);
  const open = await lab.run("schemaVersion: '0.3'\nmainSteps: [{ name: P, action: 'aws:pause', inputs: {} }]");
  const after = (days: number) => ({
    store,
    policy: () => Promise.resolve({ keepExecutionsDays: 90 } as Policy),
    clock: { now: () => new Date(Date.now() + days * 86_400_000).toISOString() },
    log: { info: () => undefined, error: () => undefined },
  });
  await forgetExecutions(after(89));
  expect(await store.executions.byId(id)).toBeDefined();
  const unreadable = { ...after(91), policy: () => Promise.reject(new PolicyUnreadable('no policy')) };
  await expect(forgetExecutions(unreadable)).rejects.toThrow(PolicyUnreadable);
  expect(await store.executions.byId(id)).toBeDefined();
  await forgetExecutions(after(91));
  expect(await store.executions.byId(id)).toBeUndefined();
  expect(await store.executions.byId(open.id)).toBeDefined();
  expect((await store.records.list({ subjectId: id })).items).toHaveLength(2);
});

test('a plan lists every write of an action that makes several', async () => {
  const [image] = (await lab.aws.call('ec2', 'DescribeImages'))['Images'] as readonly JsonObject[];
  const { Instances } = await lab.aws.call('ec2', 'RunInstances', {
    ImageId: image?.['ImageId'] ?? '',
    MinCount: 1,
    MaxCount: 1,
  });
  const [instance] = Instances as readonly JsonObject[];
  const InstanceId = instance?.['InstanceId'] ?? '';
  const { ImageId } = await lab.aws.call('ec2', 'CreateImage', { InstanceId, Name: 'planned' });
  const text = `
schemaVersion: '0.3'
parameters: { Image: { type: String } }
mainSteps: [{ name: Delete, action: aws:deleteImage, inputs: { ImageId: '{{ Image }}' } }]
`;
  const planned = await lab.engine.automations.plan(lab.request(text, { Image: ImageId ?? '' }));
  expect(planned.kind === 'planned' && planned.calls.map(({ operation }) => operation)).toEqual([
    'DeregisterImage',
    'DeleteSnapshot',
  ]);
});
