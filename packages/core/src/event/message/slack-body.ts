import type { JsonObject } from '../../value/json.ts';
import { consoleLink } from './console-link.ts';
import { escapeSlack, plainSlack } from './escape-slack.ts';
import { fittedLines } from './fitted-lines.ts';
import type { Fact, Message } from './message.ts';
import { titleLine } from './title-line.ts';

/** Limits of Block Kit (docs.slack.dev, header block, section block, text object). */
const MOST_HEADER = 150;
const MOST_SECTION = 3_000;
const MOST_FIELDS = 10;
const MOST_LINES = 50;
const MOST_LINE = 2_000;
const MOST_LABEL = 200;
const MOST_VALUE = 1_700;
const MOST_FACTS = 30;

/** The body for an incoming webhook. Texts of events cannot become links or mentions in it. */
export function slackBody(message: Message, consoleUrl?: string): JsonObject {
  const link = consoleLink(message, consoleUrl);
  const title = titleLine(message);
  return {
    // Shown in notifications, and where blocks are not.
    text: escapeSlack(title, MOST_SECTION),
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: plainSlack(title, MOST_HEADER), emoji: false },
      },
      ...summaryBlocks(message.summary),
      ...factBlocks(message.facts.slice(0, MOST_FACTS)),
      ...(link ? [section(`<${link.url}|${escapeSlack(link.label.replaceAll('|', ' '), MOST_LABEL)}>`)] : []),
    ],
  };
}

const mrkdwn = (text: string): JsonObject => ({ type: 'mrkdwn', text, verbatim: true });

const section = (text: string): JsonObject => ({ type: 'section', text: mrkdwn(text) });

function summaryBlocks(summary: readonly string[]): JsonObject[] {
  const lines = summary.slice(0, MOST_LINES).map((line) => escapeSlack(line, MOST_LINE));
  const fitting = fittedLines(lines, { lines: MOST_LINES, characters: MOST_SECTION });
  return fitting.length === 0 ? [] : [section(fitting.join('\n'))];
}

function factBlocks(facts: readonly Fact[]): JsonObject[] {
  const fields = facts.map(([label, value]) =>
    mrkdwn(`*${escapeSlack(label, MOST_LABEL)}*\n${escapeSlack(value, MOST_VALUE)}`),
  );
  const sections = Array.from({ length: Math.ceil(fields.length / MOST_FIELDS) }, (_, index) => index * MOST_FIELDS);
  return sections.map((from) => ({ type: 'section', fields: fields.slice(from, from + MOST_FIELDS) }));
}
