import { httpClient, type AuditRecord, type Grant, type Trueup } from '@trueup/api-contract';
import type { RecordAction } from '@trueup/core';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { signedFetch } from '../aws-api/signed-fetch.ts';
import { serverLog } from '../server-log.ts';
import { reportedFinding } from '../testing/reported-finding.ts';
import { OWN_ACCOUNT, servedTrueup } from '../testing/served-trueup.ts';

/** Each attack goes through a real server and a real store. */
type Served = Awaited<ReturnType<typeof servedTrueup>>;
let served: Served;
let admin: Trueup;

const OTHER_ACCOUNT = '222222222222';
const PASSWORD = 'correct horse battery';

async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${served.address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

interface Browser {
  readonly cookie: string;
  readonly csrf: string;
}

async function logIn(name: string, cookie = ''): Promise<Browser> {
  const answer = await post('/auth/login', { name, password: PASSWORD }, { cookie });
  expect(answer.status).toBe(200);
  const { csrf } = (await answer.json()) as { readonly csrf: string };
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '', csrf };
}

const changing = ({ cookie, csrf }: Browser): Record<string, string> => ({
  cookie,
  'x-trueup-csrf': csrf,
  origin: served.address,
});

/** A token of a person, made by himself as a browser does. */
async function tokenOf(name: string, given: object = {}): Promise<{ readonly id: string; readonly secret: string }> {
  const answer = await post('/api/v1/tokens', { name: 'test', days: 1, ...given }, changing(await logIn(name)));
  expect(answer.status).toBe(200);
  return (await answer.json()) as { readonly id: string; readonly secret: string };
}

const withToken = (token: string, actor?: string): Trueup =>
  httpClient({ baseUrl: served.address, token, ...(actor === undefined ? {} : { actor }) });

async function newPerson(name: string, ...grants: Grant[]): Promise<Trueup> {
  await admin.createUser({ name, grants, password: PASSWORD });
  return withToken((await tokenOf(name)).secret);
}

async function recorded(action: RecordAction): Promise<readonly AuditRecord[]> {
  return (await admin.listRecords({ actions: [action], limit: 100 })).items;
}

beforeAll(async () => {
  served = await servedTrueup(inject('awsLabEndpoint'));
  const secret = await served.composition.bootstrapSecret();
  expect((await post('/auth/bootstrap', { secret, name: 'root', password: PASSWORD })).status).toBe(201);
  // Once, whoever has seen it.
  expect((await post('/auth/bootstrap', { secret, name: 'thief', password: PASSWORD })).status).toBe(401);
  expect(await served.composition.bootstrapSecret()).toBeUndefined();
  admin = withToken((await tokenOf('root')).secret);
  const of = (partition: string, account: string, name: string): Record<string, unknown> =>
    reportedFinding(name, {
      ProductArn: `arn:${partition}:securityhub:us-east-1:${account}:product/${account}/default`,
      AwsAccountId: account,
      Resources: [{ Type: 'AwsEc2Instance', Id: `arn:${partition}:ec2:us-east-1:${account}:instance/${name}` }],
    });
  const findings = [
    of('aws', OWN_ACCOUNT, 'mine'),
    of('aws', OTHER_ACCOUNT, 'theirs'),
    of('aws-us-gov', OTHER_ACCOUNT, 'theirs-gov'),
    of('aws-cn', OTHER_ACCOUNT, 'theirs-cn'),
  ];
  expect(await admin.importFindings({ findings: findings as never })).toMatchObject({ created: 4 });
});
afterAll(() => served.close());

test('a forged name beside a token is not believed, nor beside the admin token once there are users', async () => {
  await newPerson('frank', { role: 'viewer' });
  const forged = withToken((await tokenOf('frank')).secret, 'root');
  expect(await forged.whoAmI({})).toMatchObject({ name: 'frank', grants: [{ role: 'viewer' }] });
  expect(await served.as('root').whoAmI({})).toMatchObject({ name: 'local-admin', via: 'local-admin' });
});

test('a token that has expired or was revoked is refused', async () => {
  await newPerson('gina', { role: 'viewer' });
  const made = await tokenOf('gina');
  const gina = withToken(made.secret);
  await gina.listFindings({});
  await gina.revokeToken({ id: made.id });
  await expect(gina.listFindings({})).rejects.toMatchObject({ code: 'unauthenticated' });
  const other = await tokenOf('gina');
  const { identities } = served.composition.access.store;
  const stored = (await identities.tokens()).find(({ id }) => id === other.id);
  if (!stored) throw new Error('expected the token in the store');
  expect(JSON.stringify(stored)).not.toContain(other.secret);
  await identities.saveToken({ ...stored, expiresAt: '2026-01-01T00:00:00.000Z' });
  await expect(withToken(other.secret).listFindings({})).rejects.toMatchObject({
    code: 'unauthenticated',
    message: expect.stringContaining('expired'),
  });
});

