import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailBody } from './email-body.ts';
import { jiraIssue } from './jira-issue.ts';
import type { Message } from './message.ts';
import { serviceNowRecord } from './service-now-record.ts';
import { slackBody } from './slack-body.ts';
import { snsSubject } from './sns-subject.ts';
import { teamsBody } from './teams-body.ts';

/** What each channel is sent, of plain texts and of hostile ones. */

const MESSAGE: Message = {
  locale: 'en',
  title: 'New finding: The bucket is public',
  summary: ['A fault was found in payroll.', 'Its policy lets everyone read.'],
  facts: [
    ['Severity', 'HIGH'],
    ['Account', '111122223333'],
  ],
  severity: 'HIGH',
  link: { path: '/findings/f-1', label: 'Open the finding' },
};
const CONSOLE = 'https://trueup.example.com/console/';
const URL = 'https://trueup.example.com/console/findings/f-1';
const FORM = { project: 'SEC', issueType: 'Task' };

const saying = (text: string): Message => ({ ...MESSAGE, title: text, summary: [text], facts: [['Resource', text]] });

/** Every string in a body, at any depth, under its key. */
function stringsOf(value: unknown, key = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => stringsOf(member, name));
}
const textsOf = (body: unknown): string[] => stringsOf(body).flatMap(([key, text]) => (key === 'text' ? [text] : []));

describe('Slack', () => {
  test('is sent a header, the sentences, the facts and the link', () => {
    expect(slackBody(MESSAGE, CONSOLE)).toEqual({
      text: MESSAGE.title,
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: MESSAGE.title, emoji: false } },
        { type: 'section', text: { type: 'mrkdwn', text: MESSAGE.summary.join('\n'), verbatim: true } },
        {
          type: 'section',
          fields: [
            { type: 'mrkdwn', text: '*Severity*\nHIGH', verbatim: true },
            { type: 'mrkdwn', text: '*Account*\n111122223333', verbatim: true },
          ],
        },
        { type: 'section', text: { type: 'mrkdwn', text: `<${URL}|Open the finding>`, verbatim: true } },
      ],
    });
  });

  test.each(['<!channel> look', '<!here>', '<@U123>', '<https://evil.example|your bank>', '<!subteam^S1>'])(
    '%s is text',
    (text) => {
      const [fallback, header, ...rest] = textsOf(slackBody(saying(text)));
      expect([fallback, ...rest].filter((one) => /[<>]/.test(one ?? ''))).toEqual([]);
      expect(header).toBe(text);
    },
  );

  test('an entity of the text stays what it is', () => {
    expect(textsOf(slackBody(saying('a &lt;!channel&gt; b')))[0]).toBe('a &amp;lt;!channel&amp;gt; b');
  });

  test.each(['@channel', '@HERE', '@everyone', '@\u200Bchannel'])('%j calls nobody', (text) => {
    for (const one of textsOf(slackBody(saying(text)))) expect(one).not.toMatch(/@(?:channel|here|everyone)/i);
  });

  test('a fact with line ends makes no line of its own', () => {
    expect(textsOf(slackBody(saying('a\n\n>*quote*')))).toContain('*Resource*\na &gt;*quote*');
  });
});

describe('Teams', () => {
  test('is sent one Adaptive Card with a fact set and a link', () => {
    expect(teamsBody(MESSAGE, CONSOLE)).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            body: [
              { type: 'TextBlock', text: MESSAGE.title, wrap: true, weight: 'Bolder' },
              { type: 'TextBlock', text: MESSAGE.summary[0] },
              { type: 'TextBlock', text: MESSAGE.summary[1] },
              { type: 'FactSet', facts: [{ title: 'Severity', value: 'HIGH' }, { title: 'Account' }] },
            ],
            actions: [{ type: 'Action.OpenUrl', title: 'Open the finding', url: URL }],
          },
        },
      ],
    });
  });

  test.each<[text: string, written: string]>([
    ['[bank](https://evil.example)', String.raw`\[bank\]\(https://evil.example\)`],
    ['**bold** _italic_', String.raw`\*\*bold\*\* \_italic\_`],
    [String.raw`\[a]`, String.raw`\\\[a\]`],
    ['<at>Everyone</at>', String.raw`\<at\>Everyone\</at\>`],
    ['{{DATE(2017-02-14T06:00:00Z)}}', String.raw`\{\{DATE\(2017-02-14T06:00:00Z\)\}\}`],
    ['- item', String.raw`\- item`],
    ['1. item', String.raw`1\. item`],
    ['eu-west-1', 'eu-west-1'],
  ])('%s is written %s', (text, written) => {
    expect(textsOf(teamsBody(saying(text)))).toEqual([written, written]);
    expect(stringsOf(teamsBody(saying(text)))).toContainEqual(['value', written]);
  });
});

