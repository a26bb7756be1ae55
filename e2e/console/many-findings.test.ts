import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Finding, Input } from '@trueup/api-contract';
import { noBrowser, type ConsoleWindow, type Page } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';
import { filledPostgres, type FilledPostgres } from '../src/console/filled-postgres.ts';

/** A million of them take some minutes to make and 7 GB: a tenth where the disk has less than twice that. */
const { bavail, bsize } = statfsSync(tmpdir());
const FINDINGS = Number(process.env['FINDINGS'] ?? (bavail * bsize > 14e9 ? 1_000_000 : 100_000));
const POLICY = `accounts: [{ id: '123456789012', name: main }]\nregions: [us-east-1]\n`;
const FILLING_MS = 900_000;
const STORY_MS = 600_000;
/** Nothing is timed here: a machine that does much else may take long for a page. */
const PATIENCE = { timeout: 60_000 };
const PAGE = 20;

type Search = NonNullable<Input<'searchFindings'>['filters']>;
const anyOf = (...values: readonly string[]): Search[string] =>
  values.map((Value) => ({ Value, Comparison: 'EQUALS' as const }));
/** What the list shows until it is asked otherwise. */
const OPEN: Search = { RecordState: anyOf('ACTIVE'), WorkflowStatus: anyOf('NEW', 'NOTIFIED') };
const CRITICAL: Search = { ...OPEN, SeverityLabel: anyOf('CRITICAL') };

/** The findings that a person sees in the list, in their order. */
async function shownFindings(page: Page): Promise<readonly string[]> {
  const links = page.getByRole('grid', { name: 'Findings' }).getByRole('rowheader').getByRole('link');
  // All at once: the rows may be on their way to others.
  const hrefs = await links.evaluateAll((all: readonly { readonly href: string }[]) => all.map(({ href }) => href));
  return hrefs.map((href) => decodeURIComponent(href.split('/').at(-1) ?? ''));
}

async function expectShown(page: Page, findings: readonly Finding[]): Promise<void> {
  await expect.poll(() => shownFindings(page), PATIENCE).toEqual(findings.map(({ id }) => id));
}

async function filterBy(page: Page, field: string, value: string): Promise<void> {
  const filter = page.getByRole('combobox', { name: 'Filter findings' });
  await filter.fill(`${field} = ${value}`);
  await filter.press('Enter');
  await page.getByRole('group', { name: `${field} equals ${value}` }).waitFor();
}

/** What is also said to who cannot see is there twice. */
const reads = (page: Page, text: string): Promise<void> =>
  page.getByText(text, { exact: true }).filter({ visible: true }).first().waitFor();

