import type { AccountId, Arn, Region } from '../../resource/resource.ts';

/** A resource that something says has changed. How it stands now has to be read. */
export interface ChangedResource {
  readonly accountId: AccountId;
  /** The partition's home region for what has none. */
  readonly region: Region;
  /** The CloudFormation name. */
  readonly type: string;
  /** What the service's own API calls it. */
  readonly id: string;
  /** Absent where neither the event nor the id tells it, as for a role on a path. */
  readonly arn?: Arn;
  /** What the event says; only reading it proves it. */
  readonly deleted: boolean;
}

/** What an event of an AWS service means here. */
export type ServiceEvent =
  /** Findings in ASFF, or of Security Hub's newer version in OCSF, that are still to be checked. */
  | { readonly kind: 'findings'; readonly findings: readonly unknown[] }
  | { readonly kind: 'changed'; readonly resources: readonly ChangedResource[] }
  /** A sound event that nothing follows from. */
  | { readonly kind: 'nothing'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The part of EventBridge's envelope that every service fills in. */
export interface Envelope {
  readonly source: string;
  readonly detailType: string;
  readonly accountId: AccountId;
  readonly region: Region;
}

export const nothing = (reason: string): ServiceEvent => ({ kind: 'nothing', reason });
export const unreadable = (reason: string): ServiceEvent => ({ kind: 'unreadable', reason });