test('a disabled user is out at once, by session and by token', async () => {
  const hugo = await newPerson('hugo', { role: 'viewer' });
  const browser = await logIn('hugo');
  await admin.disableUser({ name: 'hugo' });
  await expect(hugo.whoAmI({})).rejects.toMatchObject({ code: 'unauthenticated' });
  expect((await fetch(`${served.address}/auth/session`, { headers: { cookie: browser.cookie } })).status).toBe(401);
  expect((await post('/auth/login', { name: 'hugo', password: PASSWORD })).status).toBe(401);
});

test('nobody gives himself more: not by token, not by his own user, not by members that nobody asked for', async () => {
  const ivan = await newPerson('ivan', { role: 'operator', accounts: [OWN_ACCOUNT] });
  const browser = changing(await logIn('ivan'));
  for (const grants of [
    [{ role: 'admin' }],
    [{ role: 'operator' }],
    [{ role: 'operator', accounts: [OTHER_ACCOUNT] }],
    [{ role: 'auditor', accounts: [OWN_ACCOUNT] }],
  ]) {
    const answer = await post('/api/v1/tokens', { name: 'more', days: 1, grants }, browser);
    expect({ grants, status: answer.status }).toEqual({ grants, status: 403 });
  }
  await expect(ivan.changeUser({ name: 'ivan', grants: [{ role: 'admin' }] })).rejects.toMatchObject({
    code: 'forbidden',
  });
  for (const extra of [
    { userId: 'root' },
    { expiresAt: '2999-01-01T00:00:00.000Z' },
    { grants: [], __proto__: null, admin: true },
  ]) {
    expect((await post('/api/v1/tokens', { name: 'more', days: 1, ...extra }, browser)).status).toBe(400);
  }
  expect((await post('/api/v1/tokens', { name: 'long', days: 366 }, browser)).status).toBe(400);
  expect(await ivan.whoAmI({})).toMatchObject({ grants: [{ role: 'operator', accounts: [OWN_ACCOUNT] }] });
});

