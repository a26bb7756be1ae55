import type { Page } from 'playwright-core';

interface Answer {
  readonly items?: readonly Readonly<Record<string, unknown>>[];
}

export interface ConsolePage {
  /** Such as `finding`; the name of its picture. */
  readonly name: string;
  readonly path: string;
}

/** Every page of the console with something on it, as whoever is logged in on this page sees them. */
export async function consolePages(page: Page): Promise<readonly ConsolePage[]> {
  const first = async (path: string, member: string, without = ''): Promise<string> => {
    const answer = await page.request.get(path);
    const { items = [] } = (await answer.json()) as Answer;
    const value = items.find((item) => !Object.hasOwn(item, without))?.[member];
    if (typeof value !== 'string') throw new Error(`${path} has no item with ${member}: HTTP ${answer.status()}`);
    return encodeURIComponent(value);
  };
  const finding = await first('/api/v1/findings?workflows=RESOLVED&limit=1', 'id');
  const plan = await first('/api/v1/plans?statuses=waiting-for-approval', 'id', 'undetermined');
  const execution = await first('/api/v1/executions?kinds=repair&outcomes=verified&limit=1', 'id');
  const account = await first('/api/v1/accounts', 'id');
  return [
    { name: 'overview', path: '/' },
    { name: 'start', path: '/start' },
    { name: 'findings', path: '/findings' },
    { name: 'finding', path: `/findings/${finding}` },
    { name: 'plans', path: '/plans' },
    { name: 'plan', path: `/plans/${plan}` },
    { name: 'executions', path: '/executions' },
    { name: 'execution', path: `/executions/${execution}` },
    { name: 'runbooks', path: '/runbooks' },
    { name: 'new-runbook', path: '/runbooks/new' },
    { name: 'control-runbook', path: '/runbooks/controls/S3.8' },
    { name: 'remediations', path: '/policy/remediations' },
    { name: 'windows', path: '/policy/windows' },
    { name: 'exceptions', path: '/policy/exceptions' },
    { name: 'new-exception', path: '/policy/exceptions?new=1&controls=S3.8' },
    { name: 'automation-rules', path: '/policy/automation-rules' },
    { name: 'event-rules', path: '/policy/event-rules' },
    { name: 'notifications', path: '/policy/notifications' },
    { name: 'deliveries', path: '/policy/deliveries' },
    { name: 'policy-source', path: '/policy/source' },
    { name: 'accounts', path: '/accounts' },
    { name: 'account', path: `/accounts/${account}` },
    { name: 'audit', path: '/audit' },
    { name: 'settings', path: '/settings' },
    { name: 'users', path: '/settings/users' },
    { name: 'tokens', path: '/settings/tokens' },
    { name: 'kill-switch', path: '/settings/kill-switch' },
    { name: 'health', path: '/settings/health' },
    { name: 'not-found', path: '/nothing-here' },
  ];
}

const SETTLED = `!/Loading|読み込み中/.test(document.querySelector('main')?.innerText ?? '') &&
  document.querySelectorAll('[class*="awsui_spinner"]').length === 0`;

/** Waits until a page shows what it has: its heading is there and nothing loads any more. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await holds(page, SETTLED);
}

/** Waits until an expression is true in a page, whose content security policy lets no other way of asking in. */
export async function holds(page: Page, expression: string, limitMs = 30_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await page.evaluate<boolean>(expression))) {
    if (Date.now() > end) throw new Error(`it was not so within ${limitMs} ms: ${expression}`);
    await page.waitForTimeout(50);
  }
}
