import { noBrowser, type Page, type Request } from '@trueup/testing/browser';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { consoleStage, type ConsoleStage } from '../src/console/console-stage.ts';
import { titleOf, watchdogFinding } from '../src/console/watchdog-finding.ts';

const ACCOUNT = '123456789012';
const POLICY = `accounts: [{ id: '${ACCOUNT}', name: main }]\nregions: [us-east-1]\n`;

interface Pressable {
  click(): void;
}

const isOf = async (answer: { text(): Promise<string> }, host: string): Promise<boolean> =>
  (await answer.text()).includes(`"title":"${titleOf(host)}"`);

/** The pointer comes over one link after the other, and stays on the last. */
const passOver = (texts: readonly string[]): string =>
  `for (const text of ${JSON.stringify(texts)}) {
    const link = [...document.querySelectorAll('td a, th a')].find(({ textContent }) => textContent === text);
    link.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  }`;

const LIST = /\/findings\/(search|count|groups)$/;
const askedBy = (request: Request): string => `${request.url()} ${request.postData() ?? ''}`;

interface Press {
  readonly rest: () => Promise<unknown>;
  readonly press: () => Promise<unknown>;
  /** What is seen then. */
  readonly shown: () => Promise<unknown>;
}

/** Rests on something until the list has been asked for as it was not before; it is shown by a press alone. */
async function showsUnanswered(page: Page, asked: readonly string[], { rest, press, shown }: Press): Promise<void> {
  const before = new Set(asked);
  const answered = page.waitForResponse(
    (answer) => answer.url().endsWith('/findings/search') && !before.has(askedBy(answer.request())),
  );
  await rest();
  await answered;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(LIST, async (route) => {
    await released;
    await route.continue();
  });
  await press();
  // Else it rests on what is drawn under it.
  await page.mouse.move(0, 0);
  await shown();
  release();
  await page.unrouteAll({ behavior: 'wait' });
}

describe.skipIf(noBrowser() !== undefined)('hands that are quick', () => {
  let stage: ConsoleStage;
  beforeAll(async () => {
    stage = await consoleStage(inject('awsLabEndpoint'), POLICY);
    await stage.admit('ann', { role: 'operator' });
  });
  afterAll(() => stage.close());

  test('choose faster than it is drawn, and all of it holds', async () => {
    const { page, faults, close } = await stage.tab('ann', { path: '/findings' });
    const overdue = page.getByRole('checkbox', { name: 'Overdue only' });
    await overdue.waitFor();
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const pressed = [button('Clear filters'), overdue, button('List')];
    const handles = await Promise.all(pressed.map((one) => one.elementHandle()));
    // In one task: nothing is drawn in between.
    await page.evaluate((all) => all.forEach((one) => (one as unknown as Pressable).click()), handles);
    await page.getByRole('columnheader', { name: 'Last observed' }).first().waitFor();
    expect(await overdue.isChecked()).toBe(true);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ q: expect.any(String) as string, group: 'list' });
    expect(JSON.parse(searchParams.get('q') ?? '')).toEqual({ operation: 'and', groups: [], overdue: true });
    expect(faults).toEqual([]);
    await close();
  });

  test('find what they rest on read when they press it, and ask for nothing where they only pass', async () => {
    const findings = ['i-1', 'i-2', 'i-3'].map((host) => watchdogFinding(host, 'watchdog/test-port'));
    expect(await stage.api.importFindings({ findings })).toMatchObject({ created: 3 });
    const { page, faults, close } = await stage.tab('ann');
    // Else it stays where it logged in, and comes to rest on one of the rows.
    await page.mouse.move(0, 0);
    await page.goto('/findings?group=list');
    const row = (host: string) => page.getByRole('row', { name: titleOf(host) });
    await row('i-1').waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const read = page.waitForResponse(
      async (answer) => /\/findings\/f-/.test(answer.url()) && (await isOf(answer, 'i-1')),
    );
    await page.evaluate(passOver(['i-2', 'i-3', 'i-1'].map(titleOf)));
    await read;
    await row('i-1').getByRole('gridcell').nth(2).click();
    await page.getByRole('link', { name: 'Open the finding' }).waitFor();
    const counted = page.waitForResponse(/\/findings\/groups/);
    await page.getByRole('button', { name: 'By control' }).hover();
    await counted;
    await page.getByRole('button', { name: 'By control' }).click();
    await page.getByRole('columnheader', { name: 'Resources at fault' }).first().waitFor();
    expect(asked.filter((path) => /\/findings\/(f-|groups)/.test(path))).toHaveLength(2);
    expect(faults).toEqual([]);
    await close();
  });

  test('find the list read as what they rest on makes it, whether or not the server answers when they press', async () => {
    const findings = Array.from({ length: 45 }, (_one, index) => ({
      ...watchdogFinding(`i-${index}`, 'watchdog/test-port', index === 7 ? 'eu-central-1' : 'us-east-1'),
      UpdatedAt: new Date(Date.UTC(2026, 3, 1 + index)).toISOString(),
    }));
    await stage.api.importFindings({ findings });
    const suppressed = { ...watchdogFinding('i-quiet', 'watchdog/test-port'), Workflow: { Status: 'SUPPRESSED' } };
    await stage.api.importFindings({ findings: [suppressed] });
    const { page, faults, close } = await stage.tab('ann');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(askedBy(request)));
    await page.mouse.move(0, 0);
    await page.goto('/findings?group=list&size=20');
    const links = page.getByRole('grid', { name: 'Findings' }).getByRole('rowheader').getByRole('link');
    const seen = (count: number, first?: string) => async () => {
      const expected = [count, first === undefined ? undefined : titleOf(first)];
      const read = async () => {
        const texts = await links.allTextContents();
        return [texts.length, texts[0]];
      };
      await expect.poll(read, { timeout: 10_000 }).toEqual(expected);
    };
    await seen(20, 'i-44')();
    const pointAt = (it: ReturnType<Page['locator']>, shown: Press['shown']) =>
      showsUnanswered(page, asked, { rest: () => it.hover(), press: () => it.click(), shown });
    const enter = (rest: Press['rest'], shown: Press['shown']) =>
      showsUnanswered(page, asked, { rest, press: () => page.keyboard.press('Enter'), shown });

    const next = page.getByRole('button', { name: 'Next page' });
    const staysOn = async () => {
      const last = page.waitForResponse(async (answer) => LIST.test(answer.url()) && (await isOf(answer, 'i-0')));
      await next.hover();
      await next.click();
      await last;
    };
    await showsUnanswered(page, asked, { rest: staysOn, press: () => next.click(), shown: seen(5, 'i-4') });
    const header = page.getByRole('columnheader', { name: 'Last observed' }).first();
    await enter(() => header.getByRole('button').first().focus(), seen(20, 'i-0'));
    const filter = page.getByRole('combobox', { name: 'Filter findings' });
    const highlight = async () => {
      await filter.pressSequentially('Region = eu');
      await page.getByRole('option', { name: /eu-central-1/ }).waitFor();
      // The first one is the text as it is.
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
    };
    await enter(highlight, seen(1, 'i-7'));
    await enter(() => filter.pressSequentially('Severity = Critical'), seen(0));
    await pointAt(page.getByRole('button', { name: 'Clear filters' }), seen(20, 'i-quiet'));
    const views = page.getByRole('button', { name: /^View/ });
    await views.click();
    await pointAt(page.getByRole('option', { name: 'Resolved' }), seen(0));
    await views.click();
    await enter(() => page.keyboard.press('ArrowUp'), seen(1, 'i-quiet'));
    expect(faults).toEqual([]);
    await close();
  });
});
