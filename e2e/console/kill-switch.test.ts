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

const REASON = 'A script deletes what it should keep.';

describe.skipIf(noBrowser() !== undefined)('the kill switch', () => {
  let aws: BucketAccount;
  let stage: ConsoleStage;
  beforeAll(async () => {
    const endpoint = inject('awsLabEndpoint');
    aws = await bucketAccount(endpoint, 'website');
    stage = await consoleStage(endpoint, policyOf(aws, BY_HAND));
    await stage.admit('ann', { role: 'operator' });
    await stage.admit('ben', { role: 'operator' });
    await stage.admit('cleo', { role: 'admin' });
  });
  afterAll(() => stage.close());

  test('an operator stops everything, everyone sees it at once, nothing starts, and only an admin lets it go on', async () => {
    const [bucket = ''] = aws.buckets;
    const [finding] = await scannedFindings(stage.api, aws);
    const ben = await stage.tab('ben', { path: `/findings/${finding?.id}` });
    await ben.page.getByRole('button', { name: 'Plan a repair' }).click();
    await ben.page.getByRole('heading', { name: `Repair S3.8 on ${bucket}`, level: 1 }).waitFor();
    const start = ben.page.getByRole('button', { name: 'Start', exact: true });
    await start.waitFor();
    const isOn = ben.page.getByRole('banner').getByRole('link', { name: 'Kill switch on' });
    expect(await isOn.count()).toBe(0);
    let loads = 0;
    ben.page.on('domcontentloaded', () => {
      loads += 1;
    });

    const ann = await stage.tab('ann');
    await ann.page.getByRole('link', { name: 'Kill switch', exact: true }).click();
    await ann.page.getByText('Nothing is stopped').waitFor();
    await ann.page.getByRole('button', { name: 'Stop everything' }).click();
    const dialog = ann.page.getByRole('dialog', { name: 'Everything is stopped' });
    const stop = dialog.getByRole('button', { name: 'Stop everything' });
    expect(await stop.isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill(REASON);
    await stop.click();
    await ann.page.getByText('Nothing ran there when it was turned on.').waitFor();

    await isOn.waitFor();
    await start.click();
    const refused = ben.page.getByRole('region', { name: 'Notifications' });
    await refused.getByText(new RegExp(`^A guard of the policy forbids this now\\..*${REASON}`)).waitFor();
    await ben.page.getByRole('row', { name: `Kill switch Blocks kill switch all, by ann: ${REASON}` }).waitFor();
    expect((await stage.api.listExecutions({})).items).toEqual([]);
    expect(await aws.publicAccessBlock(bucket)).toBeUndefined();

    const goOn = ann.page.getByRole('button', { name: 'Let it go on: Everything is stopped' });
    expect(await goOn.isDisabled()).toBe(true);
    await goOn.hover();
    await ann.page.getByText('This needs one of the roles: admin').filter({ visible: true }).first().waitFor();

    const cleo = await stage.tab('cleo');
    await cleo.page.getByRole('link', { name: 'Kill switch on' }).click();
    await cleo.page.getByRole('row', { name: new RegExp(`^Everything is stopped ${REASON} ann`) }).waitFor();
    await cleo.page.getByRole('button', { name: 'Let it go on: Everything is stopped' }).click();
    const letGo = cleo.page.getByRole('dialog', { name: 'Let it go on? Everything is stopped' });
    await letGo.getByLabel('Reason').fill('The script is mended.');
    await letGo.getByRole('button', { name: 'Let it go on' }).click();
    await cleo.page.getByText('Turned off: Everything is stopped').waitFor();
    await cleo.page.getByText('Nothing is stopped').waitFor();

    await isOn.waitFor({ state: 'hidden' });
    await start.click();
    await ben.page.getByText('The resource was read again and is compliant').waitFor();
    expect(loads, 'pages that were loaded on the way').toBe(0);
    expect(await aws.publicAccessBlock(bucket)).toEqual(BLOCKED);

    expect((await stage.api.listKillSwitches({})).items).toEqual([]);
    const { items } = await stage.api.listRecords({ actions: ['kill-switch.on', 'kill-switch.off'] });
    expect(items.map(({ action, actor, detail }) => [action, actor.name, detail['reason']])).toEqual([
      ['kill-switch.off', 'cleo', 'The script is mended.'],
      ['kill-switch.on', 'ann', REASON],
    ]);
    expect([ann, ben, cleo].flatMap(({ faults }) => faults)).toEqual([]);
    for (const tab of [ann, ben, cleo]) await tab.close();
  });
});
