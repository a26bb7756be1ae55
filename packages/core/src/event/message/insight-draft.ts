import { isJsonObject, type Json } from '../../value/json.ts';
import type { MakeDraft } from './draft.ts';
import { fitted } from './fitted.ts';
import { oneLine } from './one-line.ts';
import { textAt, valueAt } from './read-detail.ts';

/** So many results are named; the insight shows all. */
const NAMED = 10;

/** `insightResults` is a list of objects of one member each: the value that is grouped by, and how many have it. */
export const insightDraft: MakeDraft = ({ detail }, catalogue) => {
  const action = textAt(detail, 'actionName') ?? catalogue.nameless.action;
  const insight = textAt(detail, 'insightName') ?? catalogue.nameless.insight;
  const results = valueAt(detail, 'insightResults');
  const list = Array.isArray(results) ? (results as readonly Json[]) : [];
  const words = catalogue.insightResults({ insight, action, count: list.length });
  return {
    words: { title: words.title, summary: [...words.summary, ...list.slice(0, NAMED).flatMap(resultLine)] },
    facts: [
      ['action', action],
      ['groupedBy', textAt(detail, 'resultType')],
    ],
  };
};

function resultLine(result: Json): string[] {
  const [value, count] = (isJsonObject(result) ? Object.entries(result)[0] : undefined) ?? [];
  return value !== undefined && typeof count === 'number' ? [`${fitted(oneLine(value), 200)}: ${count}`] : [];
}
