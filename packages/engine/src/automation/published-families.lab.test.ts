import type { Execution, JsonObject, Store } from '@trueup/core';
import { automationLab, freshAccount, labAws, labStore, type AutomationLab } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';

/**
 * Documents of each family of AWS's own (automation-documents, section 8), through the real engine and store against
 * the stand-in.
 */
let store: Store;
let lab: AutomationLab;
const other = labAws(inject('awsLabEndpoint'), freshAccount());

beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());
beforeEach(() => {
  lab = automationLab(inject('awsLabEndpoint'), store, { otherAccounts: [other.accountId] });
});
afterEach(() => lab.close());

/** Each run of a step and how it ended, in order. */
async function ends({ id }: Execution): Promise<string[]> {
  const log = await store.executions.log(id);
  return log
    .filter(({ kind }) => kind !== 'step.started' && kind !== 'step.progressed')
    .map(({ step, kind }) => `${step} ${kind.replace('step.', '')}`);
}

async function operations({ id }: Execution): Promise<string[]> {
  return (await store.executions.journal(id)).map(({ operation }) => operation);
}

const first = (answer: JsonObject, ...path: readonly (string | number)[]): string => {
  let found: unknown = answer;
  for (const key of path) found = (found as Record<string | number, unknown> | undefined)?.[key];
  return String(found);
};

const ROLE = "  AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn', allowedPattern: '^arn:.*:role/.+$' }";
const roleArn = (): string => `arn:aws:iam::${lab.aws.accountId}:role/Remediation`;

test('8: a repair of the Config family changes with executeAwsApi and asserts what it changed', async () => {
  const KeyId = first(await lab.aws.call('kms', 'CreateKey'), 'KeyMetadata', 'KeyId');
  const execution = await lab.run(
    `
description: |
  ### Turns the rotation of a key on
schemaVersion: '0.3'
assumeRole: '{{ AutomationAssumeRole }}'
parameters:
${ROLE}
  KeyId: { type: String, allowedPattern: '[a-z0-9-]{1,2048}' }
mainSteps:
  - name: EnableKeyRotation
    action: aws:executeAwsApi
    inputs: { Service: kms, Api: EnableKeyRotation, KeyId: '{{ KeyId }}' }
  - name: VerifyKeyRotation
    action: aws:assertAwsResourceProperty
    timeoutSeconds: 600
    isEnd: true
    inputs:
      Service: kms
      Api: GetKeyRotationStatus
      KeyId: '{{ KeyId }}'
      PropertySelector: $.KeyRotationEnabled
      DesiredValues: ['True']
`,
    { KeyId, AutomationAssumeRole: roleArn() },
  );
  expect(execution).toMatchObject({ status: 'Success', roleArn: roleArn() });
  expect(await lab.aws.call('kms', 'GetKeyRotationStatus', { KeyId })).toMatchObject({ KeyRotationEnabled: true });
});

test('8: a repair that is a script changes with boto3 and returns what it found', async () => {
  const Bucket = `scripted-${lab.aws.accountId}`;
  await lab.aws.call('s3', 'CreateBucket', { Bucket });
  const execution = await lab.run(
    `
schemaVersion: '0.3'
assumeRole: '{{ AutomationAssumeRole }}'
parameters:
${ROLE}
  BucketName: { type: 'AWS::S3::Bucket::Name' }
outputs: [ConfigureVersioning.Output, ConfigureVersioning.Status]
mainSteps:
  - name: ConfigureVersioning
    action: aws:executeScript
    timeoutSeconds: 600
    isEnd: true
    inputs:
      Runtime: python3.8
      Handler: handler
      InputPayload: { BucketName: '{{ BucketName }}' }
      Script: |-
        import boto3

        def handler(event, context):
            s3 = boto3.client("s3")
            name = event["BucketName"]
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
            output = s3.get_bucket_versioning(Bucket=name)
            if output["Status"] != "Enabled":
                raise Exception(f"VERIFICATION FAILED. VERSIONING OF {name} IS NOT ENABLED.")
            return {"output": "verified", "Status": output["Status"]}
    outputs:
      - { Name: Output, Selector: $.Payload.output, Type: String }
      - { Name: Status, Selector: $.Payload.Status, Type: String }
`,
    { BucketName: Bucket, AutomationAssumeRole: roleArn() },
  );
  expect(execution.failureMessage).toBeUndefined();
  expect(execution.outputs).toEqual({
    'ConfigureVersioning.Output': ['verified'],
    'ConfigureVersioning.Status': ['Enabled'],
  });
  expect(await operations(execution)).toEqual(['PutBucketVersioning', 'GetBucketVersioning']);
});

