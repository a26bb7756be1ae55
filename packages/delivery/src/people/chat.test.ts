import { messageOf, slackBody, teamsBody } from '@trueup/core';
import { afterEach, expect, test } from 'vitest';
import type { DeliveryParts } from '../delivery-parts.ts';
import { closeHttpListeners, httpListener } from '../testing/http-listener.ts';
import { never, parcelTo, partsFor } from '../testing/parcel-to.ts';
import { slackDelivery } from './slack.ts';
import { teamsDelivery } from './teams.ts';

afterEach(closeHttpListeners);

const PATH = '/services/T0/B0/secret-part';

test.each(['en', 'ja'] as const)('Slack gets the message for the event in %s', async (locale) => {
  const { url, seen } = await httpListener((response) => void response.end('ok'));
  const address = { kind: 'slack', urlSecret: 'SLACK', locale } as const;
  const parts = partsFor({ secret: (name) => (name === 'SLACK' ? url + PATH : undefined) });
  const parcel = parcelTo(address);
  expect(await slackDelivery(parts)(address, parcel, never)).toMatchObject({ kind: 'delivered' });
  expect(seen[0]?.url).toBe(PATH);
  const expected: unknown = JSON.parse(JSON.stringify(slackBody(messageOf(parcel.event, locale), parts.consoleUrl)));
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual(expected);
});

test('Teams gets one Adaptive Card, and what it has taken is delivered', async () => {
  const { url, seen } = await httpListener((response) => response.writeHead(202).end());
  const address = { kind: 'teams', urlSecret: 'TEAMS' } as const;
  const parts = partsFor({ secret: () => url + PATH });
  const parcel = parcelTo(address);
  expect(await teamsDelivery(parts)(address, parcel, never)).toEqual({ kind: 'delivered', detail: 'HTTP 202' });
  const expected: unknown = JSON.parse(JSON.stringify(teamsBody(messageOf(parcel.event, 'en'), parts.consoleUrl)));
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual(expected);
});

test('an input of the target stands in place of sentences and facts', async () => {
  const { url, seen } = await httpListener();
  const address = { kind: 'teams', urlSecret: 'TEAMS' } as const;
  const input = { kind: 'constant', text: '"x"' } as const;
  const parcel = parcelTo(address, { input, body: '"Bucket b is open\\n\\nSee <x>"' });
  await teamsDelivery(partsFor({ secret: () => url }))(address, parcel, never);
  const message = { ...messageOf(parcel.event, 'en'), summary: ['Bucket b is open', 'See <x>'], facts: [] };
  const expected: unknown = JSON.parse(JSON.stringify(teamsBody(message, partsFor().consoleUrl)));
  expect(JSON.parse(seen[0]?.body ?? '')).toEqual(expected);
});

test.each([
  [403, 'action_prohibited', 'NO_PERMISSIONS', ': action_prohibited'],
  [404, 'no_service', 'NO_RESOURCE', ': no_service'],
  [410, 'channel_is_archived', 'NO_RESOURCE', ': channel_is_archived'],
  [400, 'invalid_payload', 'INVALID_PARAMETER', ': invalid_payload'],
  [400, `<p>${PATH}</p>`, 'INVALID_PARAMETER', ''],
])('what Slack answers with HTTP %d and %j is final', async (status, body, code, told) => {
  const { host, url } = await httpListener((response) => response.writeHead(status).end(body));
  const address = { kind: 'slack', urlSecret: 'SLACK' } as const;
  const outcome = await slackDelivery(partsFor({ secret: () => url + PATH }))(address, parcelTo(address), never);
  expect(outcome).toEqual({ kind: 'refused', code, message: `${host} answered HTTP ${status}${told}` });
});

const toSlack = (parts: DeliveryParts) => {
  const address = { kind: 'slack', urlSecret: 'S' } as const;
  return slackDelivery(parts)(address, parcelTo(address), never);
};
const toTeams = (parts: DeliveryParts) => {
  const address = { kind: 'teams', urlSecret: 'S' } as const;
  return teamsDelivery(parts)(address, parcelTo(address), never);
};

test.each([
  ['https://hooks.slack.example', 'failed'],
  ['http://hooks.slack.example', 'refused'],
  ['http://hooks slack', 'refused'],
  ['file:///', 'refused'],
  ['http://127.0.0.2', 'refused'],
  ['http://127.0.0.1:1', 'failed'],
])('no part of the secret address is told when %s is not reached', async (base, kind) => {
  const network = base.includes('example') && {
    resolve: () => Promise.reject(Object.assign(new Error('secret-part'), { code: 'ENOTFOUND' })),
  };
  const parts = partsFor({ secret: () => `${base}${PATH}?sig=secret-part`, ...network });
  for (const outcome of [await toSlack(parts), await toTeams(parts)]) {
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).not.toMatch(/secret-part|services/);
  }
});
