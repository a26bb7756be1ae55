import type { Control } from '../control/control.ts';
import type { Finding } from '../finding/finding.ts';
import type { Instant } from '../value/instant.ts';
import type { Exception, KillSwitch } from './exception.ts';
import type { GuardResult } from './guard.ts';
import type { LimitCounts, LimitScope } from './limits.ts';
import type { Policy, PolicyRemediation, PolicyWindow } from './policy.ts';
import type { RemediationRun, TrackRecord } from './remediation-run.ts';
import type { DecisionTarget } from './target-scope.ts';

/** Why a finding is left alone. Closed list. */
export const LEAVE_REASONS = [
  'finding-not-open',
  'undetermined',
  'mode-manual',
  'automation-paused',
  'resource-locked',
  // Of a finding that no line and no control of the library has a repair for.
  'no-remediation',
  'killed',
  'clock-behind',
  'excepted',
  'frozen',
  'outside-change-window',
  'owned-by-code',
  'flapping',
  'breaker-open',
  'attempts-spent',
  'too-many-errors',
  'limit-reached',
  // An input of a decision could not be read: the guard says which.
  'unreadable',
] as const;
/** Why a plan waits for a person. Closed list. */
export const PROPOSE_REASONS = [
  'mode-approval',
  'approval-only',
  'no-undo',
  'plan-undetermined',
  'critical-resource',
  'not-proven',
  // A guard forbids what a person asked for: it starts by breaking the glass, or is planned again.
  'guarded',
] as const;

export type LeaveReason = (typeof LEAVE_REASONS)[number];
export type ProposeReason = (typeof PROPOSE_REASONS)[number];

export type Decision =
  | { readonly kind: 'remediate' }
  | { readonly kind: 'propose'; readonly reason: ProposeReason }
  | { readonly kind: 'leave'; readonly reason: LeaveReason };

/** A fact, or why it is not known: then nothing is done. */
export type Fact<T> =
  { readonly kind: 'known'; readonly value: T } | { readonly kind: 'unreadable'; readonly detail: string };

/** A window of the policy that covers the target, or may. */
export interface WindowState {
  readonly window: PolicyWindow;
  readonly active: boolean;
  /** When it ends if it is active, when it begins if it is not; absent: never again. */
  readonly changesAt?: Instant;
}

/** What a decision rests on beside the finding and the policy. */
export interface DecisionFacts {
  /** Those in force, wherever they apply. */
  readonly killSwitches: Fact<readonly KillSwitch[]>;
  /** The latest instant that the audit log holds. */
  readonly latestRecordAt: Fact<Instant | undefined>;
  /** Those that may cover the target and have not expired, the policy's own among them. */
  readonly exceptions: Fact<readonly Exception[]>;
  readonly windows: Fact<readonly WindowState[]>;
  /** Repairs of this finding by the policy, newest first, as far back as the line's attempts and breakers look. */
  readonly attempts: Fact<readonly RemediationRun[]>;
  /** For each breaker of the policy that concerns the target, its repairs, newest first. */
  readonly breakers: Fact<readonly BreakerHistory[]>;
  /** How the line's batch stands: AWS Config's error rate. */
  readonly batch: Fact<{ readonly nonCompliant: number; readonly failed: number; readonly running: number }>;
  readonly limits: Fact<readonly { readonly scope: LimitScope; readonly counts: LimitCounts }[]>;
  /** Who holds the resource. */
  readonly lock: Fact<string | undefined>;
  readonly record: Fact<TrackRecord>;
}

export interface BreakerHistory {
  readonly key: string;
  readonly settings: Policy['breakers'][number];
  readonly runs: readonly RemediationRun[];
}

export interface DecisionInput {
  readonly finding: Finding;
  readonly target: DecisionTarget;
  /** The policy's line that covers the finding, if any. */
  readonly line?: PolicyRemediation;
  /** Absent: the library has none for this finding. */
  readonly control?: Pick<Control, 'id' | 'risk' | 'undo' | 'approvalOnly'>;
  readonly policy: Pick<Policy, 'promotion' | 'flaps' | 'critical'>;
  readonly facts: DecisionFacts;
  readonly now: Instant;
  /** Why the plan could not be followed to its end; asked only once there is a plan. */
  readonly undetermined?: string;
  /**
   * policy: nobody asked. person: someone asked for this very repair, which is what mode `manual` waits for. approved:
   * the quorum said yes to the plan. break-glass: someone takes it on himself; only what would harm in any case stops it.
   */
  readonly asked: 'policy' | 'person' | 'approved' | 'break-glass';
  readonly kind: 'repair' | 'undo';
}

/** A decision with all that led to it. */
export interface Explained {
  readonly decision: Decision;
  readonly guards: readonly GuardResult[];
  /** The earliest time at which what blocks now may not; absent: not by itself. */
  readonly until?: Instant;
}
