import type { UnreadReason } from '../resource/snapshot.ts';
import type { Instant } from '../value/instant.ts';
import type { Scan, ScanId } from './scan.ts';

/** What a scan has looked at in one account, and what it could not read there. */
export interface AccountCoverage {
  readonly scanId: ScanId;
  readonly finishedAt?: Instant;
  /** Regions and controls that it looked at; not always all that the policy names. */
  readonly regions: number;
  readonly controls: number;
  /** What it read. Absent where it was about several accounts: it counts them together. */
  readonly resources?: number;
  /** Lists and parts of resources that it could not read in this account. */
  readonly gaps: readonly { readonly reason: UnreadReason; readonly count: number }[];
  /** False: the scan had more gaps than it keeps, so that some of this account may be missing here. */
  readonly gapsComplete: boolean;
}

export function accountCoverage(scan: Scan, accountId: string): AccountCoverage {
  const gaps = Map.groupBy(
    scan.gaps.filter((gap) => gap.accountId === accountId),
    ({ reason }) => reason,
  );
  return {
    scanId: scan.id,
    ...(scan.finishedAt === undefined ? {} : { finishedAt: scan.finishedAt }),
    regions: scan.regions.length,
    controls: scan.controls.length,
    ...(scan.accounts.length === 1 ? { resources: scan.counts.resources } : {}),
    gaps: [...gaps].map(([reason, { length: count }]) => ({ reason, count })),
    gapsComplete: scan.gaps.length === scan.gapsTotal,
  };
}
