import { expect, test } from 'vitest';
import { emailBody } from './email-body.ts';
import { jiraIssue } from './jira-issue.ts';
import { messageOf } from './message-of.ts';
import type { Message } from './message.ts';
import { serviceNowRecord } from './service-now-record.ts';
import { slackBody } from './slack-body.ts';
import { teamsBody } from './teams-body.ts';

/** Whoever reads a mail or a chat may have been forwarded it: a message about a plan leads to its page, and does nothing. */

const CONSOLE = 'https://trueup.example.com';
const PLAN = {
  id: 'plan-1',
  controlId: 'S3.8',
  resource: 'arn:aws:s3:::invoices',
  accountId: '111122223333',
  region: 'eu-west-1',
  risk: 'disruptive',
  hash: 'f00d'.repeat(16),
  expiresAt: '2026-01-09T03:04:05.678Z',
};

const waiting = (locale: 'en' | 'ja'): Message =>
  messageOf(
    {
      version: '0',
      id: 'e-1',
      'detail-type': 'Trueup Plan Waits for Approval',
      source: 'trueup',
      account: '111122223333',
      time: '2026-01-08T03:04:05Z',
      region: 'eu-west-1',
      resources: [],
      detail: { plan: PLAN, actor: { kind: 'person', name: 'bob' } },
    },
    locale,
  );

const CHANNELS: readonly (readonly [string, (message: Message) => unknown])[] = [
  ['e-mail', (message) => emailBody(message, CONSOLE)],
  ['Teams', (message) => teamsBody(message, CONSOLE)],
  ["Slack's incoming webhook", (message) => slackBody(message, CONSOLE)],
  ['Jira', (message) => jiraIssue(message, { project: 'SEC', issueType: 'Task' }, CONSOLE)],
  ['ServiceNow', (message) => serviceNowRecord(message, CONSOLE)],
];

test.each(CHANNELS.flatMap(([name, body]) => (['en', 'ja'] as const).map((locale) => [name, locale, body] as const)))(
  'a message about a waiting plan by %s (%s) links to its page, and nothing in it approves',
  (_name, locale, body) => {
    const text = JSON.stringify(body(waiting(locale)));
    const links = new Set(text.match(/https?:\/\/[^\s"'<>|\\)\]]+/g)?.filter((url) => url.startsWith(CONSOLE)));
    expect([...links]).toEqual([`${CONSOLE}/plans/plan-1`]);
    expect(text).not.toMatch(/decision|approve\?|token=|Action\.Submit|Action\.Execute|HttpPOST|"button"/);
    // Without the hash of the plan nobody decides anything, and it is in none of them.
    expect(text).not.toContain(PLAN.hash);
  },
);
