import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { logIn, noBrowser } from '@trueup/testing/browser';
import { consoleStage, PASSWORD, type ConsoleStage } from '../src/console/console-stage.ts';
import { until } from '../src/trueup-process.ts';

const POLICY = `accounts: [{ id: '123456789012', name: main }]\nregions: [us-east-1]\n`;

describe.skipIf(noBrowser() !== undefined)('the first log-in', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await consoleStage(inject('awsLabEndpoint'), POLICY);
  });
  afterAll(() => stage.close());

  test('the secret that the server showed makes the first admin, once, who is then where he wanted to go', async () => {
    const told = await until(
      async () => stage.server.told(),
      (text) => text.includes('trueup_bootstrap_'),
    );
    const secret = /trueup_bootstrap_[\w-]+/.exec(told)?.[0] ?? '';
    const { page, faults, close } = await stage.window({ path: '/settings/users' });
    await page.getByLabel('Secret').fill('trueup_bootstrap_wrong');
    await page.getByRole('textbox', { name: 'Name' }).fill('ann');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the administrator and log in' }).click();
    await page.getByText('Not logged in').waitFor();
    await page.getByLabel('Secret').fill(secret);
    await page.getByRole('button', { name: 'Make the administrator and log in' }).click();
    await page.getByRole('heading', { name: 'Users and roles', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'ann', exact: true }).waitFor();
    await page.getByRole('row', { name: /\bann\b/ }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('a person who logs out is nobody, and a wrong password says no more than that', async () => {
    const { page, close } = await stage.window({ path: '/findings' });
    await page.getByRole('textbox', { name: 'Name' }).fill('ann');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.getByText('The name or the password is wrong').waitFor();
    await logIn(page, { name: 'ann', password: PASSWORD });
    await page.getByRole('button', { name: 'ann' }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in', exact: true }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
    await close();
  });
});
