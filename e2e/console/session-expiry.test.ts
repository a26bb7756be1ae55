import { logIn, noBrowser, type Page } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  bucketAccount,
  BY_HAND,
  policyOf,
  scannedFindings,
  type BucketAccount,
} from '../src/console/bucket-account.ts';
import { consoleStage, PASSWORD, type ConsoleStage } from '../src/console/console-stage.ts';

const REASON = 'The bucket is public on purpose until the migration ends.';

describe.skipIf(noBrowser() !== undefined)('a session that ends while someone works', () => {
  let aws: BucketAccount;
  let stage: ConsoleStage;
  let findingId: string;
  beforeAll(async () => {
    const endpoint = inject('awsLabEndpoint');
    aws = await bucketAccount(endpoint, 'website');
    stage = await consoleStage(endpoint, policyOf(aws, BY_HAND));
    await stage.admit('root', { role: 'admin' });
    await stage.admit('ann', { role: 'operator' });
    await stage.admit('ben', { role: 'operator' });
    findingId = (await scannedFindings(stage.api, aws))[0]?.id ?? 'none';
  });
  afterAll(() => stage.close());

  /** A password that is set anew ends the sessions of its owner. */
  const endSessionsOf = (name: string): Promise<unknown> => stage.api.changeUser({ name, password: PASSWORD });
  const halfFilled = async (page: Page, item: string, reason: string): Promise<void> => {
    await page.getByRole('button', { name: 'Set workflow' }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill(reason);
  };
  const ended = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended' });

  test('one logs in again over the page, what was typed is still there, and it is done', async () => {
    const { page, faults, close } = await stage.tab('ann', { path: `/findings/${findingId}` });
    await halfFilled(page, 'Suppress', REASON);
    await endSessionsOf('ann');
    await ended(page).waitFor();
    await ended(page).getByText('Log in again as ann to go on where you were.').waitFor();
    await ended(page).getByLabel('Password').fill('a wrong one');
    await ended(page).getByRole('button', { name: 'Log in', exact: true }).click();
    await ended(page).getByText('The name or the password is wrong').waitFor();
    await ended(page).getByLabel('Password').fill(PASSWORD);
    await ended(page).getByRole('button', { name: 'Log in', exact: true }).click();
    await ended(page).waitFor({ state: 'hidden' });

    const form = page.getByRole('dialog', { name: 'Suppress this finding?' });
    expect(await form.getByLabel('Reason').inputValue()).toBe(REASON);
    await form.getByRole('button', { name: 'Suppress' }).click();
    await form.waitFor({ state: 'hidden' });
    await page.getByText('The finding is suppressed.').waitFor();
    const { finding } = await stage.api.getFinding({ id: findingId });
    expect(finding).toMatchObject({ workflow: 'SUPPRESSED', asff: { Note: { Text: REASON, UpdatedBy: 'ann' } } });
    expect(faults).toEqual([]);
    await close();
  });

  test('someone else who logs in there begins anew, on the same page', async () => {
    const { page, faults, close } = await stage.tab('ann', { path: `/findings/${findingId}` });
    await halfFilled(page, 'Reopen', 'Only ann may read this');
    await endSessionsOf('ann');
    await ended(page).getByRole('button', { name: 'Log in as someone else' }).last().click();
    await logIn(page, { name: 'ben', password: PASSWORD });
    await page.getByRole('button', { name: 'ben', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Set workflow' }).waitFor();
    expect(page.url()).toContain(findingId);
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test('who logs in in another tab is who works in all of them, and finds nothing that was typed before', async () => {
    const { page, context, faults, close } = await stage.tab('ann', { path: `/findings/${findingId}` });
    await halfFilled(page, 'Reopen', 'Only ann may read this');
    const other = await context.newPage();
    await other.goto('/plans');
    await other.getByRole('button', { name: 'ann', exact: true }).click();
    await other.getByRole('menuitem', { name: 'Log out' }).click();
    await ended(page).waitFor();
    await logIn(other, { name: 'ben', password: PASSWORD });
    await page.getByRole('button', { name: 'ben', exact: true }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(page.url()).toContain(findingId);

    await halfFilled(page, 'Reopen', 'It is wanted again.');
    await page.getByRole('dialog').getByRole('button', { name: 'Reopen' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const { finding } = await stage.api.getFinding({ id: findingId });
    expect(finding).toMatchObject({ workflow: 'NEW', asff: { Note: { UpdatedBy: 'ben' } } });
    expect(faults).toEqual([]);
    await close();
  });
});
