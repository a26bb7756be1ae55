import { search, type JSONValue } from '@jmespath-community/jmespath';
import { unreachable } from '@trueup/core';
import { stringify } from 'yaml';
import type { Settings } from '../settings.ts';
import { UsageError } from '../usage-error.ts';

/** A result as the person wants it, ready to be written: JSON, YAML, or the text made for people. */
export function resultText(value: unknown, forPeople: () => string, settings: Settings): string {
  switch (settings.format) {
    case 'table':
      return withNewline(forPeople());
    case 'json':
      return withNewline(JSON.stringify(queried(value, settings.query), undefined, 2));
    case 'yaml':
      return withNewline(stringify(queried(value, settings.query), { aliasDuplicateObjects: false }));
    default:
      return unreachable(settings.format);
  }
}

/** One of a row of results that goes on, so that a program can read each when it comes. */
export function itemText(value: unknown, forPeople: () => string, settings: Settings): string {
  switch (settings.format) {
    case 'table':
      return withNewline(forPeople());
    case 'json':
      return withNewline(JSON.stringify(queried(value, settings.query)));
    case 'yaml':
      return `---\n${withNewline(stringify(queried(value, settings.query), { aliasDuplicateObjects: false }))}`;
    default:
      return unreachable(settings.format);
  }
}

function queried(value: unknown, query: string | undefined): unknown {
  const json: unknown = JSON.parse(JSON.stringify(value));
  if (query === undefined) return json;
  try {
    return search(json as JSONValue, query);
  } catch (error) {
    throw new UsageError(`--query: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const withNewline = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
