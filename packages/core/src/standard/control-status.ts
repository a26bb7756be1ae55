import type { ComplianceStatus } from '../finding/asff/asff.ts';

export type ControlStatus = 'passed' | 'failed' | 'unknown' | 'no-data' | 'disabled';

/** How many findings that are not suppressed have which Compliance.Status. */
export type ComplianceCounts = Readonly<Partial<Record<ComplianceStatus, number>>>;

/** The status of a control that is enabled (Security Hub guide, control status). */
export function controlStatus(counts: ComplianceCounts): Exclude<ControlStatus, 'disabled'> {
  const { PASSED = 0, WARNING = 0, FAILED = 0, NOT_AVAILABLE = 0 } = counts;
  if (FAILED > 0) return 'failed';
  if (WARNING + NOT_AVAILABLE > 0) return 'unknown';
  return PASSED > 0 ? 'passed' : 'no-data';
}

const STRENGTH: Readonly<Record<ControlStatus, number>> = {
  disabled: 0,
  'no-data': 1,
  passed: 2,
  unknown: 3,
  failed: 4,
};

/** What holds of the whole when `one` holds of a part of it and `other` of another. */
export function strongerStatus(one: ControlStatus, other: ControlStatus): ControlStatus {
  return STRENGTH[one] >= STRENGTH[other] ? one : other;
}

/** Numbers of controls. */
export interface StatusCounts {
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly noData: number;
  /** In all accounts of the scope. */
  readonly disabled: number;
}

/**
 * Controls that passed out of those that are enabled and have data, in percent, to the nearest whole number as in
 * Security Hub (a half goes up); null when none has data.
 */
export function scoreOf({ passed, failed, unknown }: StatusCounts): number | null {
  const withData = passed + failed + unknown;
  return withData === 0 ? null : Math.round((100 * passed) / withData);
}
