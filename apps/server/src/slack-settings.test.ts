import { expect, test } from 'vitest';
import { slackSettings } from './slack-settings.ts';

const GIVEN = {
  TRUEUP_SLACK_APP_TOKEN: 'xapp-1-A0APP-1-secretapp',
  TRUEUP_SLACK_BOT_TOKEN: 'xoxb-1-secretbot',
  TRUEUP_SLACK_CHANNEL: 'C0CHANNEL',
  TRUEUP_SLACK_TEAM: 'T0TEAM',
};

test('without any of them there are no approvals in Slack', () => {
  expect(slackSettings({})).toBeUndefined();
  expect(slackSettings({ TRUEUP_SLACK_TEAM: ' ' })).toBeUndefined();
});

test("the app is the one of the app's token", () => {
  expect(slackSettings({ ...GIVEN, TRUEUP_CONSOLE_URL: 'https://trueup.example.com' })).toMatchObject({
    appId: 'A0APP',
    team: 'T0TEAM',
    consoleUrl: 'https://trueup.example.com',
  });
});

test.each(Object.keys(GIVEN))('without %s the others are refused', (name) => {
  expect(() => slackSettings({ ...GIVEN, [name]: '' })).toThrow(name);
});

test.each([
  ['TRUEUP_SLACK_APP_TOKEN', 'xoxb-1-secretbot'],
  ['TRUEUP_SLACK_BOT_TOKEN', 'xoxp-1-secretbot'],
  ['TRUEUP_SLACK_CHANNEL', '#approvals'],
  ['TRUEUP_SLACK_TEAM', 'example'],
])('%s of another form is refused, and no value is told', (name, value) => {
  const refused = (): unknown => slackSettings({ ...GIVEN, [name]: value });
  expect(refused).toThrow(name);
  expect(refused).not.toThrow('secret');
});