test('8: a repair finds the name by the resource id, branches, waits for the resource and asserts', async () => {
  const DBInstanceIdentifier = `db-${lab.aws.accountId}`;
  const created = await lab.aws.call('rds', 'CreateDBInstance', {
    DBInstanceIdentifier,
    DBInstanceClass: 'db.t3.micro',
    Engine: 'postgres',
    MasterUsername: 'root',
    MasterUserPassword: 'password',
    AllocatedStorage: 20,
  });
  const text = `
schemaVersion: '0.3'
parameters:
  DbiResourceId: { type: String, allowedPattern: 'db-[A-Z0-9]{26}' }
mainSteps:
  - name: GetDBInstanceIdentifier
    action: aws:executeAwsApi
    inputs:
      Service: rds
      Api: DescribeDBInstances
      Filters: [{ Name: dbi-resource-id, Values: ['{{ DbiResourceId }}'] }]
    outputs:
      - { Name: Identifier, Selector: '$.DBInstances[0].DBInstanceIdentifier', Type: String }
      - { Name: Protected, Selector: '$.DBInstances[0].DeletionProtection', Type: Boolean }
  - name: IsProtected
    action: aws:branch
    isEnd: true
    inputs:
      Choices: [{ NextStep: WaitForAvailable, Variable: '{{ GetDBInstanceIdentifier.Protected }}', BooleanEquals: false }]
  - name: WaitForAvailable
    action: aws:waitForAwsResourceProperty
    timeoutSeconds: 600
    inputs: &look
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ GetDBInstanceIdentifier.Identifier }}'
      PropertySelector: $.DBInstances[0].DBInstanceStatus
      DesiredValues: [available]
  - name: EnableDeletionProtection
    action: aws:executeAwsApi
    inputs: { Service: rds, Api: ModifyDBInstance, DBInstanceIdentifier: '{{ GetDBInstanceIdentifier.Identifier }}', DeletionProtection: true }
  - name: Verify
    action: aws:assertAwsResourceProperty
    inputs:
      Service: rds
      Api: DescribeDBInstances
      DBInstanceIdentifier: '{{ GetDBInstanceIdentifier.Identifier }}'
      PropertySelector: $.DBInstances[0].DeletionProtection
      DesiredValues: ['True']
outputs: [GetDBInstanceIdentifier.Identifier]
`;
  const parameters = { DbiResourceId: first(created, 'DBInstance', 'DbiResourceId') };
  const execution = await lab.run(text, parameters);
  expect(execution.failureMessage).toBeUndefined();
  expect(execution.outputs).toEqual({ 'GetDBInstanceIdentifier.Identifier': [DBInstanceIdentifier] });
  expect(await operations(execution)).toContain('ModifyDBInstance');
  // Once it is as it should be, the branch ends the execution.
  expect(await ends(await lab.run(text, parameters))).toEqual([
    'GetDBInstanceIdentifier succeeded',
    'IsProtected succeeded',
  ]);
});

async function launched(aws = lab.aws): Promise<string> {
  const ImageId = first(await aws.call('ec2', 'DescribeImages'), 'Images', 0, 'ImageId');
  return first(
    await aws.call('ec2', 'RunInstances', { ImageId, MinCount: 1, MaxCount: 1 }),
    'Instances',
    0,
    'InstanceId',
  );
}

async function stateOf(InstanceId: string, aws = lab.aws): Promise<string> {
  const answer = await aws.call('ec2', 'DescribeInstances', { InstanceIds: [InstanceId] });
  return first(answer, 'Reservations', 0, 'Instances', 0, 'State', 'Name');
}

const STOP = `
schemaVersion: '0.3'
assumeRole: '{{ AutomationAssumeRole }}'
parameters:
  InstanceId: { type: StringList }
  AutomationAssumeRole: { type: String, default: '' }
mainSteps:
  - name: stopInstances
    action: aws:changeInstanceState
    onFailure: Continue
    inputs: { InstanceIds: '{{ InstanceId }}', DesiredState: stopped }
  - name: forceStopInstances
    action: aws:changeInstanceState
    inputs: { InstanceIds: '{{ InstanceId }}', CheckStateOnly: false, DesiredState: stopped, Force: true }
`;

