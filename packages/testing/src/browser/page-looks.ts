import type { Page } from 'playwright-core';
import { holds } from './console-pages.ts';

/** Turns a page that follows the system to a theme, and waits until it is in it. */
export async function toTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await holds(page, `document.body.classList.contains('awsui-dark-mode') === ${theme === 'dark'}`);
}

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const SETTLES_WITHIN_MS = 2_000;
const LOOKS_EVERY_MS = 100;

/** By how much a page is wider than its window, once it has had the time to fit it. */
export async function overflowPx(page: Page): Promise<number> {
  const end = Date.now() + SETTLES_WITHIN_MS;
  let overflow: number;
  do {
    await page.waitForTimeout(LOOKS_EVERY_MS);
    overflow = await page.evaluate<number>(OVERFLOW);
  } while (overflow > 0 && Date.now() < end);
  return overflow;
}
