import type { Page } from '@trueup/testing/browser';

type Locator = ReturnType<Page['getByRole']>;

/** More stops than any page of the console has. */
const MOST_STOPS = 250;
const MOST_STEPS = 40;

interface Focusable {
  readonly ownerDocument: { readonly activeElement: unknown };
  contains(other: unknown): boolean;
}

export const holdsFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element: Focusable) => element.contains(element.ownerDocument.activeElement));

/** Whether a person can see where the focus is: a ring is drawn around it. */
export const showsFocus = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>(`(() => {
    const focused = document.activeElement;
    if (focused === document.body || !focused.matches(':focus-visible')) return false;
    return [null, '::before', '::after'].some((part) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused, part);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
  })()`);

/** Presses Tab until something, or a part of it, has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; !(await holdsFocus(target)); stops += 1) {
    if (stops === MOST_STOPS) throw new Error(`Tab does not lead to ${String(target)}`);
    await page.keyboard.press('Tab');
  }
}

/** Within a table, which is one stop: arrows lead from cell to cell. */
export async function arrowTo(page: Page, target: Locator, key: 'ArrowDown' | 'ArrowRight'): Promise<void> {
  await target.waitFor();
  for (let steps = 0; !(await holdsFocus(target)); steps += 1) {
    if (steps === MOST_STEPS) throw new Error(`${key} does not lead to ${String(target)}`);
    await page.keyboard.press(key);
  }
}

/** As a person does it who has no mouse. */
export async function pressOn(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, target);
  if (!(await showsFocus(page))) throw new Error(`the focus is not to be seen on ${String(target)}`);
  await page.keyboard.press(key);
}
