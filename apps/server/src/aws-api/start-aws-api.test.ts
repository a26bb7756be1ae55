import { ListDocumentsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { memoryStore } from '@trueup/testing/memory';
import { expect, onTestFinished, test } from 'vitest';
import { ACCOUNT, scriptedApi } from './scripted-api.ts';

async function listening() {
  const { store, executions } = memoryStore();
  const { api, engine, settingsOf } = await scriptedApi(store, onTestFinished);
  const clientOf = async (name: string, account = ACCOUNT): Promise<SSMClient> => {
    const client = new SSMClient(await settingsOf(name, account));
    onTestFinished(() => client.destroy());
    return client;
  };
  return { api, store, executions, engine, clientOf, ssm: await clientOf('ann') };
}

test('a key that was made up, changed or removed is refused; so is a session token', async () => {
  const { api, store, ssm } = await listening();
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
  expect(await ask('/')).toEqual([404, 'UnknownOperationException']);
  expect(await ask('/', { method: 'POST', body: '{}' })).toEqual([400, 'MissingAuthenticationTokenException']);
  expect(await ask('/health', { method: 'POST' })).toEqual([404, 'UnknownOperationException']);
  expect(await ask('/?X-Amz-Signature=0', { method: 'POST' })).toEqual([400, 'UnknownOperationException']);
  const large = { method: 'POST', body: 'x'.repeat(1_100_000) };
  expect(await ask('/', large)).toEqual([413, 'RequestEntityTooLargeException']);
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
