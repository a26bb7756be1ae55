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

describe.skipIf(noBrowser() !== undefined)('a plan whose resource has changed', () => {
  let aws: BucketAccount;
  let stage: ConsoleStage;
  beforeAll(async () => {
    const endpoint = inject('awsLabEndpoint');
    aws = await bucketAccount(endpoint, 'records');
    stage = await consoleStage(endpoint, policyOf(aws, BY_HAND));
    await stage.admit('ann', { role: 'operator' });
  });
  afterAll(() => stage.close());

  test('is refused when it is started, changes nothing, and is planned again', async () => {
    const [bucket = ''] = aws.buckets;
    const [finding] = await scannedFindings(stage.api, aws);
    const { page, faults, close } = await stage.tab('ann', { path: `/findings/${finding?.id}` });
    await page.getByRole('button', { name: 'Plan a repair' }).click();
    await page.getByRole('heading', { name: `Repair S3.8 on ${bucket}`, level: 1 }).waitFor();
    const stalePlan = page.url();

    const byHand = { ...BLOCKED, BlockPublicPolicy: false, RestrictPublicBuckets: false };
    await aws.call('s3', 'PutPublicAccessBlock', { Bucket: bucket, PublicAccessBlockConfiguration: byHand });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('Refused: the resource has changed').first().waitFor();
    await page.getByText('The resource has changed since the plan was made: nothing was done.').waitFor();
    expect(await aws.publicAccessBlock(bucket)).toEqual(byHand);

    await page.getByRole('button', { name: 'Plan again' }).click();
    await page.getByRole('heading', { name: `Repair S3.8 on ${bucket}`, level: 1 }).waitFor();
    await page.getByRole('heading', { name: '2 values change' }).waitFor();
    await page.getByRole('button', { name: /^Compare with/ }).click();
    await page.getByRole('textbox', { name: /^This plan/ }).waitFor();

    await page.goto(stalePlan);
    await page.getByText('This plan is stale').waitFor();
    expect(await page.getByRole('button', { name: 'Start', exact: true }).count()).toBe(0);
    await page.getByRole('link', { name: 'Open the newer plan' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('The resource was read again and is compliant').waitFor();

    expect(await aws.publicAccessBlock(bucket)).toEqual(BLOCKED);
    const { items } = await stage.api.listExecutions({});
    expect(items.map(({ outcome }) => outcome)).toEqual(['verified', 'refused-stale']);
    expect(faults).toEqual([]);
    await close();
  });
});
