import type { ExecutionId, Store } from '@trueup/core';
import { automationLab, labStore, type AutomationLab } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';

/** Scripts that call AWS, plans that follow them, and documents that call others. */
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

const SCRIPTED = `
schemaVersion: '0.3'
parameters: { Name: { type: String } }
mainSteps:
  - name: Make
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: make
      InputPayload: { name: '{{ Name }}' }
      Script: |
        import boto3
        def make(events, context):
            sqs = boto3.client('sqs')
            print('looking for', events['name'])
            before = len(sqs.list_queues().get('QueueUrls', []))
            url = sqs.create_queue(QueueName=events['name'])['QueueUrl']
            return {'before': before, 'url': url}
    outputs:
      - { Name: Url, Selector: $.Payload.url, Type: String }
  - name: Tag
    action: aws:executeAwsApi
    inputs: { Service: sqs, Api: TagQueue, QueueUrl: '{{ Make.Url }}', Tags: { made: 'yes' } }
outputs: [Make.Url]
`;

test('a script reaches AWS through the gateway, and its calls are in the journal', async () => {
  const execution = await lab.run(SCRIPTED, { Name: 'made' });
  expect(execution.failureMessage).toBeUndefined();
  expect(execution.outputs?.['Make.Url']?.[0]).toContain('made');
  const log = await store.executions.log(execution.id);
  expect(log.find(({ kind }) => kind === 'step.succeeded')).toMatchObject({ step: 'Make', log: 'looking for made\n' });
  const journal = await store.executions.journal(execution.id);
  expect(journal.map(({ step, operation, access }) => [step, operation, access])).toEqual([
    ['Make', 'ListQueues', 'read'],
    ['Make', 'CreateQueue', 'write'],
    ['Tag', 'TagQueue', 'write'],
  ]);
});

test('a plan runs the script with its writes held back, and knows what hangs on them', async () => {
  const planned = await lab.engine.automations.plan(lab.request(SCRIPTED, { Name: 'never' }));
  expect(planned).toMatchObject({
    kind: 'planned',
    undetermined: 'step Make: what its script does after CreateQueue is not known before',
    calls: [
      { step: 'Make', service: 'sqs', operation: 'CreateQueue', parameters: { QueueName: 'never' } },
      { step: 'Tag', operation: 'TagQueue', parameters: { QueueUrl: '(known after apply)' } },
    ],
  });
  expect((await lab.aws.call('sqs', 'ListQueues'))['QueueUrls']).toBeUndefined();
});

const PARENT = `
schemaVersion: '0.3'
parameters: { Child: { type: String } }
mainSteps:
  - name: Call
    action: aws:executeAutomation
    onCancel: step:Tidy
    inputs: { DocumentName: '{{ Child }}', RuntimeParameters: { Number: 7, Flag: true } }
  - { name: End, action: aws:sleep, inputs: { Duration: PT0S }, isEnd: true }
  - { name: Tidy, action: aws:executeAwsApi, isEnd: true, inputs: { Service: sqs, Api: CreateQueue, QueueName: tidied } }
outputs: [Call.Output, Call.Status]
`;
const childText = (rest: string): string => `
schemaVersion: '0.3'
parameters: { Number: { type: Integer }, Flag: { type: Boolean } }
mainSteps:
  - name: Tell
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: tell
      InputPayload: { number: '{{ Number }}', flag: '{{ Flag }}' }
      Script: |
        def tell(events, context):
            return {'kinds': [type(events['number']).__name__, type(events['flag']).__name__]}
    outputs: [{ Name: Kinds, Selector: $.Payload.kinds, Type: StringList }]
${rest}
outputs: [Tell.Kinds]
`;

async function stored(name: string, content: string): Promise<string> {
  const document = {
    name,
    owner: lab.aws.accountId,
    createdAt: '2026-01-01T00:00:00.000Z',
    tags: [],
    defaultVersion: 1,
    latestVersion: 1,
    sharedWith: [],
  };
  await store.documents.save(document);
  await store.documents.addVersion({
    name,
    version: 1,
    format: 'YAML',
    content,
    hash: 'x',
    createdAt: document.createdAt,
    createdBy: 'test',
    attachments: [],
  });
  return name;
}

test('a stored document runs as a child: its parameters are cast, its outputs are the step’s', async () => {
  const Child = await stored(`Child-${lab.aws.accountId}`, childText(''));
  const execution = await lab.run(PARENT, { Child });
  expect(execution.failureMessage).toBeUndefined();
  expect(execution.outputs).toEqual({ 'Call.Output': ['int', 'bool'], 'Call.Status': ['Success'] });
});

test('a cancel reaches the child, and onCancel tidies up', async () => {
  const pause = '  - { name: Hold, action: aws:pause, inputs: {} }';
  const Child = await stored(`Holding-${lab.aws.accountId}`, childText(pause));
  const { id } = await lab.begin(PARENT, { Child });
  const beginning = lab.engine.runSegment(id, 'test');
  await beginning;
  const [child] = await store.executions.children(id);
  expect(await lab.settle(child?.id as ExecutionId)).toMatchObject({ status: 'Waiting' });
  await lab.stop(id, 'Cancel');
  expect(await lab.settle(id)).toMatchObject({ status: 'Cancelled' });
  expect(await lab.settle(child?.id as ExecutionId)).toMatchObject({ status: 'Cancelled' });
  expect(JSON.stringify(await lab.aws.call('sqs', 'ListQueues'))).toContain('tidied');
});

test('a document that is not there, or is nested too deep, fails the step that asks for it', async () => {
  expect(await lab.run(PARENT, { Child: 'Nowhere' })).toMatchObject({
    status: 'Failed',
    failureMessage: expect.stringMatching(/^Step fails when it is validating.*Nowhere.*diagnosis details\.$/),
  });
  const name = `Self-${lab.aws.accountId}`;
  await stored(
    name,
    `schemaVersion: '0.3'\nmainSteps: [{ name: Again, action: aws:executeAutomation, inputs: { DocumentName: ${name} } }]`,
  );
  const { id } = await lab.begin(
    `schemaVersion: '0.3'\nmainSteps: [{ name: Top, action: aws:executeAutomation, inputs: { DocumentName: ${name} } }]`,
  );
  expect(await lab.settle(id)).toMatchObject({ status: 'Failed' });
});
