import { noBrowser } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { BLOCKED, bucketAccount, BY_HAND, policyOf, type BucketAccount } from '../src/console/bucket-account.ts';
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';

describe.skipIf(noBrowser() !== undefined)('from triage to a verified fix', () => {
  let aws: BucketAccount;
  let stage: ConsoleStage;
  beforeAll(async () => {
    const endpoint = inject('awsLabEndpoint');
    aws = await bucketAccount(endpoint, 'records');
    stage = await consoleStage(endpoint, policyOf(aws, BY_HAND));
    await stage.admit('ann', { role: 'operator' });
  });
  afterAll(() => stage.close());

  test('an operator scans, narrows to what is severe, reads why, sees the plan, starts it and follows it to verified', async () => {
    const [bucket = ''] = aws.buckets;
    const { page, faults, close } = await stage.tab('ann');
    let loads = 0;
    page.on('domcontentloaded', () => {
      loads += 1;
    });

    await page.getByRole('link', { name: 'Findings', exact: true }).click();
    await page.getByText('Nothing has been scanned yet.').waitFor();
    await page.getByRole('button', { name: 'Scan now' }).click();
    await page.getByText('Last scan: Finished').waitFor();
    const filter = page.getByRole('combobox', { name: 'Filter findings' });
    await filter.fill('Severity = High');
    await filter.press('Enter');
    await page.getByRole('row', { name: /^High/ }).first().waitFor();
    await page.getByRole('row', { name: /^Low/ }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: '1 finding of S3.8' }).click();
    await page.getByRole('row', { name: bucket }).getByRole('link').click();

    await page.getByText('The bucket blocks no public access of its own.').waitFor();
    await page.getByText('Nothing is repaired by itself: the policy leaves it to people.').waitFor();
    await page.getByRole('button', { name: 'Plan a repair' }).click();

    await page.getByRole('heading', { name: `Repair S3.8 on ${bucket}`, level: 1 }).waitFor();
    await page.getByRole('row', { name: 's3:PutPublicAccessBlock' }).waitFor();
    await page.getByRole('row', { name: /^~ Changed PublicAccessBlock null/ }).waitFor();
    await page.getByRole('button', { name: 'Whole configuration, before and after' }).click();
    await page.getByRole('textbox', { name: 'Configuration expected afterwards' }).waitFor();
    expect(await aws.publicAccessBlock(bucket)).toBeUndefined();
    await page.getByRole('button', { name: 'Start', exact: true }).click();

    await page.getByText('The resource was read again and is compliant; nothing unplanned has changed.').waitFor();
    await page.getByText('1 of 1 step ended').waitFor();
    const [finding] = (await stage.api.listFindings({ controls: ['S3.8'] })).items;
    await page.getByRole('link', { name: finding?.id ?? 'none', exact: true }).click();
    await page.getByText('Nothing: it was repaired and verified.').waitFor();
    await page.getByText('Resolved').first().waitFor();
    expect(loads, 'pages that were loaded on the way').toBe(0);

    expect(await aws.publicAccessBlock(bucket)).toEqual(BLOCKED);
    const { items } = await stage.api.listRecords({ actor: 'ann', limit: 100 });
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['plan.made', 'execution.started']));
    const [execution] = (await stage.api.listExecutions({})).items;
    expect(execution).toMatchObject({ outcome: 'verified', startedBy: { kind: 'person', name: 'ann' } });
    expect(faults).toEqual([]);
    await close();
  });
});
