import { noBrowser } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Finding } from '@trueup/api-contract';
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';
import { titleOf, watchdogFinding } from '../src/console/watchdog-finding.ts';

const ACCOUNT = '123456789012';
const POLICY = `accounts: [{ id: '${ACCOUNT}', name: main }]\nregions: [us-east-1]\n`;
const TEST_PORT = 'watchdog/test-port';

describe.skipIf(noBrowser() !== undefined)('an automation rule out of a filter', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await consoleStage(inject('awsLabEndpoint'), POLICY);
    await stage.admit('ann', { role: 'operator' });
  });
  afterAll(() => stage.close());

  const imported = async (host: string, generator: string): Promise<void> => {
    const findings = [watchdogFinding(host, generator)];
    expect(await stage.api.importFindings({ findings })).toMatchObject({ created: 1, rejectedTotal: 0 });
  };
  const found = async (host: string): Promise<Finding> => {
    const filters = { Title: [{ Value: titleOf(host), Comparison: 'EQUALS' }] };
    const { items } = await stage.api.searchFindings({ filters });
    const [finding] = items;
    if (finding === undefined || items.length > 1) throw new Error(`${items.length} findings of ${host}`);
    return finding;
  };

  test('says what it would match, and changes what matches and comes in later, whose history names it', async () => {
    for (const host of ['i-1', 'i-2']) await imported(host, TEST_PORT);
    await imported('i-3', 'watchdog/open-port');
    const { page, faults, close } = await stage.tab('ann', { path: '/findings' });
    const filter = page.getByRole('combobox', { name: 'Filter findings' });
    await filter.fill(`Generator = ${TEST_PORT}`);
    await filter.press('Enter');
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('row', { name: titleOf('i-1') }).waitFor();
    await page.getByRole('row', { name: titleOf('i-3') }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Use this filter' }).click();
    await page.getByRole('menuitem', { name: 'Make an automation rule from this filter' }).click();

    await page.getByRole('heading', { name: 'Create an automation rule', level: 1 }).waitFor();
    await page.getByText('It would match 2 findings that are here now.').waitFor();
    await page.getByRole('row', { name: titleOf('i-3') }).waitFor({ state: 'hidden' });
    await page.getByRole('textbox', { name: 'Name' }).fill('Ports of tests');
    await page.getByRole('textbox', { name: 'Description' }).fill('Opened on purpose, for an hour.');
    const create = page.getByRole('button', { name: 'Create the rule' });
    await create.click();
    await page.getByText('The rule sets nothing: choose at least one field that it sets.', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Severity Leave/ }).click();
    await page.getByRole('option', { name: 'Low', exact: true }).click();
    await page.getByRole('button', { name: /^Workflow status Leave/ }).click();
    await page.getByRole('option', { name: 'Suppressed', exact: true }).click();
    await create.click();
    await page.getByText('The rule Ports of tests is created.').waitFor();
    await page.getByRole('heading', { name: 'Ports of tests', level: 1 }).waitFor();

    await imported('i-4', TEST_PORT);
    await imported('i-5', 'watchdog/open-port');
    const [matching, other, before] = [await found('i-4'), await found('i-5'), await found('i-1')];
    expect(matching).toMatchObject({ severity: 'LOW', workflow: 'SUPPRESSED' });
    for (const finding of [other, before]) expect(finding).toMatchObject({ severity: 'HIGH', workflow: 'NEW' });

    await page.goto(`/findings/${matching.id}`);
    await page.getByText('Nothing: it is suppressed. Reopen it to have it repaired.').waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    const change = page.getByRole('row', { name: /Ports of tests.* HIGH → LOW .* NEW → SUPPRESSED/ });
    await change.getByRole('link', { name: 'Ports of tests' }).click();
    await page.getByRole('heading', { name: 'Ports of tests', level: 1 }).waitFor();
    const { items } = await stage.api.listAutomationRules({});
    expect(items).toMatchObject([{ name: 'Ports of tests', createdBy: 'ann', enabled: true }]);
    expect(faults).toEqual([]);
    await close();
  });
});
