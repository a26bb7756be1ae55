import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { awsClientsPython } from '@trueup/testing/lab';
import { memoryStore } from '@trueup/testing/memory';
import { expect, onTestFinished, test } from 'vitest';
import { ACCOUNT, scriptedApi } from './scripted-api.ts';

/** AWS's own clients against the listener: how they write paths, queries, times and errors is theirs. */

const ACTION = `arn:aws:securityhub:eu-west-1:${ACCOUNT}:action/custom/Ticket`;
const INSIGHT = `arn:aws:securityhub:eu-west-1:${ACCOUNT}:insight/${ACCOUNT}/custom/a b~c(d)*é`;

const STORY = `
import boto3, datetime, json
from botocore.exceptions import ClientError
hub = boto3.client('securityhub')
events = boto3.client('events')
def code(call, **members):
    try:
        call(**members)
    except ClientError as error:
        return [error.response['Error']['Code'], error.response['Error'].get('Message'), error.response['ResponseMetadata']['HTTPStatusCode']]
hub.update_action_target(ActionTargetArn=${JSON.stringify(ACTION)}, Name='New')
first = hub.list_automation_rules(MaxResults=1)
second = hub.list_automation_rules(MaxResults=1, NextToken=first['NextToken'])
entry = {'Source': 'my.app', 'DetailType': 't', 'Detail': '{}', 'Time': datetime.datetime(2026, 3, 1, 10, tzinfo=datetime.timezone.utc)}
print(json.dumps({
    'deleted': hub.delete_insight(InsightArn=${JSON.stringify(INSIGHT)})['InsightArn'],
    'results': hub.get_insight_results(InsightArn=${JSON.stringify(INSIGHT)})['InsightResults']['ResultValues'],
    'rules': [rule['RuleOrder'] for page in (first, second) for rule in page['AutomationRulesMetadata']],
    'created': str(first['AutomationRulesMetadata'][0]['CreatedAt']),
    'missing': code(hub.delete_action_target, ActionTargetArn=${JSON.stringify(ACTION)}),
    'invalid': code(hub.create_insight, Name=' ', Filters={}, GroupByAttribute='Type'),
    'put': events.put_events(Entries=[entry])['Entries'],
    'unknown': code(events.describe_rule, Name='none'),
    'elsewhere': code(events.list_connections),
    'nowhere': code(hub.list_members),
}))
`;

async function listening() {
  const asked: unknown[] = [];
  const rule = (order: number) => ({
    arn: `rule/${order}`,
    name: 'r',
    description: 'd',
    order,
    enabled: true,
    terminal: false,
    criteria: {},
    update: {},
    createdBy: 'ann',
    createdAt: '2026-03-01T10:00:00.250Z',
    updatedAt: '2026-03-01T10:00:00.250Z',
  });
  const note = (...what: unknown[]) => void asked.push(what);
  const { api, settingsOf } = await scriptedApi(memoryStore().store, onTestFinished, {
    findings: {
      updateCustomAction: (arn, changes) => (note(arn, changes), Promise.resolve({ kind: 'done' })),
      deleteCustomAction: () => Promise.resolve({ kind: 'unknown' }),
      deleteInsight: (arn) => (note(arn), Promise.resolve({ kind: 'done' })),
      insightResults: (arn) => {
        const insight = { arn, name: 'i', filters: {}, groupBy: 'Type' };
        return Promise.resolve({ kind: 'results', insight, groups: [{ value: 'x', count: 2 }] });
      },
      automationRules: () => Promise.resolve([rule(1), rule(2)]),
    },
    events: {
      rule: () => Promise.resolve(undefined),
      putEvents: (events) => (note(events[0]?.time), Promise.resolve([{ kind: 'put', eventId: 'id' }])),
    },
  });
  const { credentials } = await settingsOf('ann');
  const env = {
    PATH: process.env['PATH'],
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_SECURITYHUB: api.address,
    AWS_ENDPOINT_URL_EVENTBRIDGE: api.address,
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_CONFIG_FILE: '/no/such/file',
    AWS_SHARED_CREDENTIALS_FILE: '/no/such/file',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    LANG: 'C.UTF-8',
  };
  const python = async (...args: string[]): Promise<unknown> => {
    const { stdout } = await promisify(execFile)(awsClientsPython(), args, { env });
    return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as unknown);
  };
  return { asked, python };
}

test('boto3 reaches every service, whatever stands in paths and queries, and reads its errors', async () => {
  const { asked, python } = await listening();
  expect(await python('-c', STORY)).toEqual({
    deleted: INSIGHT,
    results: [{ GroupByAttributeValue: 'x', Count: 2 }],
    rules: [1, 2],
    created: '2026-03-01 10:00:00.250000+00:00',
    missing: ['ResourceNotFoundException', `There is no custom action ${ACTION}.`, 404],
    invalid: ['InvalidInputException', expect.stringContaining("Value ' ' at 'name' failed") as string, 400],
    put: [{ EventId: 'id' }],
    unknown: ['ResourceNotFoundException', 'Rule none does not exist on EventBus default.', 400],
    elsewhere: ['UnknownOperationException', 'The operation AWSEvents.ListConnections is not known here.', 400],
    nowhere: ['UnknownOperationException', 'The operation GET /members is not known here.', 404],
  });
  expect(asked).toEqual([[ACTION, { name: 'New' }], [INSIGHT], ['2026-03-01T10:00:00.000Z']]);
});

test('the AWS CLI reaches REST services with ARNs in the path', async () => {
  const { asked, python } = await listening();
  const cli = (...args: string[]) => python('-m', 'awscli', ...args, '--output', 'json');
  await cli('securityhub', 'update-action-target', '--action-target-arn', ACTION, '--description', 'd');
  expect(await cli('securityhub', 'delete-insight', '--insight-arn', INSIGHT)).toEqual({ InsightArn: INSIGHT });
  expect(asked).toEqual([[ACTION, { description: 'd' }], [INSIGHT]]);
  await expect(cli('events', 'describe-rule', '--name', 'none')).rejects.toThrow('(ResourceNotFoundException)');
});
