import { instantAfter, type Instant } from '../value/instant.ts';
import type { Asff, SeverityLabel } from './asff/asff.ts';
import { CRITICALITY_POINTS, criticalityOf } from './criticality.ts';
import { exposureOf } from './exposure.ts';
import { slaDaysOf, type PrioritySettings } from './priority-settings.ts';

export type PriorityReasonKind = 'severity' | 'exposure' | 'criticality' | 'regression' | 'age' | 'overdue';

/** What one ground adds to a score, and a short text that says why. */
export interface PriorityReason {
  readonly kind: PriorityReasonKind;
  readonly points: number;
  readonly detail: string;
}

/** The part of a finding's priority that time does not change. It is stored with the finding. */
export interface Priority {
  /** 0 to 800: the sum of the points of `reasons`. */
  readonly base: number;
  readonly reasons: readonly PriorityReason[];
  /** From when the time to repair it runs, and when that is over; both absent where it never falls due. */
  readonly since?: Instant;
  readonly dueAt?: Instant;
}

export interface PrioritySubject {
  readonly asff: Asff;
  /** Its control, where the finding itself does not name one. */
  readonly controlId?: string;
  /** The start of the fault as it stands: of one that came back, when it did. */
  readonly firstObservedAt: Instant;
  /** How often the fault came back after it was repaired. */
  readonly regressions: number;
}

const SEVERITY_POINTS: Readonly<Record<SeverityLabel, number>> = {
  INFORMATIONAL: 0,
  LOW: 80,
  MEDIUM: 180,
  HIGH: 300,
  CRITICAL: 400,
};
const POINTS_PER_REGRESSION = 25;
const MOST_REGRESSIONS = 2;
const DAY_MS = 24 * 60 * 60 * 1000;

/** How urgent a finding is, but for its age: that is added by `urgencyOf` when it is read. */
export function priorityOf(subject: PrioritySubject, settings: PrioritySettings): Priority {
  const { asff } = subject;
  const severity = asff.Severity?.Label ?? asff.FindingProviderFields?.Severity?.Label ?? 'INFORMATIONAL';
  const reasons: PriorityReason[] = [
    { kind: 'severity', points: SEVERITY_POINTS[severity], detail: severity.toLowerCase() },
    ...exposureReason(subject),
    ...criticalityReason(asff, settings),
    ...regressionReason(subject.regressions),
  ];
  return {
    base: reasons.reduce((sum, reason) => sum + reason.points, 0),
    reasons,
    ...term(subject.firstObservedAt, slaDaysOf(settings, asff.AwsAccountId, severity)),
  };
}

function term(since: Instant, days: number | null): Pick<Priority, 'since' | 'dueAt'> {
  return days === null ? {} : { since, dueAt: instantAfter(since, days * DAY_MS) };
}

function exposureReason({ asff, controlId }: PrioritySubject): PriorityReason[] {
  const exposure = exposureOf(asff, asff.Compliance?.SecurityControlId ?? controlId);
  return exposure ? [{ kind: 'exposure', ...exposure }] : [];
}

function criticalityReason(asff: Asff, settings: PrioritySettings): PriorityReason[] {
  const { value, detail } = criticalityOf(asff, settings);
  const points = Math.round((value / 100) * CRITICALITY_POINTS);
  return points === 0 ? [] : [{ kind: 'criticality', points, detail }];
}

function regressionReason(regressions: number): PriorityReason[] {
  if (regressions <= 0) return [];
  const points = Math.min(regressions, MOST_REGRESSIONS) * POINTS_PER_REGRESSION;
  return [
    { kind: 'regression', points, detail: regressions === 1 ? 'came back once' : `came back ${regressions} times` },
  ];
}
