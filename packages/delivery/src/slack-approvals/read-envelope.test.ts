import fc from 'fast-check';
import type { JsonObject } from '@trueup/core';
import { expect, test } from 'vitest';
import { APPROVE, readEnvelope, REJECT } from './read-envelope.ts';
import { shownPlanText } from './shown-plan.ts';
import { ALICE, APP, CHANNEL, click, command, directMessage, form, TEAM } from './testing/slack-bodies.ts';

const EXPECTED = { appId: APP, team: TEAM, channel: CHANNEL };
const SHOWN = { planId: 'plan-0123456789abcdef', hash: 'a'.repeat(64) };
const VALUE = shownPlanText(SHOWN);
const BY = { userId: ALICE, channel: CHANNEL };

test.each<[string, string, JsonObject, unknown]>([
  ['a click on Approve', 'interactive', click(APPROVE, VALUE), { kind: 'approve', by: BY, shown: SHOWN }],
  [
    'a click on Reject',
    'interactive',
    click(REJECT, VALUE),
    { kind: 'ask-reason', by: BY, shown: SHOWN, triggerId: '1.2.abc' },
  ],
  ['a reason', 'interactive', form(VALUE, ' no '), { kind: 'reject', by: BY, shown: SHOWN, reason: 'no' }],
  ['no reason', 'interactive', form(VALUE, null), { kind: 'reject', by: BY, shown: SHOWN, reason: '' }],
  ['a command', 'slash_commands', command('link X'), { kind: 'words', by: BY, text: 'link X', how: 'command' }],
  [
    'a message to the bot',
    'events_api',
    directMessage('link X'),
    { kind: 'words', by: { userId: ALICE, channel: 'D0ALICE' }, text: 'link X', how: 'message' },
  ],
])('%s is understood', (_what, type, body, act) => {
  expect(readEnvelope({ type, body }, EXPECTED)).toEqual(act);
});

const ours = form(VALUE, 'no');
const otherView: JsonObject = { ...ours, view: { ...(ours['view'] as JsonObject), app_id: 'A0OTHER' } };
const OTHER_USER = { id: ALICE, team_id: 'T0OTHER' };
test.each<[string, string, JsonObject]>([
  ['a click in another workspace', 'interactive', click(APPROVE, VALUE, { team: { id: 'T0OTHER' } })],
  ['a click without a workspace', 'interactive', click(APPROVE, VALUE, { team: null })],
  ['a click of a person of another workspace', 'interactive', click(APPROVE, VALUE, { user: OTHER_USER })],
  ['a click of another app', 'interactive', click(APPROVE, VALUE, { api_app_id: 'A0OTHER' })],
  ['a click in another channel', 'interactive', click(APPROVE, VALUE, { channel: { id: 'C0OTHER' } })],
  ['a click of nobody', 'interactive', click(APPROVE, VALUE, { user: {} })],
  ['a button without a plan', 'interactive', click(APPROVE, '{}')],
  ['a button whose hash is none', 'interactive', click(APPROVE, shownPlanText({ ...SHOWN, hash: 'abc' }))],
  ['a form of another app', 'interactive', form(VALUE, 'no', { api_app_id: 'A0OTHER' })],
  ['a form of another workspace', 'interactive', form(VALUE, 'no', { team: { id: 'T0OTHER' } })],
  ['a form whose view is of another app', 'interactive', otherView],
  ['a form without a plan', 'interactive', form('', 'no')],
  ['a command of another workspace', 'slash_commands', command('link X', { team_id: 'T0OTHER' })],
  ['a command of another app', 'slash_commands', command('link X', { api_app_id: 'A0OTHER' })],
  ['a message of another workspace', 'events_api', { ...directMessage('link X'), team_id: 'T0OTHER' }],
  ['a message of a person of another workspace', 'events_api', directMessage('link X', { user_team: 'T0OTHER' })],
])('%s is foreign', (_what, type, body) => {
  expect(readEnvelope({ type, body }, EXPECTED)).toMatchObject({ kind: 'foreign' });
});

test.each<[string, string, JsonObject]>([
  ['another button', 'interactive', click('open-console', '')],
  ["a bot's own message", 'events_api', directMessage('link X', { bot_id: 'B1' })],
  ['an edit', 'events_api', directMessage('link X', { subtype: 'message_changed' })],
  ['a message in a channel', 'events_api', directMessage('link X', { channel_type: 'channel' })],
  ['an envelope of another type', 'options', {}],
])('%s is nothing to Trueup', (_what, type, body) => {
  expect(readEnvelope({ type, body }, EXPECTED)).toEqual({ kind: 'other' });
});

test('whatever arrives is read without an exception, and what is not of the workspace never counts', () => {
  const types = fc.constantFrom('interactive', 'slash_commands', 'events_api', 'hello');
  fc.assert(
    fc.property(types, fc.dictionary(fc.string(), fc.jsonValue()), (type, body) => {
      expect(['foreign', 'other']).toContain(readEnvelope({ type, body }, EXPECTED).kind);
    }),
  );
});
