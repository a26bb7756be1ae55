import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { accountId, region, type ApiCall, type JournalEntry } from '@trueup/core';
import { expect, test } from 'vitest';
import { callBudget } from '../door/call-budget.ts';
import { answerCall, type GatewayCall } from './answer-call.ts';
import { givesCredentials } from './give-credentials.ts';
import type { WireAnswer } from './wire-answer.ts';
import type { RequestRoom } from './wire-request.ts';

const ACCOUNT = accountId('111111111111');

interface Asked {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly service?: string;
  readonly region?: string;
  readonly mode?: 'live' | 'plan';
}

/** A script's session whose account cannot be entered: what comes as far as AWS fails with `NoWayIn`. */
function script(room: RequestRoom = { bytes: 1e9 }) {
  const journal: JournalEntry[] = [];
  const planned: ApiCall[] = [];
  const failure = { code: 'NoWayIn', message: 'no way in', httpStatus: 403, kind: 'access-denied' } as const;
  const ask = async (asked: Asked): Promise<string> => {
    const body = Buffer.from(asked.body ?? '{}');
    const scope = `${asked.region ?? 'eu-west-1'}/${asked.service ?? 'ssm'}`;
    const incoming = Object.assign(Readable.from([body]), {
      method: asked.method ?? 'POST',
      url: asked.url ?? '/',
      headers: {
        host: '127.0.0.1:80',
        authorization: `AWS4-HMAC-SHA256 Credential=K/20260101/${scope}/aws4_request, Signature=0`,
        ...asked.headers,
      },
    }) as unknown as IncomingMessage;
    const call: GatewayCall = {
      door: {
        credentials: () => Promise.resolve({ kind: 'failed', failure }),
        budget: callBudget(),
        endpoint: undefined,
      },
      upstream: { send: () => Promise.reject(new Error('not sent')), close: () => undefined },
      aws: {
        scope: { accountId: ACCOUNT, region: region('eu-west-1'), partition: 'aws' },
        session: { mode: asked.mode ?? 'live', journal: (entry) => journal.push(entry) },
        planned: (one) => planned.push(one),
      },
      accessKeyId: 'K',
      room,
      signal: new AbortController().signal,
      incoming,
    };
    return String(((await answerCall(call)) as WireAnswer).body);
  };
  return { ask, journal, planned };
}

const target = (name: string): Readonly<Record<string, string>> => ({ 'x-amz-target': name });
const get = { headers: target('AmazonSSM.GetParameter'), body: '{"Name":"n"}' };
const put = (value: string): Asked => ({
  headers: target('AmazonSSM.PutParameter'),
  body: JSON.stringify({ Name: 'n', Value: value, Description: 'd'.repeat(20_000) }),
});

test('a long request stands in the record and in the plan by its size, without its secrets', async () => {
  const { ask, journal, planned } = script();
  const parameters = { Name: 'n', Value: '(redacted)', Description: '(20002 bytes)' };
  await ask({ ...put('hunter2'), mode: 'plan' });
  expect(planned).toEqual([{ service: 'ssm', operation: 'PutParameter', parameters }]);
  await ask(put('hunter2'));
  expect(journal).toMatchObject([{ operation: 'PutParameter', errorCode: 'NoWayIn', request: parameters }]);
});

test('a request of many names is written as its size', async () => {
  const { ask, journal } = script();
  const names = Array.from({ length: 5_000 }, (_unused, index) => [`Name${index}`, 'v']);
  const body = JSON.stringify(Object.fromEntries(names));
  await ask({ service: 'wickr', headers: target('W.PutThing'), body });
  expect(journal).toMatchObject([{ request: { Body: `(${body.length} bytes)` } }]);
});

test('a script whose calls fill the record sends no more, which is recorded once', async () => {
  const { ask, journal, planned } = script({ bytes: 1e9, recorded: 10 * 1024 * 1024 - 60_000 });
  const body = JSON.stringify({ Name: 'n', Tags: Array.from({ length: 300 }, () => ({ Key: 'k', Value: 'v' })) });
  let answer = '';
  for (let count = 0; count < 20 && !answer.includes('TooMuchRecorded'); count += 1) {
    answer = await ask({ ...put(''), body, mode: 'plan' });
  }
  expect(answer).toContain('fills 10 MB of its record');
  const before = planned.length;
  expect(before).toBeGreaterThan(1);
  await ask({ ...put(''), mode: 'plan' });
  await ask(get);
  expect(planned).toHaveLength(before);
  expect(journal).toMatchObject([{ service: 'ssm', errorCode: 'TooMuchRecorded', httpStatus: 403, attempts: 0 }]);
});

test.each(['cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'evil'])('a call to %s is refused', async (name) => {
  const { ask, journal } = script();
  expect(await ask({ ...get, region: name })).toContain('regions of the partition aws only');
  expect(journal).toMatchObject([{ errorCode: 'RegionOfAnotherPartition', attempts: 0 }]);
});

test.each<[string, string]>([
  ['ssm', 'AmazonSSM.GetAccessToken'],
  ['gamelift', 'GameLift.GetComputeAccess'],
  ['gamelift', 'GameLift.getinstanceaccess'],
  ['gamelift', 'GameLift.RequestUploadCredentials'],
  ['deadline', 'X.AssumeQueueRoleForUser'],
  ['elasticmapreduce', 'ElasticMapReduce.GetClusterSessionCredentials'],
  ['codepipeline', 'CodePipeline_20150709.PollForJobs'],
  ['codepipeline', 'CodePipeline_20150709.GetJobDetails'],
  ['codepipeline', 'CodePipeline_20150709.GetThirdPartyJobDetails'],
  ['lightsail', 'X.CreateBucketAccessKey'],
])('credentials of %s stay outside (%s)', async (service, name) => {
  const { ask, journal } = script();
  await ask({ service, headers: target(name) });
  expect(journal).toMatchObject([{ errorCode: 'CredentialsStayOutside', attempts: 0 }]);
});

test('tokens of sso-oidc stay outside', () => {
  // Its client here is of a kind that names no operations, so a request of it gets no further than that.
  expect(
    ['CreateToken', 'CreateTokenWithIAM', 'RegisterClient'].map((name) => givesCredentials('sso-oidc', name)),
  ).toEqual([true, true, false]);
});

test.each([
  ['http://user:pass@proxy/x?key=secret', 'http://proxy/x'],
  ['user:pass@host:443', 'host:443'],
  ['//user:pass@host/x', '//host/x'],
  ['http://host/a@b', 'http://host/a@b'],
])('%s is recorded as %s', async (url, recorded) => {
  const { ask, journal } = script();
  const answer = await ask({ url, headers: { host: 'user:pass@proxy' } });
  expect(journal).toMatchObject([{ errorCode: 'NotAws', request: { Host: 'proxy', Url: recorded } }]);
  expect(answer + JSON.stringify(journal)).not.toContain('pass');
});
