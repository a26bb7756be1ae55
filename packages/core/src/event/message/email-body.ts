import { consoleLink } from './console-link.ts';
import { escapeHtml } from './escape-html.ts';
import { fitted } from './fitted.ts';
import type { Fact, Message } from './message.ts';
import { plainText } from './plain-text.ts';
import { titleLine } from './title-line.ts';

export interface EmailBody {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Mail programs show less of a subject. */
const MOST_SUBJECT = 200;
const MOST_TEXT = 10_000;
const MOST_LINES = 500;

export function emailBody(message: Message, consoleUrl?: string): EmailBody {
  const link = consoleLink(message, consoleUrl);
  const title = titleLine(message);
  const severity = message.severity ? `[${message.severity}] ` : '';
  const anchor = link ? `<p><a href="${escapeHtml(link.url, MOST_TEXT)}">${escaped(link.label)}</a></p>` : '';
  const html = [
    `<!doctype html><html lang="${message.locale}"><head><meta charset="utf-8"></head><body>`,
    `<h1 style="font-size:18px">${escaped(title)}</h1>`,
    ...message.summary.slice(0, MOST_LINES).map((line) => `<p>${escaped(line)}</p>`),
    factTable(message.facts),
    anchor,
    '</body></html>',
  ];
  return {
    subject: fitted(severity + title, MOST_SUBJECT),
    text: `${title}\n\n${plainText(message, link?.url)}\n`,
    html: html.filter((part) => part !== '').join('\n'),
  };
}

const escaped = (text: string): string => escapeHtml(text, MOST_TEXT);

function factTable(facts: readonly Fact[]): string {
  if (facts.length === 0) return '';
  const rows = facts.map(
    ([label, value]) =>
      `<tr><th scope="row" style="text-align:left;vertical-align:top">${escaped(label)}</th><td>${escaped(value)}</td></tr>`,
  );
  return `<table cellpadding="4">${rows.join('')}</table>`;
}
