import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { signedHeaders } from './signed-headers.ts';

const at = '2026-01-31T09:30:00.999Z';

test('the signature is the one that the specification gives for its example', () => {
  const headers = signedHeaders({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: '2021-02-25T15:02:10.000Z',
    body: '{"test": 2432232314}',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a secret without the prefix is its own bytes', () => {
  const { 'webhook-signature': signature } = signedHeaders({ id: 'i', at, body: 'ü', secret: 'pässword' });
  const key = Buffer.from('pässword', 'utf8');
  expect(signature).toBe(`v1,${createHmac('sha256', key).update('i.1769851800.ü', 'utf8').digest('base64')}`);
});

test('without a secret there are id and time in whole seconds, and no signature', () => {
  expect(signedHeaders({ id: 'i', at, body: '' })).toEqual({ 'webhook-id': 'i', 'webhook-timestamp': '1769851800' });
});
