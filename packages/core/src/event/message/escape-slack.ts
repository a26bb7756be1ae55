import { fitted } from './fitted.ts';
import { oneLine } from './one-line.ts';

/** Slack's own three: links, mentions of people, channels and groups all begin with `<`. */
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Workspaces may still turn these words into mentions, though `verbatim` and `link_names` say no. */
const CALLS_EVERYBODY = /@(?=channel|here|everyone)/gi;
const WORD_JOINER = '\u2060';

/** For `plain_text`, which Slack shows as it is. */
export function plainSlack(text: string, most: number): string {
  return fitted(oneLine(text).replace(CALLS_EVERYBODY, `@${WORD_JOINER}`), most);
}

/** For `mrkdwn`. */
export function escapeSlack(text: string, most: number): string {
  return fitted(
    oneLine(text).replace(CALLS_EVERYBODY, `@${WORD_JOINER}`),
    most,
    (character) => ESCAPES[character] ?? character,
  );
}
