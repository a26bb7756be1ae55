import { z } from 'zod';
import { severity } from './finding.ts';
import { killSwitch } from './kill-switch.ts';
import { list } from './list.ts';
import { instant } from './resource.ts';

const count = z.number().int();
const seconds = z.number();

/** Of findings that are ACTIVE, NEW or NOTIFIED, and not PASSED. */
export const openFindings = z.object({
  severity,
  count,
  overdue: count.meta({ description: 'Those whose time to repair is over.' }),
  oldestSeconds: seconds.meta({ description: 'Since the oldest was first observed; 0 where none is open.' }),
});
export type OpenFindings = z.output<typeof openFindings>;

export const findingTrendDay = z.object({
  date: z.string().meta({ format: 'date', description: 'In UTC.' }),
  opened: count,
  resolved: count.meta({ description: 'Resolved, or archived without being resolved before.' }),
  open: count.meta({
    description: 'At the end of the day, counted backward from now: what was suppressed since is left out.',
  }),
});
export type FindingTrendDay = z.output<typeof findingTrendDay>;

/** Repairs that ended within the days, each counted once; times are from the opening of the finding. */
export const remediationOutcomes = z.object({
  verified: count,
  undone: count,
  alreadyCompliant: count,
  stillNonCompliant: count,
  failed: count,
  other: count.meta({ description: 'Refused before any change, or cancelled.' }),
  secondsToRemediate: z.object({ count, mean: seconds, p50: seconds, p90: seconds }),
});
export type RemediationOutcomes = z.output<typeof remediationOutcomes>;

export const overview = z.object({
  at: instant.meta({ description: 'When it was counted: ten seconds ago at most.' }),
  open: list(openFindings).meta({ description: 'Each severity, the most severe first.' }),
  trend: list(findingTrendDay).meta({ description: 'Each day, the last of which is today.' }),
  remediation: remediationOutcomes,
  waitingApprovals: count.meta({ description: 'Plans that a person can still approve.' }),
  runningExecutions: count,
  killSwitches: list(killSwitch).meta({ description: 'Those that are on and concern the accounts asked for.' }),
});
export type Overview = z.output<typeof overview>;
