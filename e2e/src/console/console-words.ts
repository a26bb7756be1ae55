import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@trueup/testing/browser';
import { ROOT } from '../trueup-process.ts';

const CATALOGUES = join(ROOT, 'apps/console/src/i18n');
const MESSAGE = /^ {2}'([^']+)':\s+(?:'((?:[^'\\]|\\.)*)'|"([^"]*)")/gm;

function messages(language: 'en' | 'ja'): ReadonlyMap<string, string> {
  const texts = globSync(`${language}/*.ts`, { cwd: CATALOGUES }).map((path) =>
    readFileSync(join(CATALOGUES, path), 'utf8'),
  );
  return new Map(
    texts.flatMap((text) => [...text.matchAll(MESSAGE)].map(([, key = '', one, other]) => [key, one ?? other ?? ''])),
  );
}

/** English messages of the console that must not be read on a Japanese page: those that Japanese says otherwise. */
export function englishOnly(): ReadonlySet<string> {
  const japanese = messages('ja');
  const spoken = new Set(japanese.values());
  const english = [...messages('en').values()].filter((text) => !text.includes('{') && !spoken.has(text));
  return new Set(english);
}

/** All that is read on a page, by eye or by a screen reader. */
export async function wordsOn(page: Page): Promise<readonly string[]> {
  const snapshot = await page.locator('body').ariaSnapshot();
  return snapshot.split('\n').flatMap((line) => {
    const name = /"((?:[^"\\]|\\.)*)"/.exec(line)?.[1];
    const text = /^\s*- [^"]*?(?:"(?:[^"\\]|\\.)*")?[^"]*?: (.+)$/.exec(line)?.[1];
    return [name, text].filter((part) => part !== undefined);
  });
}
