import {
  CreateDocumentCommand,
  GetExecutionPreviewCommand,
  SSMClient,
  StartExecutionPreviewCommand,
  type AutomationExecutionInputs,
} from '@aws-sdk/client-ssm';
import { memoryStore } from '@trueup/testing/memory';
import { expect, onTestFinished, test } from 'vitest';
import { OTHER, scriptedApi } from '../scripted-api.ts';

const CONTENT = `schemaVersion: '0.3'
parameters:
  Id: { type: String, allowedPattern: '^i-.*$' }
mainSteps:
  - { name: look, action: 'aws:executeAwsApi', inputs: { Service: ec2, Api: DescribeInstances } }
  - name: each
    action: aws:loop
    inputs:
      Iterators: [a]
      Steps: [{ name: nap, action: 'aws:sleep', inputs: { Duration: PT1S } }]
  - { name: tag, action: 'aws:createTags', inputs: { ResourceIds: ['{{ Id }}'], Tags: [{ Key: a, Value: b }] } }
`;

async function clients() {
  const { settingsOf } = await scriptedApi(memoryStore().store, onTestFinished);
  const [ssm, guest] = [new SSMClient(await settingsOf('ann')), new SSMClient(await settingsOf('bob', OTHER))];
  onTestFinished(() => [ssm, guest].forEach((client) => client.destroy()));
  await ssm.send(new CreateDocumentCommand({ Name: 'Nap', Content: CONTENT, DocumentFormat: 'YAML' }));
  const preview = async (Automation: AutomationExecutionInputs) => {
    const command = new StartExecutionPreviewCommand({ DocumentName: 'Nap', ExecutionInputs: { Automation } });
    const { ExecutionPreviewId } = await ssm.send(command);
    return ssm.send(new GetExecutionPreviewCommand({ ExecutionPreviewId }));
  };
  return { ssm, guest, preview };
}

test('a preview counts steps by what they may change, those in loops too', async () => {
  const { preview } = await clients();
  expect(await preview({ Parameters: { Id: ['i-1'] } })).toMatchObject({
    Status: 'Success',
    ExecutionPreview: {
      Automation: {
        StepPreviews: { Undetermined: 1, NonMutating: 1, Mutating: 1 },
        Regions: ['eu-west-1'],
        TotalAccounts: 1,
      },
    },
  });
});

test('it counts accounts, regions and targets that are named', async () => {
  const { preview } = await clients();
  const spread = {
    TargetParameterName: 'Id',
    Targets: [{ Key: 'ParameterValues', Values: ['i-1', 'i-2'] }],
    TargetLocations: [
      { Accounts: ['111122223333', '444455556666'], Regions: ['eu-west-1', 'us-east-1'] },
      { Accounts: ['111122223333'], Regions: ['eu-west-1'] },
    ],
  };
  expect((await preview(spread)).ExecutionPreview?.Automation).toMatchObject({
    Regions: ['eu-west-1', 'us-east-1'],
    TotalAccounts: 2,
    TargetPreviews: [{ Count: 2 }],
  });
});

test('parameters that would be refused fail it; what is not there is an error', async () => {
  const { ssm, guest, preview } = await clients();
  expect(await preview({ Parameters: { Id: ['x'] } })).toMatchObject({
    Status: 'Failed',
    StatusMessage: expect.stringContaining('Id') as string,
  });
  const started = await ssm.send(new StartExecutionPreviewCommand({ DocumentName: 'Nap' }));
  const get = new GetExecutionPreviewCommand({ ExecutionPreviewId: started.ExecutionPreviewId });
  await expect(guest.send(get)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const missing = new StartExecutionPreviewCommand({ DocumentName: 'Rest' });
  await expect(ssm.send(missing)).rejects.toMatchObject({ name: 'ValidationException' });
});
