import { noBrowser } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  BLOCKED,
  bucketAccount,
  BY_HAND,
  policyOf,
  scannedFindings,
  type BucketAccount,
} from '../src/console/bucket-account.ts';
import { consoleStage, PASSWORD, type ConsoleStage } from '../src/console/console-stage.ts';
import { arrowTo, holdsFocus, pressOn, showsFocus, tabTo } from '../src/console/keyboard.ts';

describe.skipIf(noBrowser() !== undefined)('the keyboard alone', () => {
  let aws: BucketAccount;
  let stage: ConsoleStage;
  beforeAll(async () => {
    const endpoint = inject('awsLabEndpoint');
    aws = await bucketAccount(endpoint, 'letters');
    stage = await consoleStage(endpoint, policyOf(aws, BY_HAND));
    await stage.admit('ann', { role: 'operator' });
    await scannedFindings(stage.api, aws);
  });
  afterAll(() => stage.close());

  test('leads from the log-in to a verified fix, and out of every dialog back to where it was opened', async () => {
    const [bucket = ''] = aws.buckets;
    const { page, faults, close } = await stage.window();
    await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
    await page.keyboard.type('ann');
    await tabTo(page, page.getByLabel('Password'));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');

    await pressOn(page, page.getByRole('link', { name: 'Findings', exact: true }));
    const group = page.getByRole('link', { name: '1 finding of S3.8' });
    await tabTo(page, page.getByRole('grid', { name: 'Findings' }));
    await arrowTo(page, page.getByRole('row').filter({ has: group }), 'ArrowDown');
    await arrowTo(page, group, 'ArrowRight');
    expect(await showsFocus(page)).toBe(true);
    await page.keyboard.press('Enter');
    const row = page.getByRole('row', { name: bucket });
    await row.waitFor();
    await tabTo(page, page.getByRole('grid', { name: 'Findings' }));
    await arrowTo(page, row, 'ArrowDown');
    // The table keeps the column in which the control was chosen.
    await page.keyboard.press('Home');
    await arrowTo(page, row.getByRole('link'), 'ArrowRight');
    await page.keyboard.press('Enter');

    const workflow = page.getByRole('button', { name: 'Set workflow' });
    await pressOn(page, workflow);
    await arrowTo(page, page.getByRole('menuitem', { name: 'Suppress', exact: true }), 'ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Suppress this finding?' });
    for (const part of [dialog.getByLabel('Reason'), dialog.getByRole('button', { name: 'Cancel' })]) {
      await tabTo(page, part);
      expect(await showsFocus(page)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => holdsFocus(workflow)).toBe(true);

    await pressOn(page, page.getByRole('button', { name: 'Plan a repair' }));
    await page.getByRole('heading', { name: `Repair S3.8 on ${bucket}`, level: 1 }).waitFor();
    await pressOn(page, page.getByRole('button', { name: 'Whole configuration, before and after' }), 'Space');
    await tabTo(page, page.getByRole('textbox', { name: 'Configuration expected afterwards' }));
    await pressOn(page, page.getByRole('button', { name: 'Start', exact: true }));
    await page.getByText('The resource was read again and is compliant; nothing unplanned has changed.').waitFor();
    await pressOn(page, page.getByRole('link', { name: /^f-/ }));
    await page.getByText('Nothing: it was repaired and verified.').waitFor();

    expect(await aws.publicAccessBlock(bucket)).toEqual(BLOCKED);
    expect(faults).toEqual([]);
    await close();
  });
});
