import { severityOf, type MakeDraft } from './draft.ts';
import { fitted } from './fitted.ts';
import { otherDraft } from './other-drafts.ts';
import { textAt, valueAt } from './read-detail.ts';

/** A ticket holds more than a chat does: each message cuts to what its place takes. */
const MOST_LINES = 200;
const MOST_TEXT = 20_000;
const MOST_LINE = 500;

/** What the owners of code are asked for, line by line: it says itself what it is about, in its own words. */
export const changeRequestDraft: MakeDraft = (event, catalogue) => {
  const { detail } = event;
  const title = textAt(detail, 'finding', 'title');
  const text = valueAt(detail, 'finding', 'text');
  if (title === undefined || typeof text !== 'string') return otherDraft(event, catalogue);
  const severity = severityOf(textAt(detail, 'finding', 'severity'));
  const lines = text.slice(0, MOST_TEXT).split('\n').slice(0, MOST_LINES);
  return {
    words: { title, summary: lines.filter((line) => line.trim() !== '').map((line) => fitted(line, MOST_LINE)) },
    severity,
    facts: [
      ['severity', severity],
      ['resource', textAt(event.resources, 0)],
      ['account', textAt(event.account)],
      ['region', textAt(event.region)],
      ['control', textAt(detail, 'finding', 'controlId')],
    ],
    page: { page: 'finding', id: textAt(detail, 'finding', 'id') },
  };
};
