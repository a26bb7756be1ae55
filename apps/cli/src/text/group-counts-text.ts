import type { GroupCount } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';

/** Counts by one attribute, under its name. */
export function groupCountsText(by: string, counts: readonly GroupCount[], look: Look): string {
  if (counts.length === 0) return 'No findings.';
  return tableText(
    [
      { head: by.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase(), cell: ({ key }) => key, least: 16 },
      { head: 'FINDINGS', cell: ({ count }) => String(count) },
    ],
    counts,
    look,
  );
}
