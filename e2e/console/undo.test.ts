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
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';

describe.skipIf(noBrowser() !== undefined)('a repair that is taken back', () => {
  let aws: BucketAccount;
  let stage: ConsoleStage;
  beforeAll(async () => {
    const endpoint = inject('awsLabEndpoint');
    aws = await bucketAccount(endpoint, 'website');
    stage = await consoleStage(endpoint, policyOf(aws, BY_HAND));
    await stage.admit('ann', { role: 'operator' });
  });
  afterAll(() => stage.close());

  test('the resource is as before, automation is paused there, and a person resumes it', async () => {
    const [bucket = ''] = aws.buckets;
    const [finding] = await scannedFindings(stage.api, aws);
    const { page, faults, close } = await stage.tab('ann', { path: `/findings/${finding?.id}` });
    await page.getByRole('button', { name: 'Plan a repair' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('The resource was read again and is compliant').waitFor();
    expect(await aws.publicAccessBlock(bucket)).toEqual(BLOCKED);

    await page.getByRole('button', { name: 'Plan an undo' }).click();
    await page.getByRole('heading', { name: `Undo the repair of S3.8 on ${bucket}`, level: 1 }).waitFor();
    await page.getByRole('row', { name: 's3:DeletePublicAccessBlock' }).waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('The resource was read again and is as it was before the repair').waitFor();
    expect(await aws.publicAccessBlock(bucket)).toBeUndefined();

    await page.getByRole('link', { name: finding?.id ?? 'none', exact: true }).click();
    await page.getByText('Automation paused').waitFor();
    await page.getByText('A repair was undone here.').waitFor();
    expect(await stage.api.getFinding({ id: finding?.id ?? 'none' })).toMatchObject({
      finding: { workflow: 'NEW', pausedReason: expect.stringContaining('Undone by execution') },
    });
    await page.getByRole('button', { name: 'Resume automation' }).click();
    await page.getByText('Automation may act on this resource again.').waitFor();
    await page.getByText('Automation paused').waitFor({ state: 'hidden' });

    const shown = await stage.api.getFinding({ id: finding?.id ?? 'none' });
    expect(shown.finding.pausedReason).toBeUndefined();
    const { items } = await stage.api.listRecords({ actions: ['automation.resumed'] });
    expect(items).toMatchObject([{ actor: { kind: 'person', name: 'ann' }, subject: { id: finding?.id } }]);

    await page.getByRole('link', { name: 'Trueup', exact: true }).first().click();
    await page.getByRole('row', { name: 'Undone afterwards 1' }).getByRole('link').click();
    await page.getByText('Undone since').waitFor();
    await page.getByText('Finished since').waitFor();
    await page.getByRole('row', { name: `Repair ${bucket}` }).waitFor();
    await page.goBack();
    await page.getByRole('row', { name: 'Verified 0' }).getByRole('link').click();
    await page.getByText('No execution matches the filters').waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});
