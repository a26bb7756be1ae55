import {
  axeFaults,
  consolePages,
  logIn,
  noBrowser,
  openConsole,
  settled,
  startChromium,
  type Browser,
} from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoConsole, type DemoConsole } from '../src/console/demo-console.ts';

const PER_LANGUAGE_MS = 900_000;

/** It looks at every page four times and takes many minutes: asked for by EVERY_PAGE=1. */
const isAsked = process.env['EVERY_PAGE'] === '1';
if (!isAsked) process.stderr.write('Not every page is looked at by axe: that takes many minutes, set EVERY_PAGE=1\n');

describe.skipIf(!isAsked || noBrowser() !== undefined)('every page of the console', () => {
  let demo: DemoConsole;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = [await demoConsole(), await startChromium()];
  });
  afterAll(async () => {
    await browser.close();
    await demo.close();
  });

  test.each(['en', 'ja'] as const)(
    'has nothing serious against WCAG 2.2 AA in %s, light and dark, breaks nothing and asks nobody else',
    async (locale) => {
      const { page, faults, close } = await openConsole(browser, demo.address, { locale });
      await logIn(page, { name: 'ann', password: demo.password, locale });
      const found: string[] = [];
      for (const { name, path } of await consolePages(page)) {
        await page.goto(path);
        await settled(page);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          for (const { impact, id, text } of await axeFaults(page)) {
            if (impact === 'serious' || impact === 'critical') found.push(`${name}, ${colorScheme}: ${id}: ${text}`);
          }
        }
        expect(await page.getByRole('heading', { level: 1 }).count(), `headings of ${name}`).toBe(1);
        expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      }
      expect(found).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    },
    PER_LANGUAGE_MS,
  );

  test(
    'fits a narrow window: nothing but tables and code is wider than it',
    async () => {
      const { page, close } = await openConsole(browser, demo.address, { width: 420, height: 800 });
      await logIn(page, { name: 'ann', password: demo.password });
      const wide: string[] = [];
      for (const { name, path } of await consolePages(page)) {
        await page.goto(path);
        await settled(page);
        const overflow = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (overflow > 0) wide.push(`${name}: ${overflow} px`);
      }
      expect(wide).toEqual([]);
      await close();
    },
    PER_LANGUAGE_MS,
  );
});
