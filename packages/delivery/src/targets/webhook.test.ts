import { afterEach, expect, test } from 'vitest';
import { closeHttpListeners, httpListener } from '../testing/http-listener.ts';
import { DELIVERY_ID, never, parcelTo, partsFor, SECRET } from '../testing/parcel-to.ts';
import { signedHeaders } from './signed-headers.ts';
import { webhookDelivery } from './webhook.ts';

afterEach(closeHttpListeners);

test('the body is sent as it is, with id, time and signature', async () => {
  const { url, seen } = await httpListener();
  const address = { kind: 'webhook', url: `${url}/in?x=1`, signingSecret: 'SIGN' } as const;
  const outcome = await webhookDelivery(partsFor())(address, parcelTo(address), never);
  expect(outcome).toEqual({ kind: 'delivered', detail: 'HTTP 200' });
  const body = '{"hello":"wörld"}';
  const signing = { id: DELIVERY_ID, body, at: '2026-01-31T09:30:00.000Z', secret: SECRET };
  expect(seen).toMatchObject([
    {
      method: 'POST',
      url: '/in?x=1',
      body,
      headers: { 'content-type': 'application/json', ...signedHeaders(signing) },
    },
  ]);
});

test('a rule adds headers of its own, and a text is sent as a text', async () => {
  const { url, seen } = await httpListener();
  const address = { kind: 'webhook', url, headersSecret: 'HEADERS' } as const;
  const parts = partsFor({ secret: (name) => (name === 'HEADERS' ? '{"Authorization":"Bearer t"}' : undefined) });
  await webhookDelivery(parts)(address, parcelTo(address, { body: 'plain <text>' }), never);
  expect(seen[0]).toMatchObject({
    body: 'plain <text>',
    headers: { authorization: 'Bearer t', 'content-type': 'text/plain; charset=utf-8', 'webhook-id': DELIVERY_ID },
  });
  expect(seen[0]?.headers).not.toHaveProperty('webhook-signature');
});

test.each([
  ['a secret that is not set', partsFor({ secret: () => undefined }), 'the secret SIGN is not set on this server'],
  ['headers that are none', partsFor(), 'the secret HEADERS is no JSON object of headers that a webhook may have'],
])('%s refuses the delivery without a request', async (_what, parts, message) => {
  const { url, seen } = await httpListener();
  const address = { kind: 'webhook', url, signingSecret: 'SIGN', headersSecret: 'HEADERS' } as const;
  const outcome = await webhookDelivery(parts)(address, parcelTo(address), never);
  expect(outcome).toEqual({ kind: 'refused', code: 'INVALID_PARAMETER', message });
  expect(seen).toEqual([]);
});

test('an address inside is refused, and what the target says is not told', async () => {
  const inside = { kind: 'webhook', url: 'http://169.254.169.254/latest/meta-data' } as const;
  expect(await webhookDelivery(partsFor())(inside, parcelTo(inside), never)).toEqual({
    kind: 'refused',
    code: 'INVALID_PARAMETER',
    message: '169.254.169.254 has a link-local address, and is not among the hosts that this server allows by name',
  });
  const { host, url } = await httpListener((response) => response.writeHead(403).end(SECRET));
  const address = { kind: 'webhook', url } as const;
  expect(await webhookDelivery(partsFor())(address, parcelTo(address), never)).toEqual({
    kind: 'refused',
    code: 'NO_PERMISSIONS',
    message: `${host} answered HTTP 403`,
  });
});

test('a target that is busy says when it wants to be asked again', async () => {
  const { url } = await httpListener((response) => response.writeHead(429, { 'retry-after': '7' }).end());
  const address = { kind: 'webhook', url } as const;
  const outcome = await webhookDelivery(partsFor())(address, parcelTo(address), never);
  expect(outcome).toMatchObject({ kind: 'failed', code: 'THROTTLING', afterMs: 7_000 });
});
