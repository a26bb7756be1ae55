import type { SeverityLabel } from '../../finding/asff/asff.ts';
import type { JsonObject } from '../../value/json.ts';
import { consoleLink } from './console-link.ts';
import { fitted } from './fitted.ts';
import type { Message } from './message.ts';
import { plainText } from './plain-text.ts';
import { titleLine } from './title-line.ts';

/** Lengths of a task's fields as ServiceNow ships them. */
const MOST_SHORT = 160;
const MOST_DESCRIPTION = 4_000;

/** 1 is high, 3 is low. ServiceNow makes the priority of both. */
const WEIGHTS: Readonly<Record<SeverityLabel, { readonly impact: string; readonly urgency: string }>> = {
  CRITICAL: { impact: '1', urgency: '1' },
  HIGH: { impact: '2', urgency: '1' },
  MEDIUM: { impact: '2', urgency: '2' },
  LOW: { impact: '3', urgency: '2' },
  INFORMATIONAL: { impact: '3', urgency: '3' },
};

/** Between these, journals read HTML. */
const CODE_TAG = /\[(?=\/?code\])/gi;
const WORD_JOINER = '\u2060';

/** The body of `POST /api/now/table/{table}`. A table without one of these fields ignores it. */
export function serviceNowRecord(message: Message, consoleUrl?: string): JsonObject {
  const text = plainText(message, consoleLink(message, consoleUrl)?.url);
  return {
    short_description: fitted(withoutTags(titleLine(message)), MOST_SHORT),
    description: fitted(withoutTags(text), MOST_DESCRIPTION),
    ...(message.severity ? WEIGHTS[message.severity] : {}),
  };
}

const withoutTags = (text: string): string => text.replace(CODE_TAG, `[${WORD_JOINER}`);
