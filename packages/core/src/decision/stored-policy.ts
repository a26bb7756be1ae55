import type { Instant } from '../value/instant.ts';

/** The policy as it was applied: from then on this counts, whatever the files say. */
export interface StoredPolicy {
  /** Of each file its name, relative to the folder, and its text, in the order of their names. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** See Policy.hash. */
  readonly hash: string;
  readonly appliedAt: Instant;
  readonly appliedBy: string;
  readonly reason?: string;
}