describe('e-mail', () => {
  test('has a subject with the severity, a text and an HTML part that say the same', () => {
    const { subject, text, html } = emailBody(MESSAGE, CONSOLE);
    expect(subject).toBe('[HIGH] New finding: The bucket is public');
    expect(text).toBe(
      `${MESSAGE.title}\n\n${MESSAGE.summary.join('\n')}\n\nSeverity: HIGH\nAccount: 111122223333\n\n` +
        `Open the finding: ${URL}\n`,
    );
    expect(html).toContain(`<a href="${URL}">Open the finding</a>`);
    for (const part of [...MESSAGE.summary, '111122223333']) expect(html).toContain(part);
  });

  test('its language is that of the message', () => {
    expect(emailBody({ ...MESSAGE, locale: 'ja' }).html).toContain('<html lang="ja">');
  });

  test('no header can be added to it', () => {
    const { subject } = emailBody(saying('x\r\nBcc: everybody@example.com\u2028y'));
    expect(subject).toBe('[HIGH] x Bcc: everybody@example.com y');
  });

  test.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='x", '&lt;b&gt;'])(
    '%s makes no element',
    (text) => {
      const tags = (html: string): string[] => html.match(/<[^>]*>/g) ?? [];
      expect(tags(emailBody(saying(text)).html)).toEqual(tags(emailBody(saying('plain')).html));
    },
  );

  test('every character of HTML is written as an entity', () => {
    expect(emailBody(saying(`&lt; < > " '`)).html).toContain('<p>&amp;lt; &lt; &gt; &quot; &#39;</p>');
  });
});

describe('Jira', () => {
  test('is sent an issue with a summary and a description in wiki markup', () => {
    expect(jiraIssue(MESSAGE, FORM, CONSOLE)).toEqual({
      fields: {
        project: { key: 'SEC' },
        issuetype: { name: 'Task' },
        summary: MESSAGE.title,
        description:
          `${MESSAGE.summary.join('\n')}\n\n* *Severity*: HIGH\n* *Account*: 111122223333\n\n` +
          `[Open the finding|${URL}]`,
        labels: ['trueup'],
      },
    });
  });

  test.each<[text: string, written: string]>([
    ['[~admin]', String.raw`\[\~admin\]`],
    ['{code}x{code}', String.raw`\{code\}x\{code\}`],
    ['!https://evil.example/x.png!', String.raw`\!https://evil.example/x.png\!`],
    ['a|b', String.raw`a\|b`],
    ['\\[x]', '\\\u2060\\[x\\]'],
    ['\\', '\\\u2060'],
    ['h1. Title', '\u2060h1. Title'],
    ['bq. said', '\u2060bq. said'],
    ['a\n* b', String.raw`a \* b`],
  ])('%j is written %j', (text, written) => {
    const { summary, description } = jiraIssue(saying(text), FORM).fields;
    expect(summary).not.toContain('\n');
    expect(description).toBe(`${written}\n\n* *Resource*: ${written}`);
  });
});

describe('ServiceNow', () => {
  test('is sent a record with urgency and impact by severity', () => {
    expect(serviceNowRecord(MESSAGE, CONSOLE)).toEqual({
      short_description: MESSAGE.title,
      description: `${MESSAGE.summary.join('\n')}\n\nSeverity: HIGH\nAccount: 111122223333\n\nOpen the finding: ${URL}`,
      impact: '2',
      urgency: '1',
    });
  });

  test('without a severity it says nothing of urgency', () => {
    const { severity: _, ...rest } = MESSAGE;
    expect(Object.keys(serviceNowRecord(rest))).toEqual(['short_description', 'description']);
  });

  test('no text is read as HTML', () => {
    const record = serviceNowRecord(saying('[code]<b>x</b>[/CODE]'));
    expect(JSON.stringify(record)).not.toMatch(/\[\/?code\]/i);
  });
});

