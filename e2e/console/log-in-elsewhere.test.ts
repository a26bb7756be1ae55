import { createServer } from 'node:net';
import { noBrowser, type Page } from '@trueup/testing/browser';
import { CLIENT, oidcIssuer } from '@trueup/testing/oidc';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';
import { titleOf, watchdogFinding } from '../src/console/watchdog-finding.ts';

const ACCOUNT = '123456789012';
const POLICY = `accounts: [{ id: '${ACCOUNT}', name: main }]\nregions: [us-east-1]\n`;
const REASON = 'The port is open for the migration.';

describe.skipIf(noBrowser() !== undefined)('a log-in at the identity provider of the organization', () => {
  let stage: ConsoleStage;
  let issuer: Awaited<ReturnType<typeof oidcIssuer>>;
  beforeAll(async () => {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    issuer = await oidcIssuer(
      () => `${publicUrl}/auth/oidc/callback`,
      (account) => ({ email: `${account}@example.com`, email_verified: true }),
    );
    const env = {
      TRUEUP_OIDC_ISSUER: issuer.issuer,
      TRUEUP_OIDC_CLIENT_ID: CLIENT.id,
      TRUEUP_OIDC_CLIENT_SECRET: CLIENT.secret,
      TRUEUP_PUBLIC_URL: publicUrl,
    };
    stage = await consoleStage(inject('awsLabEndpoint'), POLICY, { env, serve: ['--port', String(port)] });
    await stage.api.createUser({ name: 'ann', email: 'ann@example.com', grants: [{ role: 'operator' }] });
    await stage.api.importFindings({ findings: [watchdogFinding('i-1', 'watchdog/open-port')] });
  });
  afterAll(async () => {
    await stage.close();
    await issuer.close();
  });

  const throughItsPages = async (page: Page, account: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Enter any login' }).fill(account);
    await page.getByPlaceholder('and password').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  };

  test('lets in who is known here, and again over the page whose session has ended: what was typed is done', async () => {
    const [finding] = (await stage.api.listFindings({})).items;
    const { page, context, faults, close } = await stage.window({ path: `/findings/${finding?.id}?tab=history` });
    await page.getByRole('link', { name: 'Log in with your organization' }).click();
    await throughItsPages(page, 'ann');
    await page.getByRole('button', { name: 'ann', exact: true }).waitFor();
    expect(page.url()).toBe(`${stage.server.address}/findings/${finding?.id}?tab=history`);
    await page.getByRole('heading', { name: titleOf('i-1'), level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Set workflow' }).click();
    await page.getByRole('menuitem', { name: 'Suppress', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill(REASON);
    const other = await context.newPage();
    await other.goto('/');
    await other.getByRole('button', { name: 'ann', exact: true }).click();
    await other.getByRole('menuitem', { name: 'Log out' }).click();

    const ended = page.getByRole('dialog', { name: 'Your session has ended' });
    const [elsewhere] = await Promise.all([
      context.waitForEvent('page'),
      ended.getByRole('link', { name: 'Log in with your organization' }).click(),
    ]);
    // The provider knows her still, and asks nothing.
    await elsewhere.getByRole('button', { name: 'ann', exact: true }).waitFor();
    await ended.waitFor({ state: 'hidden' });
    const form = page.getByRole('dialog', { name: 'Suppress this finding?' });
    expect(await form.getByLabel('Reason').inputValue()).toBe(REASON);
    await form.getByRole('button', { name: 'Suppress' }).click();
    await form.waitFor({ state: 'hidden' });

    const { finding: now } = await stage.api.getFinding({ id: finding?.id ?? 'none' });
    expect(now).toMatchObject({ workflow: 'SUPPRESSED', asff: { Note: { Text: REASON, UpdatedBy: 'ann' } } });
    const logIns = await stage.api.listRecords({ actions: ['login.succeeded'] });
    expect(logIns.items.map(({ detail }) => detail['by'])).toEqual(['oidc', 'oidc']);
    expect(faults.filter((fault) => !fault.endsWith(issuer.issuer) && !fault.includes('fonts.'))).toEqual([]);
    await close();
  });

  test('lets in nobody who is not known here, and says so', async () => {
    const { page, close } = await stage.window();
    await page.getByRole('link', { name: 'Log in with your organization' }).click();
    await throughItsPages(page, 'mallory');
    await page.getByText(/^Your organization knows you, but Trueup does not\./).waitFor();
    await page.getByRole('button', { name: 'Log in', exact: true }).waitFor();
    expect(page.url()).toBe(`${stage.server.address}/`);
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('trueup-session');
    await close();
  });
});

/** One that is free now: the identity provider must know the address before the server has it. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise<void>((done) => void server.close(() => done()));
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
