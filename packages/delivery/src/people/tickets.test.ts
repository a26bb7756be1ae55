import { jiraIssue, messageOf, serviceNowRecord, type JsonObject } from '@trueup/core';
import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { closeHttpListeners, httpListener, type Seen } from '../testing/http-listener.ts';
import { DELIVERY_ID, never, parcelTo, partsFor, SECRET } from '../testing/parcel-to.ts';
import { jiraDelivery } from './jira.ts';
import { serviceNowDelivery } from './servicenow.ts';

afterEach(closeHttpListeners);

const LABEL = `trueup-${DELIVERY_ID}`;
const USER = 'bot@example.com';
const AUTHORIZATION = `Basic ${Buffer.from(`${USER}:${SECRET}`).toString('base64')}`;

const answers = (response: ServerResponse, status: number, output: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(output));

/** As much of Jira as keeps issues and finds them by a label. */
function jira(issues: { key: string; labels: readonly string[] }[], afterCreate?: (response: ServerResponse) => void) {
  return (response: ServerResponse, { url, body }: Seen): void => {
    const input = JSON.parse(body) as { jql: string; fields: { labels: string[] } };
    if (url.endsWith('/rest/api/2/search/jql')) {
      const found = issues.filter(({ labels }) => labels.some((label) => input.jql === `labels = "${label}"`));
      answers(response, 200, { issues: found.map(({ key }) => ({ key })), isLast: true });
    } else if (url.endsWith('/rest/api/2/issue')) {
      const key = `SEC-${issues.push({ key: '', labels: input.fields.labels })}`;
      issues.splice(-1, 1, { key, labels: input.fields.labels });
      if (afterCreate) afterCreate(response);
      else answers(response, 201, { id: '1', key });
    } else answers(response, 404, {});
  };
}

function toJira(baseUrl: string, parts = partsFor()) {
  const address = {
    kind: 'jira',
    baseUrl,
    project: 'SEC',
    issueType: 'Task',
    user: USER,
    tokenSecret: 'JIRA',
  } as const;
  const parcel = parcelTo(address);
  return { parcel, deliver: () => jiraDelivery(parts)(address, parcel, never) };
}

test('an issue is made once it was looked for, labelled with the delivery', async () => {
  const { url, seen } = await httpListener(jira([]));
  const { parcel, deliver } = toJira(`${url}/`);
  expect(await deliver()).toEqual({ kind: 'delivered', detail: 'issue SEC-1' });
  expect(seen.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
    'POST /rest/api/2/search/jql',
    'POST /rest/api/2/issue',
  ]);
  for (const { headers } of seen) expect(headers.authorization).toBe(AUTHORIZATION);
  const issue = jiraIssue(messageOf(parcel.event, 'en'), { project: 'SEC', issueType: 'Task' }, partsFor().consoleUrl);
  const made = JSON.parse(seen[1]?.body ?? '') as JsonObject;
  expect(made).toEqual(JSON.parse(JSON.stringify({ fields: { ...(issue['fields'] as JsonObject), labels: [LABEL] } })));
});

test('a base with a path is kept', async () => {
  const { url, seen } = await httpListener(jira([]));
  await toJira(`${url}/ex/jira/cloud-id`).deliver();
  expect(seen[0]?.url).toBe('/ex/jira/cloud-id/rest/api/2/search/jql');
});

test('an attempt whose answer was lost makes no second issue', async () => {
  const issues: { key: string; labels: readonly string[] }[] = [];
  const { url } = await httpListener(jira(issues, (response) => void response.destroy()));
  const { deliver } = toJira(url);
  expect(await deliver()).toMatchObject({ kind: 'failed', code: 'CONNECTION_FAILURE' });
  expect(await deliver()).toEqual({ kind: 'delivered', detail: 'issue SEC-1, by an earlier attempt' });
  expect(issues).toHaveLength(1);
});

test('Jira says why it refuses, without what it was sent as a secret', async () => {
  const { host, url } = await httpListener((response, { url: path }) => {
    if (path.endsWith('jql')) answers(response, 200, { issues: [] });
    else answers(response, 400, { errorMessages: [`no\n${SECRET}`], errors: { issuetype: `bad ${AUTHORIZATION}` } });
  });
  expect(await toJira(url).deliver()).toEqual({
    kind: 'refused',
    code: 'INVALID_PARAMETER',
    message: `${host} answered HTTP 400: no (secret); issuetype: bad Basic (secret)`,
  });
});

test.each([
  [401, 'refused', 'NO_PERMISSIONS'],
  [404, 'refused', 'NO_RESOURCE'],
  [429, 'failed', 'THROTTLING'],
  [503, 'failed', 'ERROR_FROM_TARGET'],
])('nothing is made when the search is answered with HTTP %d', async (status, kind, code) => {
  const { url, seen } = await httpListener((response) => answers(response, status, {}));
  expect(await toJira(url).deliver()).toMatchObject({ kind, code });
  expect(seen).toHaveLength(1);
});

