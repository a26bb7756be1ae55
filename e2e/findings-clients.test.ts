import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountId } from '@trueup/core';
import { labAws } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { awsClients, freePort, type AwsClients, type Credentials } from './src/aws-clients.ts';
import { trueupHome, until, type TrueupHome, type TrueupServer } from './src/trueup-process.ts';

/** The AWS CLI, as it is published, on findings, rules and events of a real server. */
const ACCOUNT = '600000000011';
const POLICY = `
regions: [us-east-1]
accounts: [{ id: "${ACCOUNT}", name: e2e, role: TrueupMember }]
`;
const PRODUCT = `arn:aws:securityhub:us-east-1:${ACCOUNT}:product/${ACCOUNT}/default`;

let home: TrueupHome;
let server: TrueupServer;
let aws: AwsClients;

beforeAll(async () => {
  home = await trueupHome(inject('awsLabEndpoint'), POLICY);
  const port = await freePort();
  server = await home.serve('--aws-api-port', String(port));
  const made = await home.run('keys', 'create', '--name', 'ann', '-o', 'json');
  aws = awsClients(`http://127.0.0.1:${port}`, JSON.parse(made.stdout) as Credentials);
});
afterAll(async () => {
  await server.stop();
  await home.remove();
});

const finding = (id: string, changes: object = {}) => ({
  SchemaVersion: '2018-10-08',
  Id: id,
  ProductArn: PRODUCT,
  GeneratorId: 'own-scanner/open-port',
  AwsAccountId: ACCOUNT,
  CreatedAt: '2026-01-01T00:00:00Z',
  UpdatedAt: '2026-01-01T00:00:00Z',
  Severity: { Label: 'MEDIUM' },
  Title: `Port open on ${id}`,
  Description: 'Anyone can connect.',
  Resources: [{ Type: 'AwsEc2Instance', Id: `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/${id}` }],
  ...changes,
});

async function file(name: string, value: unknown): Promise<string> {
  const path = join(home.dataDir, name);
  await writeFile(path, JSON.stringify(value));
  return `file://${path}`;
}

const importing = async (...findings: readonly object[]): Promise<Record<string, unknown>> =>
  aws.securityhub('batch-import-findings', '--findings', await file('findings.json', findings));

const found = async (filters: object): Promise<readonly Record<string, unknown>[]> => {
  const { Findings } = await aws.securityhub('get-findings', '--filters', await file('filters.json', filters));
  return Findings as readonly Record<string, unknown>[];
};
const byId = (id: string) => ({ Id: [{ Value: id, Comparison: 'EQUALS' }] });

test('a bad finding is refused alone, with its place; the others land', async () => {
  const bad = finding('bad-1', { Resources: [{ Type: 'Banana', Id: 'x' }] });
  expect(await importing(finding('good-1'), bad)).toMatchObject({
    SuccessCount: 1,
    FailedCount: 1,
    FailedFindings: [
      { Id: 'bad-1', ErrorCode: 'InvalidInput', ErrorMessage: expect.stringContaining('Resources[0].Type') },
    ],
  });
  expect(await found(byId('good-1'))).toMatchObject([
    { Id: 'good-1', Severity: { Label: 'MEDIUM', Normalized: 40 }, Workflow: { Status: 'NEW' }, RecordState: 'ACTIVE' },
  ]);
  expect(await found(byId('bad-1'))).toEqual([]);
});

test('a customer decides, a provider does not take it back, and the history tells of both', async () => {
  await importing(finding('note-1'));
  const identifier = `Id=note-1,ProductArn=${PRODUCT}`;
  const change = ['--workflow', 'Status=NOTIFIED', '--note', 'Text=looked at,UpdatedBy=ann', '--criticality', '80'];
  expect(await aws.securityhub('batch-update-findings', '--finding-identifiers', identifier, ...change)).toMatchObject({
    ProcessedFindings: [{ Id: 'note-1' }],
    UnprocessedFindings: [],
  });
  await importing(finding('note-1', { UpdatedAt: '2026-01-02T00:00:00Z', Criticality: 5, Title: 'Port still open' }));
  expect(await found(byId('note-1'))).toMatchObject([
    { Title: 'Port still open', Criticality: 80, Workflow: { Status: 'NOTIFIED' }, Note: { Text: 'looked at' } },
  ]);
  const { Records } = await aws.securityhub('get-finding-history', '--finding-identifier', identifier);
  expect(Records).toMatchObject([
    { UpdateSource: { Type: 'BATCH_IMPORT_FINDINGS' } },
    {
      UpdateSource: { Type: 'BATCH_UPDATE_FINDINGS', Identity: 'ann' },
      Updates: expect.arrayContaining([{ UpdatedField: 'Workflow.Status', OldValue: 'NEW', NewValue: 'NOTIFIED' }]),
    },
    { FindingCreated: true },
  ]);
});

