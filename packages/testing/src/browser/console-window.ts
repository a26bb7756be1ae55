import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface WindowOptions {
  readonly locale?: 'en' | 'ja';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Where the person goes at first. */
  readonly path?: string;
}

/** A person's browser window on the console, with what went wrong in it. */
export interface ConsoleWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, what the content security policy forbade, and requests to anyone but the server. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** A window of nobody yet. */
export async function openConsole(
  browser: Browser,
  address: string,
  options: WindowOptions = {},
): Promise<ConsoleWindow> {
  const { locale = 'en', theme = 'light', width = 1400, height = 1000, path = '/' } = options;
  const context = await browser.newContext({
    baseURL: address,
    locale: locale === 'ja' ? 'ja-JP' : 'en-US',
    colorScheme: theme,
    viewport: { width, height },
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && /policy|trusted/i.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.origin !== address) faults.push(`a request went to ${url.origin}`);
  });
  await page.goto(path);
  return { page, context, faults, close: () => context.close() };
}

const WORDS = {
  en: { name: 'Name', password: 'Password', logIn: 'Log in' },
  ja: { name: '名前', password: 'パスワード', logIn: 'ログイン' },
} as const;

/** As a person does it, on whichever page the form stands. */
export async function logIn(
  page: Page,
  {
    name,
    password,
    locale = 'en',
  }: { readonly name: string; readonly password: string; readonly locale?: 'en' | 'ja' },
): Promise<void> {
  const words = WORDS[locale];
  await page.getByRole('textbox', { name: words.name }).fill(name);
  await page.getByLabel(words.password).fill(password);
  await page.getByRole('button', { name: words.logIn, exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
}
