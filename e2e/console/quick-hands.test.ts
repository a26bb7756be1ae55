import { noBrowser } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';

const ACCOUNT = '123456789012';
const POLICY = `accounts: [{ id: '${ACCOUNT}', name: main }]\nregions: [us-east-1]\n`;

interface Pressable {
  click(): void;
}

describe.skipIf(noBrowser() !== undefined)('hands that are quick', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await consoleStage(inject('awsLabEndpoint'), POLICY);
    await stage.admit('ann', { role: 'operator' });
  });
  afterAll(() => stage.close());

  test('choose faster than it is drawn, and all of it holds', async () => {
    const { page, faults, close } = await stage.tab('ann', { path: '/findings' });
    const overdue = page.getByRole('checkbox', { name: 'Overdue only' });
    await overdue.waitFor();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const pressed = [button('Clear filters'), overdue, button('List')];
    const handles = await Promise.all(pressed.map((one) => one.elementHandle()));
    // In one task: nothing is drawn in between.
    await page.evaluate((all) => all.forEach((one) => (one as unknown as Pressable).click()), handles);
    await page.getByRole('columnheader', { name: 'Last observed' }).first().waitFor();
    expect(await overdue.isChecked()).toBe(true);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ q: expect.any(String) as string, group: 'list' });
    expect(JSON.parse(searchParams.get('q') ?? '')).toEqual({ operation: 'and', groups: [], overdue: true });
    expect(faults).toEqual([]);
    await close();
  });
});
