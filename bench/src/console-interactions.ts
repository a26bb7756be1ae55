import { holds, type Page } from '@trueup/testing/browser';
import { quantile } from './executions-load.ts';

const MOST_MS = 200;
const ROUNDS = 15;
/** Nothing on the page has changed for so long: it shows all that was asked for. */
const QUIET_MS = 250;

/**
 * Notes when something was last pressed, when the frame was painted that shows the last change of the page after it, and
 * how long the browser was kept from its next frame: what Interaction to Next Paint is made of, in steps of 8 ms.
 */
const WATCH = `(() => {
  const watched = { begunAt: 0, shownAt: 0, nextFrameMs: 0 };
  window.trueupWatched = watched;
  // Next after the frame, before what else waits for its turn.
  const painted = () => scheduler.postTask(() => { watched.shownAt = performance.now(); }, { priority: 'user-blocking' });
  const shown = () => requestAnimationFrame(painted);
  new MutationObserver(shown).observe(document.body, { subtree: true, childList: true, characterData: true });
  for (const type of ['pointerdown', 'keydown']) {
    addEventListener(type, (event) => Object.assign(watched, { begunAt: event.timeStamp, shownAt: 0, nextFrameMs: 0 }), true);
  }
  new PerformanceObserver((list) => {
    const ofThis = list.getEntries().filter(({ startTime }) => startTime >= watched.begunAt);
    watched.nextFrameMs = Math.max(watched.nextFrameMs, ...ofThis.map(({ duration }) => duration));
  }).observe({ type: 'event', durationThreshold: 16 });
})()`;

interface Interaction {
  readonly name: string;
  readonly before?: (page: Page) => Promise<void>;
  /** Its last key or click is what is timed. */
  readonly act: (page: Page) => Promise<void>;
}

interface Taken {
  readonly nextFrameMs: number;
  readonly shownMs: number;
}

const LIST = '/findings?group=list';
const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(path);
  await page.getByRole('row').nth(1).waitFor();
  await page.evaluate(WATCH);
  await quiet(page);
};
/** One of those that manyFindings fills. */
const ACCOUNT = '111122220009';

/** From coming upon a thing to letting it go: a hand takes at least so long. The console asks ahead in the meantime. */
const REST_MS = 100;

const press = async (page: Page, it: ReturnType<Page['locator']>): Promise<void> => {
  await it.hover();
  await page.waitForTimeout(REST_MS);
  await it.click();
};

/** As fast as good typists write. */
const KEY_MS = 80;

const type = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('combobox', { name: 'Filter findings' }).pressSequentially(text, { delay: KEY_MS });
  await page.waitForTimeout(REST_MS);
};

const button =
  (name: string | RegExp) =>
  (page: Page): Promise<void> =>
    press(page, page.getByRole('button', { name }).first());

const pick = (page: Page, row: number): Promise<void> =>
  press(page, page.getByRole('row').nth(row).getByRole('gridcell').nth(2));

const INTERACTIONS: readonly Interaction[] = [
  { name: 'the next page', before: (page) => open(page, LIST), act: button('Next page') },
  { name: 'the page before', act: button('Previous page') },
  {
    name: 'sort by last observed',
    // By key: the header that stays in sight while one scrolls lies over this one.
    before: async (page) => {
      await page.getByRole('columnheader', { name: 'Last observed' }).getByRole('button').first().focus();
      await page.waitForTimeout(REST_MS);
    },
    act: (page) => page.keyboard.press('Enter'),
  },
  {
    name: 'filter by a severity',
    before: async (page) => {
      await open(page, LIST);
      await type(page, 'Severity = Critical');
    },
    act: (page) => page.keyboard.press('Enter'),
  },
  {
    name: 'and by an account',
    before: (page) => type(page, `Account = ${ACCOUNT}`),
    act: (page) => page.keyboard.press('Enter'),
  },
  { name: 'all filters off', act: button('Clear filters') },
  {
    name: 'what is resolved',
    before: async (page) => {
      await open(page, LIST);
      await page.getByRole('button', { name: /^View/ }).first().click();
    },
    act: (page) => press(page, page.getByRole('option', { name: 'Resolved' })),
  },
  { name: 'grouped by control', before: (page) => open(page, LIST), act: button('By control') },
  { name: 'back to the list', act: button(/^List$/) },
  { name: 'the panel opens', before: (page) => open(page, LIST), act: (page) => pick(page, 2) },
  { name: 'another finding in the panel', act: (page) => pick(page, 3) },
];

async function quiet(page: Page): Promise<void> {
  const quietFor = 'performance.now() - window.trueupWatched.shownAt';
  await holds(page, `window.trueupWatched.shownAt > 0 && ${quietFor} > ${QUIET_MS}`);
}

/**
 * From the key or click to the next frame, and until the one that shows all of the answer is painted, in a browser that
 * knows the page. Web Vitals judge an interaction by the 75th percentile.
 */
export async function consoleInteractions(page: Page): Promise<readonly (readonly string[])[]> {
  const times = new Map<string, Taken[]>(INTERACTIONS.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, before, act } of INTERACTIONS) {
      await before?.(page);
      await act(page);
      await quiet(page);
      const taken = await page.evaluate<Taken>(
        '({ ...trueupWatched, shownMs: trueupWatched.shownAt - trueupWatched.begunAt })',
      );
      // The first round brings code and pages of the store into memory.
      if (round > 0) times.get(name)?.push(taken);
    }
  }
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return [...times].map(([name, taken]) => {
    const shown = taken.map(({ shownMs }) => shownMs);
    const nextFrame = taken.map(({ nextFrameMs }) => nextFrameMs);
    return [
      name,
      ms(quantile(nextFrame, 0.95)),
      ms(quantile(shown, 0.5)),
      ms(quantile(shown, 0.75)),
      ms(quantile(shown, 0.95)),
      `≤ ${MOST_MS} ms`,
    ];
  });
}
