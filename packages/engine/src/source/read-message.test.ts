import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readMessage, type MessageReading } from './read-message.ts';

const parts = {
  clock: { now: () => '2026-02-01T00:00:00.000Z' },
  digest: (text: string): string => createHash('sha256').update(text).digest('hex'),
};
const ACCOUNT = '111122223333';
const read = (body: string): MessageReading => readMessage(parts, body, `arn:aws:sqs:eu-west-1:${ACCOUNT}:events`);

const finding = {
  SchemaVersion: '2018-10-08',
  Id: 'one',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
  GeneratorId: 'security-control/S3.8',
  AwsAccountId: ACCOUNT,
  CreatedAt: '2026-01-01T00:00:00Z',
  UpdatedAt: '2026-01-01T00:00:00Z',
  Severity: { Label: 'HIGH' },
  Title: 'A title',
  Description: 'A description',
  Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::bucket' }],
};
const ocsf = {
  class_uid: 2003,
  activity_id: 1,
  time: 1_767_225_600_000,
  severity_id: 4,
  metadata: { version: '1.1.0', product: { name: 'Other' } },
  finding_info: { uid: 'two', title: 'A title', desc: 'A description' },
  compliance: { status_id: 3 },
};

function event(findings: readonly unknown[], type = 'Security Hub Findings - Imported'): string {
  const envelope = { version: '0', source: 'aws.securityhub', account: ACCOUNT, region: 'eu-west-1' };
  return JSON.stringify({ ...envelope, 'detail-type': type, detail: { findings } });
}

test('an event is read as it is, and out of a notification of SNS', () => {
  const plain = read(event([finding]));
  expect(plain).toMatchObject({ findings: [{ Id: 'one', UpdatedAt: '2026-01-01T00:00:00.000Z' }], changed: [] });
  expect(plain.unread).toBeUndefined();
  expect(read(JSON.stringify({ Type: 'Notification', TopicArn: 'x', Message: event([finding]) }))).toEqual(plain);
});

test('OCSF findings take their place from the event', () => {
  const { findings } = read(event([ocsf], 'Findings Imported V2'));
  expect(findings).toMatchObject([{ Id: 'two', AwsAccountId: ACCOUNT, Region: 'eu-west-1' }]);
});

test('of several findings a bad one keeps no good one away', () => {
  const said = read(event([finding, { ...finding, Title: '' }]));
  expect(said.findings).toHaveLength(1);
  expect(said.unread).toMatch(/^finding 1: Title /);
});

test.each([
  ['broken JSON', '{"a":', 'is not JSON'],
  ['nothing', '', 'is not JSON'],
  ['another value', '42', 'must be an object'],
  ['an object that is no event', '{"hello":1}', 'is no event'],
  ['broken JSON in a notification', '{"Type":"Notification","Message":"{"}', 'is not JSON'],
  ['a subscription', '{"Type":"SubscriptionConfirmation","Message":"x"}', 'confirm the subscription by hand'],
  ['a finding that is refused', event([{ ...finding, Severity: {} }]), 'finding 0: Severity'],
])('%s is kept for a person', (_, body, reason) => {
  expect(read(body)).toEqual({ findings: [], changed: [], unread: expect.stringContaining(reason) });
});

test('an event without an account is of the account of its queue', () => {
  const { account: _account, ...rest } = JSON.parse(event([ocsf], 'Findings Imported V2')) as { account: string };
  expect(read(JSON.stringify(rest)).findings).toMatchObject([{ AwsAccountId: ACCOUNT }]);
});

test('an event of something else asks for nothing', () => {
  const other = { source: 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notification', detail: {} };
  expect(read(JSON.stringify({ ...other, account: ACCOUNT, region: 'eu-west-1' }))).toEqual({
    findings: [],
    changed: [],
  });
});
