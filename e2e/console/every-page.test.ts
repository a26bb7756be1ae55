import {
  axeFaults,
  consolePages,
  logIn,
  noBrowser,
  openConsole,
  overflowPx,
  settled,
  startChromium,
  toTheme,
  type Browser,
  type Page,
} from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoConsole, type DemoConsole } from '../src/console/demo-console.ts';

const PER_LANGUAGE_MS = 300_000;
const WIDE = { width: 1400, height: 1000 };
const NARROW = { width: 420, height: 800 };

describe.skipIf(noBrowser() !== undefined)('every page of the console', () => {
  let demo: DemoConsole;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = [await demoConsole(), await startChromium()];
  });
  afterAll(async () => {
    await browser.close();
    await demo.close();
  });

  test.concurrent.each(['en', 'ja'] as const)(
    'in %s has nothing serious against WCAG 2.2 AA, light and dark, fits a narrow window, breaks nothing and asks nobody else',
    async (locale) => {
      const { page, faults, close } = await openConsole(browser, demo.address, { locale });
      await logIn(page, { name: 'ann', password: demo.password, locale });
      const found: string[] = [];
      // The next page opens in the theme the last one was left in.
      let themes: Themes = ['light', 'dark'];
      for (const { name, path } of await consolePages(page)) {
        await page.setViewportSize(WIDE);
        await page.goto(path);
        await settled(page);
        found.push(...(await faultsOf(page, locale, themes)).map((fault) => `${name}, ${fault}`));
        themes = [themes[1], themes[0]];
      }
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    },
    PER_LANGUAGE_MS,
  );
});

type Themes = readonly [Theme, Theme];
type Theme = 'light' | 'dark';

async function faultsOf(page: Page, locale: string, [first, second]: Themes): Promise<readonly string[]> {
  const found: string[] = [];
  const headings = await page.getByRole('heading', { level: 1 }).count();
  if (headings !== 1) found.push(`${headings} headings of level 1`);
  const lang = await page.locator('html').getAttribute('lang');
  if (lang !== locale) found.push(`in the language ${lang}`);
  await toTheme(page, first);
  found.push(...(await seriousFaults(page)).map((fault) => `${first}: ${fault}`));
  await toTheme(page, second);
  found.push(...(await seriousFaults(page, 'colors')).map((fault) => `${second}: ${fault}`));
  await page.setViewportSize(NARROW);
  const overflow = await overflowPx(page);
  if (overflow > 0) found.push(`${overflow} px wider than a window of ${NARROW.width} px`);
  return found;
}

async function seriousFaults(page: Page, only?: 'colors'): Promise<readonly string[]> {
  const faults = await axeFaults(page, only === undefined ? {} : { only });
  return faults
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, text }) => `${id}: ${text}`);
}