test('8: instances are stopped as AWS does it: once, and then with Force', async () => {
  const InstanceId = [await launched(), await launched()];
  const execution = await lab.run(STOP, { InstanceId });
  expect(await ends(execution)).toEqual(['stopInstances succeeded', 'forceStopInstances succeeded']);
  expect(await Promise.all(InstanceId.map((id) => stateOf(id)))).toEqual(['stopped', 'stopped']);
  const broken = await lab.run(STOP, { InstanceId: ['i-0123456789abcdef0'] });
  expect(await ends(broken)).toEqual(['stopInstances failed', 'forceStopInstances failed']);
  expect(broken).toMatchObject({
    status: 'Failed',
    failureMessage: expect.stringContaining('InvalidInstanceID.NotFound'),
  });
});

test('8: an image is made of an instance, tagged, and its name holds what the default says', async () => {
  const execution = await lab.run(
    `
schemaVersion: '0.3'
parameters:
  InstanceId: { type: String }
  TargetAmiName: { type: String, default: 'Update_from_{{InstanceId}}_on_{{global:DATE_TIME}}' }
mainSteps:
  - { name: createImage, action: 'aws:createImage', inputs: { InstanceId: '{{ InstanceId }}', ImageName: '{{ TargetAmiName }}', NoReboot: true } }
  - { name: tag, action: 'aws:createTags', inputs: { ResourceIds: ['{{ createImage.ImageId }}'], Tags: [{ Key: Source, Value: '{{ InstanceId }}' }] } }
  - name: deleteImage
    action: aws:deleteImage
    inputs: { ImageId: '{{ createImage.ImageId }}' }
outputs: [createImage.ImageId, createImage.ImageState]
`,
    { InstanceId: await launched() },
  );
  expect(execution.failureMessage).toBeUndefined();
  expect(execution.outputs).toEqual({
    'createImage.ImageId': [expect.stringMatching(/^ami-/)],
    'createImage.ImageState': ['available'],
  });
  const made = (await store.executions.journal(execution.id)).find(({ operation }) => operation === 'CreateImage');
  expect(made?.request).toMatchObject({
    Name: expect.stringMatching(/^Update_from_i-\w+_on_\d{4}-\d\d-\d\d_\d\d\.\d\d\.\d\d$/),
  });
});

async function stored(name: string, content: string): Promise<void> {
  const version = { name, version: 1, hash: 'x', createdAt: '2026-01-01T00:00:00.000Z', createdBy: 'ann' };
  await store.documents.save({
    name,
    owner: lab.aws.accountId,
    createdAt: version.createdAt,
    tags: [],
    defaultVersion: 1,
    latestVersion: 1,
    sharedWith: [],
  });
  await store.documents.addVersion({ ...version, format: 'YAML', content, attachments: [] });
}

test('8: a wrapper calls a stored document in another account and region, and reads its output', async () => {
  const name = `Stop-${lab.aws.accountId}`;
  await stored(name, `${STOP}outputs: [forceStopInstances.InstanceStates]\n`);
  const InstanceId = await launched(other);
  const execution = await lab.run(
    `
schemaVersion: '0.3'
parameters: { Finding: { type: StringMap } }
mainSteps:
  - name: ParseInput
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: parse_event
      InputPayload: { Finding: '{{ Finding }}' }
      Script: |
        import re
        def parse_event(event, _):
            finding = event['Finding']
            match = re.match(r'^arn:aws:ec2:([a-z0-9-]+):(\\d{12}):instance/(i-[a-f0-9]+)$', finding['Resource'])
            if not match:
                exit(f"ERROR: {finding['Resource']} is no instance")
            return {'region': match.group(1), 'account': match.group(2), 'instance': match.group(3)}
    outputs:
      - { Name: Region, Selector: $.Payload.region, Type: String }
      - { Name: Account, Selector: $.Payload.account, Type: String }
      - { Name: Instance, Selector: $.Payload.instance, Type: String }
  - name: Remediation
    action: aws:executeAutomation
    inputs:
      DocumentName: ${name}
      TargetLocations:
        - { Accounts: ['{{ ParseInput.Account }}'], Regions: ['{{ ParseInput.Region }}'], ExecutionRoleName: Orchestrated }
      RuntimeParameters: { InstanceId: ['{{ ParseInput.Instance }}'] }
outputs: [Remediation.Output]
`,
    { Finding: { Resource: `arn:aws:ec2:${other.region}:${other.accountId}:instance/${InstanceId}` } },
  );
  expect(execution.failureMessage).toBeUndefined();
  expect(execution.outputs).toEqual({ 'Remediation.Output': ['stopped'] });
  expect(await stateOf(InstanceId, other)).toBe('stopped');
});
