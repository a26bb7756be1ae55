import type { Overview, Severity } from '@trueup/api-contract';
import {
  openFindingsWith,
  OVERDUE_FINDINGS,
  queryOf,
  type FindingQuery,
  type FindingTokenGroup,
} from '../../finding-view/finding-view.ts';
import { pathTo } from '../../paths.ts';

type Open = Overview['open'];

export const openPath = (...severities: readonly Severity[]): string =>
  pathTo('findings', {}, openFindingsWith({ SeverityLabel: severities }));

/** What should have been repaired by now; of several severities the most urgent first. */
export function overduePath(...severities: readonly Severity[]): string {
  const { groups } = queryOf({ SeverityLabel: severities });
  const query: FindingQuery = { ...OVERDUE_FINDINGS, groups: [...OVERDUE_FINDINGS.groups, ...groups] };
  // Within one severity its own order is quicker to read by far.
  const order = severities.length === 1 ? undefined : 'priority';
  return pathTo('findings', {}, { q: JSON.stringify(query), group: 'list', order });
}

/** Findings that were seen first on a day, in UTC, whatever became of them. */
export function openedPath(date: string): string {
  const created = (operator: string, value: string): FindingTokenGroup => ({
    operation: 'and',
    tokens: [{ propertyKey: 'CreatedAt', operator, value }],
  });
  const query: FindingQuery = {
    operation: 'and',
    groups: [created('>=', `${date}T00:00:00.000Z`), created('<=', `${date}T23:59:59.999Z`)],
  };
  return pathTo('findings', {}, { q: JSON.stringify(query), group: 'list', order: 'first-observed' });
}

/** Of all severities together. */
export function openTotals(open: Open): {
  readonly count: number;
  readonly overdue: number;
  readonly oldestSeconds: number;
} {
  return {
    count: open.reduce((sum, { count }) => sum + count, 0),
    overdue: open.reduce((sum, { overdue }) => sum + overdue, 0),
    oldestSeconds: Math.max(0, ...open.map(({ oldestSeconds }) => oldestSeconds)),
  };
}
