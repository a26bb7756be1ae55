import { noBrowser } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bucketAccount, policyOf, scannedFindings, type BucketAccount } from '../src/console/bucket-account.ts';
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';

const DAY_MS = 86_400_000;
const WHY = 'The website is public on purpose.';
const COVERED = 'Nothing is repaired by itself: an exception covers it.';

/** The website is left to people; for the archive the policy plans by itself, and a person approves. */
const LINES = `
remediations:
  - { name: by-people, controls: [S3.8], arns: ["arn:aws:s3:::website-*"], mode: manual }
  - { name: by-policy, controls: [S3.8], mode: approval }
`;

const PATIENCE = { timeout: 30_000 };

describe.skipIf(noBrowser() !== undefined)('an exception', () => {
  let aws: BucketAccount;
  let stage: ConsoleStage;
  let findingOf: ReadonlyMap<string, string>;
  let archiveArn: string;
  beforeAll(async () => {
    const endpoint = inject('awsLabEndpoint');
    aws = await bucketAccount(endpoint, 'website', 'archive');
    stage = await consoleStage(endpoint, policyOf(aws, LINES));
    await stage.admit('ann', { role: 'operator' });
    await stage.admit('ben', { role: 'approver' });
    archiveArn = `arn:aws:s3:::${aws.buckets[1]}`;
    await stage.api.placeException({
      id: 'archive',
      scope: { arns: [archiveArn] },
      owner: 'records team',
      approver: 'ben',
      justification: 'It moves this week.',
      expiresAt: new Date(Date.now() + DAY_MS).toISOString(),
    });
    const findings = await scannedFindings(stage.api, aws);
    findingOf = new Map(findings.map(({ id, resource }) => [resource.id, id]));
  });
  afterAll(() => stage.close());

  test('is made from a filter with an owner, a second person and an end, covers the finding, and is removed', async () => {
    const [bucket = ''] = aws.buckets;
    const id = findingOf.get(bucket) ?? 'none';
    const { page, faults, close } = await stage.tab('ann', { path: '/findings' });
    const filter = page.getByRole('combobox', { name: 'Filter findings' });
    await filter.fill(`Resource ARN = arn:aws:s3:::${bucket}`);
    await filter.press('Enter');
    await page.getByRole('button', { name: 'Use this filter' }).click();
    await page.getByRole('menuitem', { name: 'Make an exception from this filter' }).click();

    await page.getByRole('heading', { name: 'Place an exception', level: 1 }).waitFor();
    expect(await page.getByRole('textbox', { name: 'ARNs' }).inputValue()).toBe(`arn:aws:s3:::${bucket}`);
    const place = page.getByRole('button', { name: 'Place it' });
    await page.getByLabel('Ends on').fill('');
    await page.getByRole('combobox', { name: 'Approved by' }).fill('ann');
    await place.click();
    for (const fault of [
      'Say why',
      'Name who answers for it',
      'Another person must approve it',
      'Give a date and a time',
    ]) {
      await page.getByText(fault, { exact: true }).first().waitFor();
    }
    await page.getByRole('textbox', { name: 'Justification' }).fill(WHY);
    await page.getByRole('textbox', { name: 'Owner', exact: true }).fill('web team');
    await page.getByRole('combobox', { name: 'Approved by' }).fill('ben');
    await place.click();
    await page.getByText('Give a date and a time').waitFor();
    expect((await stage.api.listExceptions({})).items).toHaveLength(1);
    await page.getByRole('button', { name: 'In 7 days' }).click();
    await place.click();

    await page.getByText(/^The exception .+ is placed\.$/).waitFor();
    const placed = (await stage.api.listExceptions({})).items.find(({ exception }) => exception.id !== 'archive');
    expect(placed).toMatchObject({
      exception: { owner: 'web team', approver: 'ben', createdBy: 'ann', justification: WHY },
      covers: 1,
    });
    await page.getByRole('row', { name: bucket }).getByRole('link').first().click();
    await page.getByText(COVERED).waitFor();
    await page.getByText('An exception covers it. Look whether it is still wanted.').waitFor();

    await page.getByRole('link', { name: 'Exceptions', exact: true }).click();
    await page.getByRole('link', { name: placed?.exception.id ?? 'none', exact: true }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('It is no website any more.');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText(/^The exception .+ is removed\.$/).waitFor();
    await page.goto(`/findings/${id}`);
    await page.getByText('Nothing is repaired by itself: the policy leaves it to people.').waitFor();

    const records = await stage.api.listRecords({ subjectId: placed?.exception.id ?? 'none' });
    expect(records.items.map(({ action, actor }) => `${action} ${actor.name}`)).toEqual([
      'exception.removed ann',
      'exception.placed ann',
    ]);
    expect(faults).toEqual([]);
    await close();
  });

  test('holds automation back until it ends, and then the policy decides anew before the eyes of whoever looks', async () => {
    const id = findingOf.get(aws.buckets[1] ?? '') ?? 'none';
    const { page, faults, close } = await stage.tab('ann', { path: `/findings/${id}` });
    await page.getByText(COVERED).waitFor();
    expect((await stage.api.listPlans({ findingId: id })).items).toEqual([]);
    let loads = 0;
    page.on('domcontentloaded', () => {
      loads += 1;
    });

    await stage.api.changeException({ id: 'archive', expiresAt: new Date(Date.now() + 2_000).toISOString() });
    await page.getByText('A plan waits for an approval: decide about it.').waitFor();
    await page.getByText(/^A person has to approve the repair/).waitFor();
    expect(loads, 'pages that were loaded on the way').toBe(0);

    expect((await stage.api.listPlans({ findingId: id })).items).toMatchObject([{ status: 'waiting-for-approval' }]);
    // What is decided anew does not wait until the exception is taken off the list.
    await expect.poll(async () => (await stage.api.listExceptions({})).items, PATIENCE).toEqual([]);
    const ended = { subjectId: 'archive', actions: ['exception.expired'] } as const;
    await expect
      .poll(async () => (await stage.api.listRecords(ended)).items, PATIENCE)
      .toMatchObject([{ actor: { kind: 'system', name: 'engine' } }]);
    expect(faults).toEqual([]);
    await close();
  });
});
