import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { consolePages, logIn, openConsole, settled, startChromium } from '@trueup/testing/browser';
import { ROOT } from '../trueup-process.ts';
import { demoConsole } from './demo-console.ts';

/** Takes a picture of every page of the console, in both themes and languages, into docs/console. */

const FOLDER = join(ROOT, 'docs/console');
/** Shown in the README and in the guide; the others are looked at and not kept. */
const KEPT = ['overview', 'findings', 'finding', 'plan', 'execution', 'remediations', 'audit'];
const all = process.argv.includes('--all');

const demo = await demoConsole();
const browser = await startChromium();
try {
  await mkdir(FOLDER, { recursive: true });
  for (const locale of ['en', 'ja'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      const { page, close } = await openConsole(browser, demo.address, { locale, theme, height: 900 });
      await logIn(page, { name: 'ann', password: demo.password, locale });
      for (const { name, path } of await consolePages(page)) {
        if (!all && !KEPT.includes(name)) continue;
        await page.goto(path);
        await settled(page);
        await page.screenshot({ path: join(FOLDER, `${name}-${locale}-${theme}.png`) });
      }
      await close();
    }
  }
} finally {
  await browser.close();
  await demo.close();
}
