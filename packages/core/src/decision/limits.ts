/** What a limit counts together. */
export const LIMIT_KEYS = ['all', 'account', 'control', 'remediation'] as const;
export type LimitKey = (typeof LIMIT_KEYS)[number];

/**
 * At most so many repairs. `started` counts those begun within `withinSeconds`, `running` those under way. A percentage
 * is of the resources that are non-compliant now plus those that the window has already seen: at least one.
 */
export interface Limit {
  readonly name: string;
  readonly per: LimitKey;
  readonly controls?: readonly string[];
  readonly accounts?: readonly string[];
  readonly started?: number;
  readonly startedPercent?: number;
  /** 3600 where the policy names none. */
  readonly withinSeconds: number;
  readonly running?: number;
  readonly runningPercent?: number;
}

/** A limit as it holds for one target. */
export interface LimitScope {
  readonly limit: Limit;
  /** What serialises starts that count together, such as `per-account/111122223333`. */
  readonly key: string;
  readonly accountId?: string;
  readonly controlId?: string;
  readonly remediation?: string;
}

export interface LimitCounts {
  readonly started: number;
  readonly running: number;
  /** Open findings in the limit's scope; asked for only where a percentage needs them. */
  readonly nonCompliant: number;
  /** When the oldest of `started` leaves the window. */
  readonly freesAt?: string;
}
