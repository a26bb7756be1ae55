import { expect, test } from 'vitest';
import { ownHeaders } from './own-headers.ts';

test('names are folded, values are kept', () => {
  const text = '{"Authorization": "Bearer x", "X-Own": ""}';
  expect(ownHeaders(text)).toEqual({ authorization: 'Bearer x', 'x-own': '' });
  expect(ownHeaders('{}')).toEqual({});
});

test.each([
  'Authorization: Bearer x',
  '["a"]',
  '"a"',
  'null',
  '{"a": 1}',
  '{"a": null}',
  '{"a b": "x"}',
  '{"": "x"}',
  '{"a\\r\\nb": "x"}',
  '{"Host": "x"}',
  '{"Content-Length": "5"}',
  '{"content-type": "text/html"}',
  '{"Transfer-Encoding": "chunked"}',
  '{"Proxy-Authorization": "x"}',
  '{"Webhook-Signature": "v1,x"}',
])('%s holds no headers of a webhook', (text) => {
  expect(ownHeaders(text)).toBeUndefined();
});
