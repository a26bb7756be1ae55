import { axeFaults, logIn, openConsole, settled, type Browser } from '@trueup/testing/browser';

/** Pages that need no id. The stories look at the others too, and at all of them with more on them. */
const PATHS = [
  '/',
  '/start',
  '/findings',
  '/plans',
  '/executions',
  '/runbooks',
  '/runbooks/new',
  '/runbooks/controls/S3.8',
  '/policy/remediations',
  '/policy/windows',
  '/policy/exceptions',
  '/policy/automation-rules',
  '/policy/event-rules',
  '/policy/notifications',
  '/policy/deliveries',
  '/policy/source',
  '/accounts',
  '/audit',
  '/settings',
  '/settings/users',
  '/settings/tokens',
  '/settings/kill-switch',
  '/settings/health',
];

/** What axe finds serious on every page, in each language and theme, and what broke or was forbidden there. */
export async function consoleAudit(
  browser: Browser,
  address: string,
  who: { readonly name: string; readonly password: string },
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for (const locale of ['en', 'ja'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      const { page, faults, close } = await openConsole(browser, address, { locale, theme });
      await logIn(page, { ...who, locale });
      let serious = 0;
      for (const path of PATHS) {
        await page.goto(path);
        await settled(page);
        const found = await axeFaults(page);
        serious += found.filter(({ impact }) => impact === 'serious' || impact === 'critical').length;
      }
      rows.push([locale, theme, String(PATHS.length), String(serious), String(faults.length), '0 and 0']);
      await close();
    }
  }
  return rows;
}