test('an automation rule changes what comes in after it, and can be taken back', async () => {
  const criteria = await file('criteria.json', { Title: [{ Value: 'Port open on rule', Comparison: 'PREFIX' }] });
  const actions = await file('actions.json', [
    {
      Type: 'FINDING_FIELDS_UPDATE',
      FindingFieldsUpdate: { Severity: { Label: 'CRITICAL' }, UserDefinedFields: { by: 'rule' } },
    },
  ]);
  await importing(finding('rule-before'));
  const { RuleArn } = await aws.securityhub(
    'create-automation-rule',
    '--rule-name',
    'ports',
    '--description',
    'Ports matter',
    '--rule-order',
    '1',
    '--criteria',
    criteria,
    '--actions',
    actions,
  );
  await importing(finding('rule-after'));
  expect(await found(byId('rule-before'))).toMatchObject([{ Severity: { Label: 'MEDIUM' } }]);
  expect(await found(byId('rule-after'))).toMatchObject([
    { Severity: { Label: 'CRITICAL', Normalized: 90 }, UserDefinedFields: { by: 'rule' } },
  ]);
  expect(await aws.securityhub('list-automation-rules')).toMatchObject({
    AutomationRulesMetadata: [{ RuleName: 'ports' }],
  });
  await aws.securityhub('batch-delete-automation-rules', '--automation-rules-arns', String(RuleArn));
  await importing(finding('rule-later', { Title: 'Port open on rule-later' }));
  expect(await found(byId('rule-later'))).toMatchObject([{ Severity: { Label: 'MEDIUM' } }]);
});

test('an insight counts findings by an attribute', async () => {
  await importing(...['count-1', 'count-2'].map((id) => finding(id, { GeneratorId: 'counted' })));
  const filters = await file('insight.json', { GeneratorId: [{ Value: 'counted', Comparison: 'EQUALS' }] });
  const { InsightArn } = await aws.securityhub(
    'create-insight',
    '--name',
    'by type',
    '--filters',
    filters,
    '--group-by-attribute',
    'ResourceType',
  );
  expect(await aws.securityhub('get-insight-results', '--insight-arn', String(InsightArn))).toMatchObject({
    InsightResults: {
      GroupByAttribute: 'ResourceType',
      ResultValues: [{ GroupByAttributeValue: 'AwsEc2Instance', Count: 2 }],
    },
  });
});

test('an event rule sends an imported finding to a queue, by its input transformer, and a replay once more', async () => {
  const account = labAws(inject('awsLabEndpoint'), accountId(ACCOUNT));
  const { QueueUrl } = await account.call('sqs', 'CreateQueue', { QueueName: 'trueup-findings' });
  const pattern = JSON.stringify({ detail: { findings: { GeneratorId: ['sent'] } } });
  await aws.events('put-rule', '--name', 'to-queue', '--event-pattern', pattern);
  const targets = await file('targets.json', [
    {
      Id: 'queue',
      Arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:trueup-findings`,
      InputTransformer: { InputPathsMap: { id: '$.detail.findings[0].Id' }, InputTemplate: '{"finding": <id>}' },
    },
  ]);
  expect(await aws.events('put-targets', '--rule', 'to-queue', '--targets', targets)).toMatchObject({
    FailedEntryCount: 0,
  });
  await aws.events(
    'create-archive',
    '--archive-name',
    'sent',
    '--event-source-arn',
    `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`,
    '--event-pattern',
    pattern,
  );
  await importing(finding('sent-1', { GeneratorId: 'sent' }), finding('not-sent', { GeneratorId: 'other' }));
  const kept = await until(
    () => aws.events('describe-archive', '--archive-name', 'sent'),
    ({ EventCount }) => EventCount === 1,
  );
  expect(kept).toMatchObject({ EventCount: 1 });
  const received = async (): Promise<unknown> => {
    const { Messages } = await account.call('sqs', 'ReceiveMessage', { QueueUrl: QueueUrl ?? '', WaitTimeSeconds: 5 });
    const bodies = ((Messages ?? []) as readonly { readonly Body: string }[]).map(
      ({ Body }) => JSON.parse(Body) as unknown,
    );
    for (const { ReceiptHandle } of (Messages ?? []) as readonly { readonly ReceiptHandle: string }[]) {
      await account.call('sqs', 'DeleteMessage', { QueueUrl: QueueUrl ?? '', ReceiptHandle });
    }
    return bodies;
  };
  expect(await received()).toEqual([{ finding: 'sent-1' }]);

  await aws.events(
    'start-replay',
    '--replay-name',
    'again',
    '--event-source-arn',
    `arn:aws:events:us-east-1:${ACCOUNT}:archive/sent`,
    '--event-start-time',
    '2020-01-01T00:00:00Z',
    '--event-end-time',
    '2040-01-01T00:00:00Z',
    '--destination',
    `Arn=arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`,
  );
  await until(
    () => aws.events('describe-replay', '--replay-name', 'again'),
    ({ State }) => State === 'COMPLETED',
  );
  expect(await received()).toEqual([{ finding: 'sent-1' }]);
  expect(
    await aws.events(
      'test-event-pattern',
      '--event-pattern',
      pattern,
      '--event',
      JSON.stringify({
        id: '1',
        account: ACCOUNT,
        source: 'x',
        time: '2026-01-01T00:00:00Z',
        region: 'us-east-1',
        'detail-type': 'x',
        resources: [],
        detail: { findings: [{ GeneratorId: 'sent' }] },
      }),
    ),
  ).toEqual({ Result: true });
});
