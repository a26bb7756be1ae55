import type { Arn, Json, JsonObject, ResourceRef, UnreadReason } from '@trueup/core';
import type { Reads } from './reads.ts';

/** Resources whose parts are read together. EC2 takes at most 200 values in one filter. */
export const CHUNK = 200;

export interface Unread {
  readonly kind: 'unread';
  readonly reason: UnreadReason;
  /** One line, free of secrets. */
  readonly detail: string;
}

/** One resource as a list or a look-up names it. `entry` holds only what the parts need of AWS's answer. */
export interface Found {
  readonly id: string;
  readonly arn: Arn;
  readonly entry: JsonObject;
  /** Set in a list when the resource is known to exist and its entry could not be read: every part is unread. */
  readonly unread?: Unread;
}

/** `unread` stands for resources that are missing from the list: one, or all that would have followed. */
export type Listing = { readonly kind: 'page'; readonly found: readonly Found[] } | Unread;

export type LookedUp = { readonly kind: 'found'; readonly found: Found } | { readonly kind: 'gone' } | Unread;

/** `value` is null when AWS says that the part is not configured. `gone`: the resource itself went away meanwhile. */
export type PartReading = { readonly kind: 'read'; readonly value: Json } | { readonly kind: 'gone' } | Unread;

/** Reads one part of at most CHUNK resources. Answers in the order of the resources, one each. */
export type PartReader = (reads: Reads, found: readonly Found[]) => Promise<readonly PartReading[]>;

/** How resources of one type are listed and read. A collector keeps nothing between two calls. */
export interface Collector {
  /** The CloudFormation name. */
  readonly type: string;
  /** global: listed once an account, in the partition's home region. */
  readonly scope: 'regional' | 'global';
  /** The IAM actions that reading every part needs. */
  readonly actions: readonly string[];
  readonly parts: Readonly<Record<string, PartReader>>;
  /** Page by page, each asked for only when the one before is used up. */
  readonly list: (reads: Reads) => AsyncIterable<Listing>;
  readonly find: (reads: Reads, resource: ResourceRef) => Promise<LookedUp>;
}