test.each(['<html>Sign in</html>', '[]', ''])(
  'a page that is not its API, such as %j, is not taken for it',
  async (page) => {
    const { host, url } = await httpListener((response) => void response.end(page));
    const message = `${host} answered, but not as its API answers`;
    expect(await toJira(url).deliver()).toEqual({ kind: 'failed', code: 'ERROR_FROM_TARGET', message });
  },
);

test.each(['nowhere', 'https://jira.example.com/?a=b', 'https://jira.example.com/#x'])(
  '%s is no base',
  async (base) => {
    expect(await toJira(base).deliver()).toMatchObject({ kind: 'refused', code: 'INVALID_PARAMETER' });
  },
);

test('a password does not go over plain http', async () => {
  const resolve = () => Promise.resolve([{ address: '93.184.216.34', family: 4 }]);
  const { deliver } = toJira('http://jira.example.com', partsFor({ resolve }));
  const message = 'what is secret is sent to jira.example.com over https only';
  expect(await deliver()).toEqual({ kind: 'refused', code: 'INVALID_PARAMETER', message });
});

/** As much of ServiceNow as keeps records. A table that `ignores` its conditions answers any record. */
function serviceNow(records: JsonObject[], ignores: boolean, afterCreate?: (response: ServerResponse) => void) {
  return (response: ServerResponse, { method, url, body }: Seen): void => {
    if (method === 'GET') {
      const [field = '', value = ''] = (new URL(url, 'http://x').searchParams.get('sysparm_query') ?? '').split('=');
      const result = records.filter((record) => ignores || record[field] === value).slice(0, 1);
      answers(response, 200, { result });
      return;
    }
    const record = { ...(JSON.parse(body) as JsonObject), number: `INC000${records.length + 1}` };
    records.push(record);
    if (afterCreate) afterCreate(response);
    else answers(response, 201, { result: { number: record.number } });
  };
}

function toServiceNow(baseUrl: string, table = 'incident') {
  const address = { kind: 'servicenow', baseUrl, table, user: USER, passwordSecret: 'SN', locale: 'ja' } as const;
  const parcel = parcelTo(address);
  return { parcel, deliver: () => serviceNowDelivery(partsFor())(address, parcel, never) };
}

test('a record is made once it was looked for, with the delivery as its correlation id', async () => {
  const { url, seen } = await httpListener(serviceNow([], false));
  const { parcel, deliver } = toServiceNow(url);
  expect(await deliver()).toEqual({ kind: 'delivered', detail: 'record INC0001' });
  const [query, made] = seen;
  expect(query?.url).toBe(
    `/api/now/table/incident?sysparm_query=correlation_id%3D${DELIVERY_ID}&sysparm_limit=1&sysparm_fields=sys_id%2Cnumber%2Ccorrelation_id`,
  );
  expect(made).toMatchObject({
    method: 'POST',
    url: '/api/now/table/incident',
    headers: { authorization: AUTHORIZATION },
  });
  const record = serviceNowRecord(messageOf(parcel.event, 'ja'), partsFor().consoleUrl);
  expect(JSON.parse(made?.body ?? '')).toEqual({
    ...record,
    correlation_id: DELIVERY_ID,
    correlation_display: 'Trueup',
  });
});

test('an attempt whose answer was lost makes no second record', async () => {
  const records: JsonObject[] = [];
  const { url } = await httpListener(serviceNow(records, false, (response) => void response.destroy()));
  const { deliver } = toServiceNow(url);
  expect(await deliver()).toMatchObject({ kind: 'failed' });
  expect(await deliver()).toEqual({ kind: 'delivered', detail: 'record INC0001, by an earlier attempt' });
  expect(records).toHaveLength(1);
});

test('a table without a correlation id answers any record, which is not taken for this one', async () => {
  const records: JsonObject[] = [{ number: 'INC0009', correlation_id: 'another' }];
  const { url } = await httpListener(serviceNow(records, true));
  expect(await toServiceNow(url).deliver()).toEqual({ kind: 'delivered', detail: 'record INC0002' });
});

test.each(['incident/../sys_user', 'a?b', ''])('%j is no table', async (table) => {
  const { url, seen } = await httpListener();
  expect(await toServiceNow(url, table).deliver()).toMatchObject({ kind: 'refused', code: 'INVALID_PARAMETER' });
  expect(seen).toEqual([]);
});

test('ServiceNow says why it refuses', async () => {
  const error = { message: 'Operation Failed', detail: 'ACL restricts the record' };
  const { host, url } = await httpListener((response, { method }) => {
    if (method === 'GET') answers(response, 200, { result: [] });
    else answers(response, 403, { error, status: 'failure' });
  });
  expect(await toServiceNow(url).deliver()).toEqual({
    kind: 'refused',
    code: 'NO_PERMISSIONS',
    message: `${host} answered HTTP 403: Operation Failed: ACL restricts the record`,
  });
});