describe.skipIf(noBrowser() !== undefined)(`${FINDINGS.toLocaleString('en')} findings`, { timeout: STORY_MS }, () => {
  let postgres: FilledPostgres;
  let stage: ConsoleStage;
  let tab: ConsoleWindow;
  /** The account with the most of what is critical. */
  let account: string;
  beforeAll(async () => {
    postgres = await filledPostgres(FINDINGS);
    process.stdout.write(`${FINDINGS} findings were made in ${postgres.seconds.toFixed(0)} s\n`);
    stage = await consoleStage(inject('awsLabEndpoint'), POLICY, { env: { DATABASE_URL: postgres.connection } });
    await stage.admit('ann', { role: 'operator' });
    const { groups } = await stage.api.countMatching({ filters: CRITICAL, by: 'accountId', limit: 1 });
    account = groups[0]?.key ?? 'none';
    tab = await stage.tab('ann');
    tab.page.setDefaultTimeout(PATIENCE.timeout);
  }, FILLING_MS);
  afterAll(async () => {
    await stage?.close();
    await postgres?.close();
  });

  const ofAccount = (): Search => ({ ...CRITICAL, AwsAccountId: anyOf(account) });
  const firstPages = async (
    filters: Search,
    asked: Pick<Input<'searchFindings'>, 'order' | 'ascending'> = {},
  ): Promise<readonly [readonly Finding[], readonly Finding[]]> => {
    const first = await stage.api.searchFindings({ filters, limit: PAGE, ...asked });
    const cursor = first.next === undefined ? {} : { cursor: first.next };
    const second = await stage.api.searchFindings({ filters, limit: PAGE, ...asked, ...cursor });
    return [first.items, second.items];
  };
  const countShown = async (filters: Search): Promise<void> => {
    const { total, atLeast } = await stage.api.countMatching({ filters });
    const number = total.toLocaleString('en');
    await reads(tab.page, atLeast ? `More than ${number} findings` : `${number} findings`);
    await reads(tab.page, `(${number}${atLeast ? '+' : ''})`);
  };

  test('are grouped by control, all of them counted', async () => {
    const { page } = tab;
    await page.getByRole('link', { name: 'Findings', exact: true }).click();
    const { items } = await stage.api.listFindingGroups({ filters: OPEN });
    const all = items.reduce((sum, { findings }) => sum + findings, 0);
    await reads(tab.page, `(${all.toLocaleString('en')})`);
    await reads(tab.page, `${items.length} controls`);
    for (const { controlId, findings } of items.slice(0, 3)) {
      await page.getByRole('link', { name: `${findings.toLocaleString('en')} findings of ${controlId}` }).waitFor();
    }
    expect(all).toBeGreaterThan(FINDINGS / 4);
  });

  test('are listed page by page, filtered by severity and account, and sorted', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'List', exact: true }).click();
    const [first, second] = await firstPages(OPEN);
    await expectShown(page, first);
    await countShown(OPEN);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectShown(page, second);

    await filterBy(page, 'Severity', 'Critical');
    await expectShown(page, (await firstPages(CRITICAL))[0]);
    await countShown(CRITICAL);

    await filterBy(page, 'Account', account);
    const [firstOfAccount, secondOfAccount] = await firstPages(ofAccount());
    expect(firstOfAccount.every(({ resource }) => resource.accountId === account)).toBe(true);
    await expectShown(page, firstOfAccount);
    await countShown(ofAccount());
    await page.getByRole('button', { name: 'Next page' }).click();
    await expectShown(page, secondOfAccount);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await expectShown(page, firstOfAccount);

    // By key: the header that stays in sight while one scrolls lies over this one.
    const byTime = page.getByRole('columnheader', { name: 'Last observed' }).getByRole('button').first();
    await byTime.press('Enter');
    const [oldest] = await firstPages(ofAccount(), { order: 'last-observed', ascending: true });
    await expectShown(page, oldest);
    await byTime.press('Enter');
    const [newest] = await firstPages(ofAccount(), { order: 'last-observed' });
    await expectShown(page, newest);
    expect(new Date(newest[0]?.lastObservedAt ?? 0) > new Date(oldest[0]?.lastObservedAt ?? 0)).toBe(true);
  });

  test('are narrowed to one control of one account, of which one is opened; the way back leads to the same list', async () => {
    const { page, faults } = tab;
    const byControl = page.getByRole('button', { name: 'By control', exact: true });
    await byControl.click();
    const { items } = await stage.api.listFindingGroups({ filters: ofAccount() });
    await reads(page, `${items.length} controls`);
    // Whoever works by keyboard goes on from there.
    await byControl.and(page.locator(':focus')).waitFor();
    const control = items.find(({ resources }) => resources !== undefined);
    const ofControl = { ...ofAccount(), ComplianceSecurityControlId: anyOf(control?.controlId ?? 'none') };
    await reads(tab.page, items.length === 1 ? '1 control' : `${items.length} controls`);
    await page.getByRole('link', { name: new RegExp(`^[\\d,]+ findings? of ${control?.controlId}$`) }).click();
    const [found] = await firstPages(ofControl, { order: 'last-observed' });
    await expectShown(page, found);

    const [finding] = found;
    await page
      .getByRole('rowheader', { name: finding?.title ?? 'none' })
      .first()
      .getByRole('link')
      .click();
    await page.getByRole('heading', { name: finding?.title ?? 'none', level: 1 }).waitFor();
    await page
      .getByText(finding?.resource.arn ?? 'none')
      .first()
      .waitFor();
    await page.goBack();
    await expectShown(page, found);
    expect(faults).toEqual([]);
    await tab.close();
  });
});