describe('a subject of SNS', () => {
  test.each<[title: string, subject: string]>([
    ['New finding: The bucket is public', 'Trueup HIGH: New finding: The bucket is public'],
    ['新しい検出結果: S3 bucket', 'Trueup HIGH: S3 bucket'],
    ['スキャンの失敗', 'Trueup HIGH: notification'],
    ['a\r\nb', 'Trueup HIGH: a b'],
  ])('of %j is %j', (title, subject) => {
    expect(snsSubject({ ...MESSAGE, title })).toBe(subject);
  });
});

describe('the link', () => {
  test.each([
    undefined,
    '',
    'javascript:alert(1)//',
    'https://a.example/|b',
    'https://a.example/>',
    'https://a b',
    'ftp://a',
  ])('is left out when the console is at %j', (url) => {
    const bodies = [slackBody(MESSAGE, url), teamsBody(MESSAGE, url), emailBody(MESSAGE, url)];
    for (const body of bodies) expect(JSON.stringify(body)).not.toContain('Open the finding');
  });

  test.each(['https://a.example', 'http://127.0.0.1:8080/', 'http://[::1]:8080'])(
    'leads to the console at %s',
    (url) => {
      expect(emailBody(MESSAGE, url).text).toContain(`Open the finding: ${url.replace(/\/$/, '')}/findings/f-1`);
    },
  );
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .constantFrom('<', '&', '@channel ', '\\', '*', '検', '😀', '"', '[code]', '{')
    .chain((text) => fc.integer({ min: 0, max: 6_000 }).map((count) => text.repeat(count))),
);
const anyMessage: fc.Arbitrary<Message> = fc.record({
  locale: fc.constantFrom('en' as const, 'ja' as const),
  title: hostile,
  summary: fc.array(hostile, { maxLength: 20 }),
  facts: fc.array(fc.tuple(hostile, hostile), { maxLength: 40 }),
  severity: fc.constantFrom('CRITICAL' as const, 'LOW' as const),
  link: fc.record({ path: fc.constantFrom('/findings/x', '//evil.example', '/a b'), label: hostile }),
});

test('an input of very many lines is cut at once', () => {
  const summary = Array.from({ length: 300_000 }, () => 'x');
  const began = performance.now();
  for (const body of [slackBody, teamsBody, emailBody]) body({ ...MESSAGE, summary });
  expect(jiraIssue({ ...MESSAGE, summary }, FORM).fields.description).toContain('x\n…');
  expect(textsOf(slackBody({ ...MESSAGE, summary }))).toContainEqual(expect.stringMatching(/x\n…$/));
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('no body is larger than its channel takes, and none is broken', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const slack = slackBody(message, CONSOLE);
      const { blocks } = slack as unknown as { readonly blocks: readonly { readonly fields?: readonly unknown[] }[] };
      expect(blocks.length).toBeLessThanOrEqual(50);
      for (const { fields = [] } of blocks) expect(fields.length).toBeLessThanOrEqual(10);
      for (const text of textsOf(slack)) expect(text.length).toBeLessThanOrEqual(3_000);
      for (const text of textsOf(blocks.map(({ fields }) => fields))) expect(text.length).toBeLessThanOrEqual(2_000);
      expect(textsOf(blocks)[0]?.length).toBeLessThanOrEqual(150);
      expect(textsOf(slack).every((text) => text !== '' && text.isWellFormed())).toBe(true);

      expect(Buffer.byteLength(JSON.stringify(teamsBody(message, CONSOLE)))).toBeLessThan(28 * 1_024);

      const { summary, description } = jiraIssue(message, FORM, CONSOLE).fields;
      expect(summary.length).toBeLessThanOrEqual(255);
      expect(summary).toMatch(/^[^\n\r]+$/);
      expect(description.length).toBeLessThan(32_768);

      const record = serviceNowRecord(message, CONSOLE);
      expect(String(record['short_description']).length).toBeLessThanOrEqual(160);
      expect(String(record['description']).length).toBeLessThanOrEqual(4_000);

      expect(snsSubject(message)).toMatch(/^[A-Za-z][\x20-\x7e]{0,98}$/);
      expect(emailBody(message, CONSOLE).subject).toMatch(/^[^\p{Cc}]{1,200}$/u);
    }),
    { numRuns: 300 },
  );
});
