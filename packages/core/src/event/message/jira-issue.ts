import type { JsonObject } from '../../value/json.ts';
import { consoleLink } from './console-link.ts';
import { escapeWiki } from './escape-wiki.ts';
import { fittedLines } from './fitted-lines.ts';
import { fitted } from './fitted.ts';
import type { Message } from './message.ts';
import { titleLine } from './title-line.ts';

/** A summary of Jira is one line of less than 256 characters; a description has less than 32,768. */
const MOST_SUMMARY = 255;
const MOST_LINES = 200;
const MOST_LINE = 2_000;
const MOST_DESCRIBED = 10_000;
const MOST_LABEL = 100;
const MOST_VALUE = 600;
const MOST_FACTS = 25;

/** The body of `POST /rest/api/2/issue`. */
export interface JiraIssue extends JsonObject {
  readonly fields: JsonObject & {
    readonly project: { readonly key: string };
    readonly issuetype: { readonly name: string };
    /** One line of plain text. */
    readonly summary: string;
    /** Wiki markup. */
    readonly description: string;
    readonly labels: readonly string[];
  };
}

/** Version 2 of the API is the one that both Jira Cloud and Jira Data Center have. */
export function jiraIssue(
  message: Message,
  { project, issueType }: { readonly project: string; readonly issueType: string },
  consoleUrl?: string,
): JiraIssue {
  const link = consoleLink(message, consoleUrl);
  const lines = message.summary.slice(0, MOST_LINES).map((line) => escapeWiki(line, MOST_LINE));
  const paragraphs = [
    fittedLines(lines, { lines: MOST_LINES, characters: MOST_DESCRIBED }),
    message.facts
      .slice(0, MOST_FACTS)
      .map(([label, value]) => `* *${escapeWiki(label, MOST_LABEL)}*: ${escapeWiki(value, MOST_VALUE)}`),
    link ? [`[${escapeWiki(link.label, MOST_LABEL)}|${link.url}]`] : [],
  ];
  return {
    fields: {
      project: { key: project },
      issuetype: { name: issueType },
      summary: fitted(titleLine(message), MOST_SUMMARY),
      description: paragraphs
        .filter((paragraph) => paragraph.length > 0)
        .map((paragraph) => paragraph.join('\n'))
        .join('\n\n'),
      labels: ['trueup'],
    },
  };
}
