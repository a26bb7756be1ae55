import { severity as severities, type Operations } from '@trueup/api-contract';
import { findingTrend, type KillSwitch } from '@trueup/core';
import { killSwitches } from '@trueup/engine';
import type { ApplicationParts } from './application-parts.ts';

const DEFAULT_DAYS = 30;
const NONE_OPEN = { count: 0, overdue: 0, oldestSeconds: 0 } as const;

/** The scores are asked for by themselves (`getScores`): they take about as long as all the rest. */
export function overviewOperations({
  store,
  overview,
}: Pick<ApplicationParts, 'store' | 'overview'>): Pick<Operations, 'getOverview'> {
  return {
    async getOverview({ days = DEFAULT_DAYS, ...asked }) {
      const [measured, switches] = await Promise.all([overview({ ...asked, days }), killSwitches(store)]);
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
        killSwitches: switches.filter((one) => concerns(one, asked.accounts)),
      };
    },
  };
}

/** A switch of a control stops it in every account. */
function concerns({ scope }: KillSwitch, accounts: readonly string[] | undefined): boolean {
  return scope.kind !== 'account' || accounts === undefined || accounts.includes(scope.id);
}
