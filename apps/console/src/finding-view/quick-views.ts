import { OPEN_FINDINGS, OVERDUE_FINDINGS, queryOf, type FindingQuery } from './finding-view.ts';

/** Views that every list of findings has. */
export const QUICK_VIEWS = {
  open: OPEN_FINDINGS,
  overdue: OVERDUE_FINDINGS,
  suppressed: queryOf({ WorkflowStatus: ['SUPPRESSED'] }),
  resolved: queryOf({ WorkflowStatus: ['RESOLVED'] }),
  all: { operation: 'and', groups: [] },
} as const satisfies Readonly<Record<string, FindingQuery>>;

export type QuickView = keyof typeof QUICK_VIEWS;
export const QUICK_VIEW_NAMES = Object.keys(QUICK_VIEWS) as readonly QuickView[];
