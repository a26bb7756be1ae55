import type { AccountId, Region } from '../resource/resource.ts';
import type { UnreadReason } from '../resource/snapshot.ts';
import type { Brand } from '../value/brand.ts';
import type { Instant } from '../value/instant.ts';

export type ScanId = Brand<'ScanId'>;

/** A list of resources, or a part of one resource, that a scan could not read. */
export interface ScanGap {
  readonly accountId: AccountId;
  readonly region: Region;
  readonly resourceType: string;
  /** The resource whose part is missing; absent when the whole list is. */
  readonly arn?: string;
  readonly part?: string;
  readonly reason: UnreadReason;
  readonly detail: string;
}

export interface ScanCounts {
  readonly resources: number;
  readonly compliant: number;
  readonly nonCompliant: number;
  readonly notApplicable: number;
  readonly insufficientData: number;
  readonly opened: number;
  readonly reopened: number;
  readonly resolved: number;
  readonly archived: number;
}

export interface Scan {
  readonly id: ScanId;
  readonly status: 'running' | 'finished' | 'failed';
  readonly accounts: readonly AccountId[];
  readonly regions: readonly Region[];
  readonly controls: readonly string[];
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  /** Lists of resources (account × region × type) to read in all, and read so far. */
  readonly listsTotal: number;
  readonly listsDone: number;
  readonly counts: ScanCounts;
  /** The first 1,000 gaps. */
  readonly gaps: readonly ScanGap[];
  readonly gapsTotal: number;
  readonly failure?: string;
}

export const noCounts: ScanCounts = {
  resources: 0,
  compliant: 0,
  nonCompliant: 0,
  notApplicable: 0,
  insufficientData: 0,
  opened: 0,
  reopened: 0,
  resolved: 0,
  archived: 0,
};