test('a token that lost its user’s grant lost it too', async () => {
  const judy = await newPerson('judy', { role: 'operator' });
  await expect(judy.makePlan({ findingId: 'f-none' })).rejects.toMatchObject({ code: 'not-found' });
  await admin.changeUser({ name: 'judy', grants: [{ role: 'viewer' }] });
  await expect(judy.makePlan({ findingId: 'f-none' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('the last admin cannot be put out', async () => {
  await expect(admin.disableUser({ name: 'root' })).rejects.toMatchObject({ reason: 'last-admin' });
  await expect(admin.changeUser({ name: 'root', grants: [] })).rejects.toMatchObject({ reason: 'last-admin' });
});

test('a name that looks like another is taken', async () => {
  await expect(admin.createUser({ name: 'ROOT', grants: [] })).rejects.toMatchObject({ reason: 'name-taken' });
  await expect(admin.createUser({ name: 'local-admin', grants: [] })).rejects.toMatchObject({ reason: 'name-taken' });
});

test('a page of another site changes nothing with a stranger’s cookie', async () => {
  const browser = await logIn('root');
  const body = { name: 'mallory', grants: [{ role: 'admin' }] };
  for (const headers of [
    { cookie: browser.cookie },
    { cookie: browser.cookie, origin: 'https://evil.example' },
    { ...changing(browser), origin: 'https://evil.example' },
    { ...changing(browser), 'sec-fetch-site': 'cross-site' },
    { ...changing(browser), 'x-trueup-csrf': 'guess' },
  ]) {
    expect((await post('/api/v1/users', body, headers)).status).toBe(403);
  }
  expect((await admin.listUsers({})).items.map(({ name }) => name)).not.toContain('mallory');
});

test('a session that was planted does not survive the log-in', async () => {
  const first = await logIn('root');
  const second = await logIn('root', first.cookie);
  expect(second.cookie).not.toBe(first.cookie);
  const seen = async (cookie: string): Promise<number> =>
    (await fetch(`${served.address}/auth/session`, { headers: { cookie } })).status;
  expect(await seen(first.cookie)).toBe(401);
  expect(await seen(second.cookie)).toBe(200);
});

test('a stolen session does not guess the password where it is changed', async () => {
  await newPerson('mona', { role: 'viewer' });
  const stolen = changing(await logIn('mona'));
  const guess = async (current: string): Promise<number> =>
    (await post('/api/v1/me/password', { current, next: 'another long password' }, stolen)).status;
  for (let count = 0; count < 5; count += 1) expect(await guess(`guess ${count}`)).toBe(422);
  expect(await guess(PASSWORD)).toBe(429);
  expect(await recorded('login.failed')).toContainEqual(
    expect.objectContaining({ actor: { kind: 'person', name: 'mona' }, detail: { by: 'change-password' } }),
  );
});

test('accounts are kept apart in every partition', async () => {
  const kate = await newPerson('kate', { role: 'operator', accounts: [OWN_ACCOUNT] });
  const { items } = await kate.listFindings({});
  expect(items.map(({ resource }) => resource.accountId)).toEqual([OWN_ACCOUNT]);
  const everything = await admin.listFindings({});
  const theirs = everything.items.filter(({ resource }) => resource.accountId === OTHER_ACCOUNT);
  expect(theirs.map(({ resource }) => resource.partition).toSorted()).toEqual(['aws', 'aws-cn', 'aws-us-gov']);
  for (const { id, resource } of theirs) {
    for (const asking of [
      () => kate.getFinding({ id }),
      () => kate.listFindingHistory({ id }),
      () => kate.updateFindings({ ids: [items[0]?.id ?? '', id], update: { Workflow: { Status: 'SUPPRESSED' } } }),
      () => kate.makePlan({ findingId: id }),
      () => kate.resumeAutomation({ findingId: id }),
    ]) {
      await expect(asking()).rejects.toMatchObject({ code: 'not-found', message: `no finding ${id}` });
    }
    expect((await kate.listFindings({ resourceArn: resource.arn })).items).toEqual([]);
  }
  await expect(kate.listFindings({ accounts: [OWN_ACCOUNT, OTHER_ACCOUNT] })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(kate.startScan({ accounts: [OTHER_ACCOUNT] })).rejects.toMatchObject({ code: 'not-found' });
  await expect(kate.listRecords({})).rejects.toMatchObject({ code: 'forbidden' });
  const event = { source: 'kate', detailType: 'x', detail: { account: OTHER_ACCOUNT } };
  await expect(kate.putEvents({ events: [event] })).rejects.toMatchObject({ code: 'forbidden' });
  expect((await admin.getFinding({ id: theirs[0]?.id ?? '' })).finding.workflow).toBe('NEW');
});

test('the key of an operator of one account reaches no other through the AWS-compatible API', async () => {
  const lena = await newPerson('lena', { role: 'operator', accounts: [OWN_ACCOUNT, OTHER_ACCOUNT] });
  const log = serverLog({ level: 'silent', destination: { write: () => undefined } });
  const api = await served.composition.startAwsApi({ port: 0, log });
  onTestFinished(() => api.close());
  // The first account of the policy is the administrator's: its keys see all.
  const statusOf = async (accountId: string, request: Parameters<typeof signedFetch>[2]): Promise<number> =>
    (await signedFetch(api.address, await lena.createAccessKey({ accountId }), request)).status;
  const findings = { service: 'securityhub', url: '/findings', body: '{}' };
  const start = {
    service: 'ssm',
    headers: { 'x-amz-target': 'AmazonSSM.StartAutomationExecution', 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({
      DocumentName: 'None',
      TargetLocations: [{ Accounts: ['333333333333'], Regions: ['us-east-1'], ExecutionRoleName: 'Admin' }],
    }),
  };
  expect(await statusOf(OWN_ACCOUNT, findings)).toBe(400);
  expect(await statusOf(OTHER_ACCOUNT, findings)).toBe(200);
  expect(await recorded('access.denied')).toContainEqual(
    expect.objectContaining({ detail: expect.objectContaining({ operation: 'GetFindings', address: 'aws-api' }) }),
  );
  expect(await statusOf(OTHER_ACCOUNT, start)).toBe(400);
  expect(await recorded('access.denied')).toContainEqual(
    expect.objectContaining({ detail: expect.objectContaining({ operation: 'StartAutomationExecution' }) }),
  );
});

// Last: it locks this machine's address for a quarter of an hour.
test('guessing a password ends in a lock, and every step is in the audit log', async () => {
  for (let count = 0; count < 5; count += 1) {
    expect((await post('/auth/login', { name: 'root', password: `guess ${count}` })).status).not.toBe(200);
  }
  const locked = await post('/auth/login', { name: 'root', password: PASSWORD });
  expect({ status: locked.status, body: await locked.json() }).toMatchObject({
    status: 429,
    body: { reason: 'locked' },
  });
  expect((await recorded('login.locked')).length).toBeGreaterThan(0);
  expect((await recorded('login.failed')).length).toBeGreaterThan(0);
  expect((await recorded('login.succeeded')).length).toBeGreaterThan(0);
  expect((await recorded('access.denied')).length).toBeGreaterThan(0);
  expect(await admin.verifyRecords({})).toMatchObject({ kind: 'intact' });
});
