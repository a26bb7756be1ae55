import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function installedChromium(): string | undefined {
  return [process.env['TRUEUP_CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));
}

/**
 * Why the stories of the console cannot be told here; undefined where they can. Where tests decide about a change there
 * is no such reason: it is an error.
 */
export function noBrowser(): string | undefined {
  if (installedChromium() !== undefined) return undefined;
  const reason = 'no Chromium was found: install the package chromium, or name one in TRUEUP_CHROMIUM';
  if (process.env['CI'] === 'true') throw new Error(reason);
  process.stderr.write(`The stories of the console are not told: ${reason}\n`);
  return reason;
}

export async function startChromium(): Promise<Browser> {
  const executablePath = installedChromium();
  if (executablePath === undefined) throw new Error('noBrowser says why this cannot be');
  // The sandbox of Chromium does not start as root; what it shows here is our own.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
