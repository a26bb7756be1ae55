import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { en } from './en/index.ts';
import { rest } from './en/rest.ts';
import { ja } from './ja/index.ts';

const SOURCE = join(import.meta.dirname, '..');
const english: Readonly<Record<string, string>> = en;
const japanese: Readonly<Record<string, string>> = ja;

test('every message is there in every language, and none is there twice', () => {
  expect(Object.keys(japanese).sort()).toEqual(Object.keys(english).sort());
  for (const language of ['en', 'ja']) {
    const keys = areaFiles(language).flatMap((text) => [...text.matchAll(/^ {2}'([^']+)':/gm)].map(([, key]) => key));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  }
});

test.each(Object.keys(english))('the message %s takes the same values in every language', (key) => {
  expect(valuesOf(japanese[key] ?? '')).toEqual(valuesOf(english[key] ?? ''));
});

describe('messages and code', () => {
  const code = globSync('**/*.{ts,tsx}', {
    cwd: SOURCE,
    exclude: (path) => /i18n\/(?:en|ja)|\.test\./.test(path),
  })
    .map((path) => readFileSync(join(SOURCE, path), 'utf8'))
    .join('\n');
  /** Those that are put together, such as `severity.${value}`, or asked for by `Status of="plan"`. */
  const prefixes = [
    ...[...code.matchAll(/`([\w.-]+\.)\$\{/g)].map(([, prefix]) => prefix ?? ''),
    ...[...code.matchAll(/(?:of=|[wW]ordOf\(|word\()["']([\w.-]+)["']/g)].map(([, of]) => `${of ?? ''}.`),
  ];

  test('no message is kept that nothing says', () => {
    const unsaid = Object.keys(english).filter(
      (key) =>
        !code.includes(`'${key}'`) && !code.includes(`"${key}"`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unsaid).toEqual([]);
  });
});

test('the frame and the first page say nothing that is loaded later', () => {
  const early = globSync('{shell,session,components,api,changes,preferences,pages/overview}/**/*.{ts,tsx}', {
    cwd: SOURCE,
    exclude: (path) => path.includes('.test.'),
  });
  // Parts that only later pages use.
  const later = ['components/scope-words.tsx', 'components/use-control-title.ts'];
  const said = early
    .filter((path) => !later.includes(path))
    .flatMap((path) =>
      [...readFileSync(join(SOURCE, path), 'utf8').matchAll(/'([\w.:-]+)'/g)].map(([, key]) => key ?? ''),
    );
  expect(said.filter((key) => Object.hasOwn(rest, key))).toEqual([]);
});

test('what is Japanese is not left in English', () => {
  const left = Object.keys(english).filter(
    (key) => japanese[key] === english[key] && !SAME_IN_BOTH.test(english[key] ?? ''),
  );
  expect(left).toEqual([]);
});

/** Names of AWS, of the product and of formats, and what has no words at all. */
const SAME_IN_BOTH = /^(?:[\W\d]*|(?:\{[^}]*\}|[A-Z][\w:./-]*|[a-z]+(?:[-_:./][\w*]+)+|[^\p{L}]|Trueup)+)$/u;

function areaFiles(language: string): string[] {
  return globSync(`${language}/*.ts`, { cwd: import.meta.dirname }).map((path) =>
    readFileSync(join(import.meta.dirname, path), 'utf8'),
  );
}

function valuesOf(message: string): string[] {
  const names = new Set<string>();
  const walk = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.value);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const { value } of Object.values(element.options)) walk(value);
      }
    }
  };
  walk(parse(message));
  return [...names].sort();
}
