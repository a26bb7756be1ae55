import { LogLevel } from '@slack/web-api';
import { expect, test } from 'vitest';
import { slackLog } from './slack-log.ts';

const SECRETS = { appToken: 'xapp-1-A0APP-1-secretapp', botToken: 'plain-secret-of-a-bot' };

function logged(...said: unknown[]): string {
  const lines: unknown[] = [];
  const take = (...line: unknown[]): void => void lines.push(line);
  const log = slackLog({ info: take, error: take }, SECRETS, LogLevel.WARN);
  log.debug(...said);
  log.info(...said);
  log.warn(...said);
  log.error(...said);
  return JSON.stringify(lines);
}

test.each([
  ["the app's token", SECRETS.appToken],
  ["the bot's token", SECRETS.botToken],
  ['a token of another bot', 'xoxb-2-secret'],
  ["the socket's address", 'wss://wss-primary.slack.com/link/?ticket=secret&app_id=1'],
  ['an address in an error', new Error('could not open wss://wss-primary.slack.com/link/?ticket=secret')],
])('%s is in no line', (_what, said) => {
  const lines = logged('it failed:', said);
  expect(lines).toContain('it failed');
  expect(lines).not.toContain('secret');
});

test('only what is wrong is told, and not at any length', () => {
  const lines = logged('x'.repeat(10_000));
  expect(JSON.parse(lines)).toHaveLength(2);
  expect(lines.length).toBeLessThan(1_500);
});
