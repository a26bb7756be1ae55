import type { JsonObject } from '../../value/json.ts';
import { consoleLink } from './console-link.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { fittedLines } from './fitted-lines.ts';
import { fitted } from './fitted.ts';
import type { Message } from './message.ts';
import { titleLine } from './title-line.ts';

/** A message to a webhook may have 28 KB; these limits keep it below, at three bytes a character. */
const MOST_TITLE = 300;
const MOST_LINES = 20;
const MOST_LINE = 1_000;
const MOST_SUMMARY = 2_000;
const MOST_FACTS = 15;
const MOST_LABEL = 60;
const MOST_VALUE = 200;

/** The body for a webhook of Teams' Workflows (“when a Teams webhook request is received”): one Adaptive Card. */
export function teamsBody(message: Message, consoleUrl?: string): JsonObject {
  const link = consoleLink(message, consoleUrl);
  const facts = message.facts.slice(0, MOST_FACTS).map(([label, value]) => ({
    title: escapeMarkdown(label, MOST_LABEL),
    value: escapeMarkdown(value, MOST_VALUE),
  }));
  const lines = message.summary.slice(0, MOST_LINES).map((line) => escapeMarkdown(line, MOST_LINE));
  const summary = fittedLines(lines, { lines: MOST_LINES, characters: MOST_SUMMARY });
  const card: JsonObject = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    lang: message.locale,
    msteams: { width: 'Full' },
    body: [
      {
        ...textBlock(escapeMarkdown(titleLine(message), MOST_TITLE)),
        size: 'Medium',
        weight: 'Bolder',
        style: 'heading',
      },
      ...summary.map(textBlock),
      ...(facts.length === 0 ? [] : [{ type: 'FactSet', facts }]),
    ],
    ...(link ? { actions: [{ type: 'Action.OpenUrl', title: fitted(link.label, MOST_LABEL), url: link.url }] } : {}),
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }],
  };
}

const textBlock = (text: string): JsonObject => ({ type: 'TextBlock', text, wrap: true });
