import { severity as severities, type Operations } from '@trueup/api-contract';
import { findingTrend } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { killSwitchesIn } from './kill-switch-operations.ts';

const DEFAULT_DAYS = 30;
const NONE_OPEN = { count: 0, overdue: 0, oldestSeconds: 0 } as const;

/** The scores are asked for by themselves (`getScores`): they take about as long as all the rest. */
export function overviewOperations({
  store,
  overview,
}: Pick<ApplicationParts, 'store' | 'overview'>): Pick<Operations, 'getOverview'> {
  return {
    async getOverview({ days = DEFAULT_DAYS, ...asked }) {
      const [measured, on] = await Promise.all([overview({ ...asked, days }), killSwitchesIn(store, asked.accounts)]);
      const { at, repairs, secondsToRemediate, waitingApprovals, runningExecutions } = measured;
      const bySeverity = new Map(measured.open.map(({ severity, ...figures }) => [severity, figures]));
      const open = severities.options
        .toReversed()
        .map((severity) => ({ severity, ...(bySeverity.get(severity) ?? NONE_OPEN) }));
      const openNow = open.reduce((sum, { count }) => sum + count, 0);
      return {
        at,
        open,
        trend: findingTrend(measured.days, { days, now: at, open: openNow }),
        remediation: { ...repairs, secondsToRemediate },
        waitingApprovals,
        runningExecutions,
        killSwitches: on,
      };
    },
  };
}
