import { connect } from 'node:net';
import { BatchImportFindingsCommand, SecurityHubClient, type AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { ListDocumentsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { memoryStore } from '@trueup/testing/memory';
import { expect, onTestFinished, test } from 'vitest';
import { silentConnection } from '../testing/silent-connection.ts';
import { ACCOUNT, scriptedApi } from './scripted-api.ts';
import { signedFetch, type TestRequest } from './signed-fetch.ts';

async function listening() {
  const { store, executions } = memoryStore();
  const imported: unknown[] = [];
  const { api, engine, strangers, settingsOf } = await scriptedApi(store, onTestFinished, {
    findings: {
      importFindings: (findings) => {
        imported.push(...findings);
        return Promise.resolve(findings.map(() => ({ kind: 'imported' })));
      },
    },
  });
  const clientOf = async (name: string, account = ACCOUNT): Promise<SSMClient> => {
    const client = new SSMClient(await settingsOf(name, account));
    onTestFinished(() => client.destroy());
    return client;
  };
  const settings = await settingsOf('bob');
  const hub = new SecurityHubClient(settings);
  onTestFinished(() => hub.destroy());
  return {
    api,
    store,
    executions,
    engine,
    strangers,
    clientOf,
    ssm: await clientOf('ann'),
    hub,
    key: settings.credentials,
    imported,
  };
}

test('it stops though someone holds a connection on which nothing is asked', async () => {
  const { api } = await listening();
  const { closed } = await silentConnection(api.address);
  await api.close();
  expect(await closed).toBe('');
});

test('a key that was made up, changed or removed is refused; so is a session token', async () => {
  const { api, store, ssm, strangers } = await listening();
  const ask = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new SSMClient({ region: 'eu-west-1', endpoint: api.address, credentials, maxAttempts: 1 }).send(
      new ListDocumentsCommand({}),
    );
  const good = await ssm.config.credentials();
  const { accessKeyId, secretAccessKey } = good;
  expect(await ask({ accessKeyId, secretAccessKey })).toMatchObject({ DocumentIdentifiers: [] });
  const unrecognized = { name: 'UnrecognizedClientException' };
  await expect(ask({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey })).rejects.toMatchObject(unrecognized);
  await expect(ask({ accessKeyId, secretAccessKey, sessionToken: 'x' })).rejects.toMatchObject(unrecognized);
  await expect(ask({ accessKeyId, secretAccessKey: 'x' })).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  await store.accessKeys.remove(accessKeyId);
  await expect(ask({ accessKeyId, secretAccessKey })).rejects.toMatchObject(unrecognized);
  const { name } = unrecognized;
  expect(strangers).toEqual([name, name, 'InvalidSignatureException', name]);
});

test('a request that is none of this protocol gets an error of it, with an id', async () => {
  const { api } = await listening();
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${api.address}${path}`, init);
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/);
    expect(response.headers.get('content-type')).toMatch(/^application\/x-amz-json-1\.1/);
    const body = (await response.json()) as { __type?: string };
    expect(response.headers.get('x-amzn-errortype')).toBe(body.__type);
    return [response.status, body.__type];
  };
  const missing = [400, 'MissingAuthenticationTokenException'];
  expect(await ask('/')).toEqual(missing);
  expect(await ask('/', { method: 'POST', body: '{}' })).toEqual(missing);
  expect(await ask('/findings', { method: 'POST' })).toEqual(missing);
  expect(await ask('/?X-Amz-Signature=0', { method: 'POST' })).toEqual(missing);
  expect(await ask('/', { method: 'PUT', body: 'x' })).toEqual(missing);
  expect(await ask('/%E0%A4%A', { method: 'POST' })).toEqual([400, 'SerializationException']);
});

test('whoever has no key here is sent away before the body is read', async () => {
  const { api } = await listening();
  const { hostname, port } = new URL(api.address);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: x\r\nContent-Length: 5000000\r\n\r\n'),
    );
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('end', () => resolve(text)).on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*connection: close[^]*MissingAuthenticationTokenException/i);
});

test('a body beyond the limit of its operation is refused', async () => {
  const { api, key, ssm, hub, imported } = await listening();
  const tooLarge = { name: 'RequestEntityTooLargeException' };
  const large = new ListDocumentsCommand({ NextToken: 'x'.repeat(1_100_000) });
  await expect(ssm.send(large)).rejects.toMatchObject({ ...tooLarge, $metadata: { httpStatusCode: 413 } });
  const send = (bytes: number) => {
    const Findings = [{ Id: 'a', Description: 'x'.repeat(bytes) }] as unknown as AwsSecurityFinding[];
    return hub.send(new BatchImportFindingsCommand({ Findings }));
  };
  const limit = 6 * 1024 * 1024;
  expect(await send(limit - 100)).toMatchObject({ SuccessCount: 1, FailedCount: 0 });
  await expect(send(limit)).rejects.toMatchObject(tooLarge);
  // The limit is the operation's, not the service's.
  const other = { service: 'securityhub', url: '/findings', body: 'x'.repeat(1_100_000) };
  expect((await signedFetch(api.address, key, other)).status).toBe(413);
  expect(imported).toHaveLength(1);
});

test('the service that a signature names answers, and no other', async () => {
  const { api, key } = await listening();
  const ask = async (request: TestRequest) => {
    const response = await signedFetch(api.address, key, request);
    return [response.status, response.headers.get('x-amzn-errortype'), await response.json()];
  };
  const target = (name: string) => ({ headers: { 'x-amz-target': name }, body: '{}' });
  expect(await ask({ service: 'ssm', ...target('AmazonSSM.ListDocuments') })).toEqual([
    200,
    null,
    { DocumentIdentifiers: [] },
  ]);
  const unknown = 'UnknownOperationException';
  const message = (shown: string) => `The operation ${shown} is not known here.`;
  expect(await ask({ service: 'events', ...target('AmazonSSM.ListDocuments') })).toEqual([
    400,
    unknown,
    { __type: unknown, message: message('AmazonSSM.ListDocuments') },
  ]);
  expect(await ask({ service: 'ssm', url: '/findings', body: '{}' })).toEqual([
    400,
    unknown,
    { __type: unknown, message: message('POST /findings') },
  ]);
  expect(await ask({ service: 'securityhub', ...target('AmazonSSM.ListDocuments') })).toEqual([
    404,
    unknown,
    { Code: unknown, Message: message('AmazonSSM.ListDocuments') },
  ]);
  expect(await ask({ service: 's3', body: '{}' })).toEqual([
    400,
    'InvalidSignatureException',
    {
      __type: 'InvalidSignatureException',
      message: "Credential should be scoped to correct service: 'ssm' or 'events' or 'securityhub'.",
    },
  ]);
  expect(await ask({ service: 'ssm', url: '/?x=1', ...target('AmazonSSM.ListDocuments') })).toEqual([
    400,
    unknown,
    expect.anything(),
  ]);
});

test('a REST service tells its own errors and those of the signature with its own statuses', async () => {
  const { api, key } = await listening();
  const ask = async (request: Partial<TestRequest>, signer = key) => {
    const response = await signedFetch(api.address, signer, { service: 'securityhub', url: '/findings', ...request });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const { Code } = (await response.json()) as { Code: string };
    expect(response.headers.get('x-amzn-errortype')).toBe(Code);
    return [response.status, Code];
  };
  expect(await ask({ body: '{' })).toEqual([400, 'SerializationException']);
  expect(await ask({ body: '[]' })).toEqual([400, 'SerializationException']);
  expect(await ask({ body: '{"MaxResults":0}' })).toEqual([400, 'InvalidInputException']);
  expect(await ask({ body: '{}' }, { ...key, secretAccessKey: 'x' })).toEqual([403, 'InvalidSignatureException']);
  expect(await ask({ url: '/nowhere', body: '{}' })).toEqual([404, 'UnknownOperationException']);
  expect(await ask({ body: '{"Filters":{}}' })).toEqual([500, 'InternalException']);
});

test.each([
  ['a=1&b=2', 'b=2&a=1'],
  ['a=%20%2B%2A%27&a-=', "a-=&a=+%2B*'"],
  ['NextToken=a%2Fb%3D%3D', 'NextToken=a/b=='],
  ['A=1&a=1&a=2', 'a=2&a=1&A=1'],
  ['x=', 'x'],
])('a query is signed as %s however it is written: %s', async (canonicalQuery, sent) => {
  const { api, key } = await listening();
  const request = { service: 'ssm', method: 'GET', url: `/?${sent}`, canonicalQuery };
  const codeOf = async (one: TestRequest) => (await signedFetch(api.address, key, one)).headers.get('x-amzn-errortype');
  expect(await codeOf(request)).toBe('UnknownOperationException');
  expect(await codeOf({ ...request, canonicalQuery: `${canonicalQuery}x` })).toBe('InvalidSignatureException');
});

test.each([
  ['/a%253Ab/c', '/a%3Ab/c'],
  ['/a%3Ab%2Ac', '/a:b*c'],
  ['/%25E3%2581%2582/', '/%E3%81%82/'],
  ['/a%2523', '/a%23'],
])('a path is signed as %s when it is sent as %s', async (canonicalPath, url) => {
  const { api, key } = await listening();
  const codeOf = async (path: string) => {
    const request = { service: 'securityhub', method: 'GET', url, canonicalPath: path };
    return (await signedFetch(api.address, key, request)).headers.get('x-amzn-errortype');
  };
  expect(await codeOf(canonicalPath)).toBe('UnknownOperationException');
  expect(await codeOf(url)).toBe('InvalidSignatureException');
});

test('a fault of ours answers 500 and tells nothing of itself', async () => {
  const { ssm, store } = await listening();
  store.documents.list = () => Promise.reject(new Error('password=hunter2'));
  await expect(ssm.send(new ListDocumentsCommand({}))).rejects.toMatchObject({
    name: 'InternalServerError',
    message: expect.not.stringContaining('hunter2') as string,
    $metadata: { httpStatusCode: 500 },
  });
});
