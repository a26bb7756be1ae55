import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly help: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

export interface AxeFault {
  readonly impact: string;
  readonly id: string;
  /** What is asked for, and the elements that do not have it. */
  readonly text: string;
}

interface AxeOptions {
  /** Colours are all that differs between the themes of a page. */
  readonly only?: 'colors';
}

/** What axe finds on a page as it stands. */
export async function axeFaults(page: Page, { only }: AxeOptions = {}): Promise<readonly AxeFault[]> {
  // Through the debugger: the content security policy lets no other script in.
  if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(AXE);
  const found = await page.evaluate<AxeResults>(
    `axe.run(document, {
      runOnly: axe.getRules(${JSON.stringify(TAGS)})
        .filter(({ tags }) => ${only !== 'colors'} || tags.includes('cat.color'))
        .map(({ ruleId }) => ruleId),
      resultTypes: ['violations'],
      preload: false,
    })`,
  );
  return found.violations.map(({ id, impact, help, nodes }) => ({
    impact: impact ?? 'minor',
    id,
    text: `${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  }));
}
