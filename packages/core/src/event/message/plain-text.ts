import type { Message } from './message.ts';
import { oneLine } from './one-line.ts';

const MOST_LINES = 500;

/** A message as lines of plain text: summary, facts, and the address of its page. */
export function plainText(message: Message, url: string | undefined): string {
  const paragraphs = [
    message.summary.slice(0, MOST_LINES).map(oneLine),
    message.facts.map(([label, value]) => `${oneLine(label)}: ${oneLine(value)}`),
    url === undefined ? [] : [`${oneLine(message.link?.label ?? '')}: ${url}`],
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}
