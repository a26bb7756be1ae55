import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { ROOT } from '../repository/root.ts';
import { controlFolders, loadControl } from './control-folder.ts';

/** The titles of controls as the console says them. */
async function titlesIn(language: string): Promise<Readonly<Record<string, string>>> {
  const path = join(ROOT, `apps/console/src/i18n/${language}/controls.ts`);
  const { controls } = (await import(pathToFileURL(path).href)) as { controls: Readonly<Record<string, string>> };
  return controls;
}

const library = await Promise.all(controlFolders(ROOT).map(loadControl));

test('the console has the title of every control of the library, and of no other', async () => {
  const expected = Object.fromEntries(library.map(({ id, title }) => [`control.${id}`, title]));
  expect(await titlesIn('en')).toEqual(expected);
});

test('every control of the library has a Japanese title', async () => {
  const titles = await titlesIn('ja');
  const without = library.filter(({ id }) => !/[\p{Script=Hiragana}]/u.test(titles[`control.${id}`] ?? ''));
  expect(without.map(({ id }) => id)).toEqual([]);
});
