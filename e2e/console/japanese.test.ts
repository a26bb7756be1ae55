import { noBrowser, type Page } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  BLOCKED,
  bucketAccount,
  policyOf,
  scannedFindings,
  type BucketAccount,
} from '../src/console/bucket-account.ts';
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';
import { englishOnly, wordsOn } from '../src/console/console-words.ts';

/** What people plan for a critical resource waits for an approval. */
const OVERSIGHT = `
remediations: [{ name: by-people, controls: [S3.8], mode: manual }]
critical: { tags: { tier: [gold] } }
`;
const JAPANESE_DATE = /\d{4}年\d{1,2}月\d{1,2}日/;
const ENGLISH_DATE = /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}\b/;

describe.skipIf(noBrowser() !== undefined)('work in Japanese', () => {
  let aws: BucketAccount;
  let stage: ConsoleStage;
  beforeAll(async () => {
    const endpoint = inject('awsLabEndpoint');
    aws = await bucketAccount(endpoint, 'kiroku');
    const Tagging = { TagSet: [{ Key: 'tier', Value: 'gold' }] };
    await aws.call('s3', 'PutBucketTagging', { Bucket: aws.buckets[0] ?? '', Tagging });
    stage = await consoleStage(endpoint, policyOf(aws, OVERSIGHT));
    await stage.admit('ann', { role: 'operator' });
    await stage.admit('ben', { role: 'approver' });
    await scannedFindings(stage.api, aws);
  });
  afterAll(() => stage.close());

  const english = englishOnly();
  const readsJapanese = async (page: Page): Promise<void> => {
    const words = await wordsOn(page);
    expect(words.filter((text) => english.has(text))).toEqual([]);
    expect(words.filter((text) => ENGLISH_DATE.test(text))).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
  };

  test('from the log-in to a verified fix nothing is said in English, and dates are written as in Japan', async () => {
    const [bucket = ''] = aws.buckets;
    const ann = await stage.tab('ann', { locale: 'ja' });
    const { page } = ann;
    await page.getByRole('link', { name: '検出結果', exact: true }).click();
    const filter = page.getByRole('combobox', { name: '検出結果を絞り込む' });
    await filter.fill('重要度 = 高');
    await filter.press('Enter');
    await page.getByRole('button', { name: '一覧', exact: true }).click();
    const row = page.getByRole('row', { name: bucket });
    await row.getByText('高', { exact: true }).waitFor();
    await readsJapanese(page);
    await row.getByRole('link').click();

    await page.getByRole('button', { name: '修復を計画' }).waitFor();
    await readsJapanese(page);
    await page.getByRole('button', { name: '修復を計画' }).click();
    await page.getByRole('heading', { name: `${bucket} の S3.8 を修復`, level: 1 }).waitFor();
    await page.getByText('承認待ち').first().waitFor();
    await readsJapanese(page);

    const ben = await stage.tab('ben', { locale: 'ja', path: '/plans' });
    await ben.page.getByRole('link', { name: `${bucket} の S3.8 を修復` }).waitFor();
    await readsJapanese(ben.page);
    await ben.page.getByRole('link', { name: `${bucket} の S3.8 を修復` }).click();
    await ben.page.getByRole('button', { name: '承認', exact: true }).click();
    const dialog = ben.page.getByRole('dialog', { name: 'この計画を承認しますか?' });
    await dialog.getByLabel('理由').fill('公開は不要になりました。');
    await readsJapanese(ben.page);
    await dialog.getByRole('button', { name: '承認', exact: true }).click();
    await ben.page.getByText('承認しました。', { exact: true }).waitFor();

    await page.getByText('公開は不要になりました。').waitFor();
    await page.getByRole('button', { name: '開始', exact: true }).click();
    await page.getByText('リソースを再度読み取り、準拠を確認しました。計画外の変更はありません。').waitFor();
    await readsJapanese(page);
    await page.getByText(JAPANESE_DATE).first().waitFor();

    expect(await aws.publicAccessBlock(bucket)).toEqual(BLOCKED);
    const [plan] = (await stage.api.listPlans({ statuses: ['started'] })).items;
    const shown = await stage.api.getPlan({ id: plan?.id ?? 'none' });
    expect(shown.approvals).toMatchObject([{ reason: '公開は不要になりました。' }]);
    expect([...ann.faults, ...ben.faults]).toEqual([]);
    await ann.close();
    await ben.close();
  });
});
