import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noBrowser } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';
import { trueupHome, type TrueupHome } from '../src/trueup-process.ts';

const POLICY = `accounts: [{ id: '123456789012', name: main }]\nregions: [us-east-1]\n`;
/** Nothing answers there. */
const NO_AWS = 'http://127.0.0.1:9';

describe.skipIf(noBrowser() !== undefined)('evidence for an audit', () => {
  let stage: ConsoleStage;
  /** The auditor's own machine: no server, no store, no policy. */
  let elsewhere: TrueupHome;
  let downloads: string;
  beforeAll(async () => {
    stage = await consoleStage(inject('awsLabEndpoint'), POLICY);
    await stage.admit('ava', { role: 'auditor' });
    await stage.admit('vic', { role: 'viewer' });
    elsewhere = await trueupHome(NO_AWS);
    downloads = await mkdtemp(join(tmpdir(), 'trueup-evidence-'));
  });
  afterAll(async () => {
    await stage.close();
    await elsewhere.remove();
    await rm(downloads, { recursive: true, force: true });
  });

  test('three clicks from the home page the log is verified and exported, and the file holds where there is no Trueup', async () => {
    const { page, faults, close } = await stage.tab('ava');
    await page.getByRole('heading', { level: 1 }).waitFor();

    await page.getByRole('link', { name: 'Audit log', exact: true }).click();
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page.getByText(/^Intact: \d+ records, none edited, removed or moved$/).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download', exact: true }).click(),
    ]);

    const file = join(downloads, download.suggestedFilename());
    await download.saveAs(file);
    const held = await elsewhere.run('audit', 'verify', '--file', file);
    expect(held).toMatchObject({ code: 0, stdout: expect.stringMatching(/^intact: \d+ records\n/) });

    const text = await readFile(file, 'utf8');
    const forged = join(downloads, 'forged.jsonl');
    await writeFile(forged, text.replaceAll('"vic"', '"eve"'));
    const broken = await elsewhere.run('audit', 'verify', '--file', forged);
    expect(broken).toMatchObject({ code: 1, stdout: expect.stringMatching(/^broken at record \d+/) });

    await page.getByRole('row', { name: /Records exported.*ava/ }).waitFor();
    const { items } = await stage.api.listRecords({ actions: ['records.exported'] });
    expect(items).toMatchObject([{ actor: { kind: 'person', name: 'ava' } }]);
    expect(faults).toEqual([]);
    await close();
  });

  test('a viewer finds no way to it, and is told why at its address', async () => {
    const { page, faults, close } = await stage.tab('vic', { path: '/audit' });
    await page.getByText('The audit log is for auditors and admins').waitFor();
    await page.getByText('This needs one of the roles: auditor, admin').waitFor();
    for (const name of ['Verify now', 'Download']) expect(await page.getByRole('button', { name }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Download' }).count()).toBe(0);
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await pages.getByRole('link', { name: 'Findings', exact: true }).waitFor();
    expect(await pages.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
    const answer = await page.request.get('/api/v1/records/export');
    expect(answer.status()).toBe(403);
    expect(faults).toEqual([]);
    await close();
  });
});
