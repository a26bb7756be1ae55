import type { Plan } from '@trueup/api-contract';
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
import { until } from '../src/trueup-process.ts';

/** What people plan waits for an approval, being critical; for the others the policy plans itself. */
const OVERSIGHT = `
remediations:
  - { name: by-people, controls: [S3.8], arns: ["arn:aws:s3:::ledger-*", "arn:aws:s3:::letters-*"], mode: manual }
  - { name: by-policy, controls: [S3.8], mode: approval }
critical: { tags: { tier: [gold] } }
`;

describe.skipIf(noBrowser() !== undefined)('an approval by a second person', () => {
  let aws: BucketAccount;
  let stage: ConsoleStage;
  let findingOf: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const endpoint = inject('awsLabEndpoint');
    aws = await bucketAccount(endpoint, 'ledger', 'letters', 'photos', 'prints');
    for (const Bucket of aws.buckets.slice(0, 2)) {
      await aws.call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: [{ Key: 'tier', Value: 'gold' }] } });
    }
    stage = await consoleStage(endpoint, policyOf(aws, OVERSIGHT));
    await stage.admit('ann', { role: 'operator' }, { role: 'approver' });
    await stage.admit('ben', { role: 'approver' });
    await stage.admit('cleo', { role: 'approver' });
    const findings = await scannedFindings(stage.api, aws);
    findingOf = new Map(findings.map(({ id, resource }) => [resource.id, id]));
    await until(
      () => stage.api.listPlans({ statuses: ['waiting-for-approval'] }),
      ({ items }) => items.length === 2,
    );
  });
  afterAll(() => stage.close());

  const planned = async (bucket: string): Promise<Plan> => {
    const outcome = await stage.server.as('ann').makePlan({ findingId: findingOf.get(bucket) ?? 'none' });
    if (outcome.kind === 'left') throw new Error(outcome.detail);
    return outcome.plan;
  };
  const approve = async (page: Page, comment: string): Promise<void> => {
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('dialog', { name: 'Approve this plan?' }).getByLabel('Reason').fill(comment);
  };
  const confirm = (page: Page): Promise<void> =>
    page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();

  test('who asked cannot give it and reads why; another finds it waiting, approves, and it can be started', async () => {
    const [bucket = ''] = aws.buckets;
    const ann = await stage.tab('ann', { path: `/findings/${findingOf.get(bucket)}` });
    await ann.page.getByRole('button', { name: 'Plan a repair' }).click();
    await ann.page.getByRole('heading', { name: `Repair S3.8 on ${bucket}`, level: 1 }).waitFor();
    const own = ann.page.getByRole('button', { name: 'Approve', exact: true });
    expect(await own.isDisabled()).toBe(true);
    await own.hover();
    const why = 'You asked for this plan: another person must approve it';
    await ann.page.getByText(why).filter({ visible: true }).first().waitFor();

    const ben = await stage.tab('ben');
    const entry = ben.page.getByRole('listitem').filter({ hasText: /^Plans and approvals/ });
    await entry.getByText('3', { exact: true }).waitFor();
    await entry.getByRole('link').click();
    await ben.page.getByRole('link', { name: `Repair S3.8 on ${bucket}` }).click();
    await ben.page.getByRole('row', { name: 's3:PutPublicAccessBlock' }).waitFor();
    await approve(ben.page, 'The website moved to CloudFront.');
    await confirm(ben.page);
    await ben.page.getByText('Approved.', { exact: true }).waitFor();
    await entry.getByText('2', { exact: true }).waitFor();

    await ann.page.getByRole('row', { name: /^ben Approved .* The website moved to CloudFront\.$/ }).waitFor();
    expect(await aws.publicAccessBlock(bucket)).toBeUndefined();
    await ann.page.getByRole('button', { name: 'Start', exact: true }).click();
    await ann.page.getByText('The resource was read again and is compliant').waitFor();
    expect(await aws.publicAccessBlock(bucket)).toEqual(BLOCKED);

    const [plan] = (await stage.api.listPlans({ statuses: ['started'] })).items;
    const records = await stage.api.listRecords({ subjectId: plan?.id ?? 'none' });
    expect(records.items.map(({ action, actor }) => `${action} ${actor.name}`)).toEqual([
      'plan.approved ben',
      'plan.made ann',
    ]);
    expect([...ann.faults, ...ben.faults]).toEqual([]);
    await ann.close();
    await ben.close();
  });

  test('two who approve at once see one outcome', async () => {
    const plan = await planned(aws.buckets[1] ?? '');
    const path = `/plans/${plan.id}`;
    const tabs = await Promise.all([stage.tab('ben', { path }), stage.tab('cleo', { path })]);
    const pages = tabs.map(({ page }) => page);
    for (const page of pages) await approve(page, 'Nobody reads it from outside.');
    await Promise.all(pages.map(confirm));
    const notices = await Promise.all(
      pages.map(async (page) => {
        const notice = page.getByText(/^(Approved\.|Someone else, or time, decided about this plan first)/);
        return (await notice.innerText()).slice(0, 8);
      }),
    );
    expect(notices.toSorted()).toEqual(['Approved', 'Someone ']);
    for (const page of pages) {
      await page.getByRole('heading', { name: 'Approvals (1 of 1)' }).waitFor();
      expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
    }
    const shown = await stage.api.getPlan({ id: plan.id });
    expect(shown).toMatchObject({ plan: { status: 'approved' }, approvals: [{ verdict: 'approve' }] });
    expect(tabs.flatMap(({ faults }) => faults)).toEqual([]);
    for (const tab of tabs) await tab.close();
  });

  test('several proposals of the policy are approved at once by whoever types how many they are, and are carried out', async () => {
    const buckets = aws.buckets.slice(2);
    const { page, faults, close } = await stage.tab('ben', { path: '/plans' });
    for (const bucket of buckets) await page.getByRole('checkbox', { name: `Repair S3.8 on ${bucket}` }).check();
    await page.getByRole('button', { name: 'Approve 2 plans' }).click();

    const dialog = page.getByRole('dialog', { name: 'Approve 2 plans' });
    const yes = dialog.getByRole('button', { name: 'Approve 2 plans' });
    for (const bucket of buckets) await dialog.getByRole('row', { name: `Repair S3.8 on ${bucket}` }).waitFor();
    await dialog.getByLabel('Type the number of plans, 2, to confirm').fill('1');
    expect(await yes.isDisabled()).toBe(true);
    await dialog.getByLabel('Type the number of plans, 2, to confirm').fill('2');
    await yes.click();
    const results = page.getByRole('dialog', { name: '2 decided, 0 refused' });
    await results.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('No plan waits for an approval').waitFor();

    await page.getByRole('link', { name: 'Executions', exact: true }).click();
    for (const bucket of buckets) await page.getByRole('row', { name: new RegExp(`${bucket}.*Verified`) }).waitFor();
    for (const bucket of buckets) expect(await aws.publicAccessBlock(bucket)).toEqual(BLOCKED);
    expect(faults).toEqual([]);
    await close();
  });
});
