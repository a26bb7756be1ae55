import type { Grant, Trueup } from '@trueup/api-contract';
import { logIn, openConsole, startChromium, type ConsoleWindow, type WindowOptions } from '@trueup/testing/browser';
import { trueupHome, type TrueupHome, type TrueupServer } from '../trueup-process.ts';

/** One password for all who are let in: the stories are about roles. */
export const PASSWORD = 'correct horse battery staple';

export interface ConsoleStage {
  readonly home: TrueupHome;
  readonly server: TrueupServer;
  /** The API, as the holder of the data directory's token. */
  readonly api: Trueup;
  admit(name: string, ...grants: readonly Grant[]): Promise<void>;
  /** A window of nobody yet. */
  window(options?: WindowOptions): Promise<ConsoleWindow>;
  /** A window of someone who has logged in through the page. */
  tab(name: string, options?: WindowOptions): Promise<ConsoleWindow>;
  close(): Promise<void>;
}

/** A real `trueup serve` on AWS's stand-in, and a real Chromium in front of it. */
export async function consoleStage(
  endpoint: string,
  policy: string,
  { env = {}, serve = [] }: { readonly env?: NodeJS.ProcessEnv; readonly serve?: readonly string[] } = {},
): Promise<ConsoleStage> {
  const home = await trueupHome(endpoint, policy, env);
  const server = await home.serve(...serve);
  const browser = await startChromium();
  const api = server.as('setup');
  return {
    home,
    server,
    api,
    async admit(name, ...grants) {
      await api.createUser({ name, grants, password: PASSWORD });
    },
    window: (options) => openConsole(browser, server.address, options),
    async tab(name, options = {}) {
      const tab = await openConsole(browser, server.address, options);
      const { locale = 'en' } = options;
      await logIn(tab.page, { name, password: PASSWORD, locale });
      return tab;
    },
    async close() {
      await browser.close();
      await server.stop();
      await home.remove();
    },
  };
}
