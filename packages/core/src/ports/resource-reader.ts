import type { JournalEntry } from '../execution/journal.ts';
import type { ResourceRef, Scope } from '../resource/resource.ts';
import type { Reading, Snapshot, UnreadReason } from '../resource/snapshot.ts';

export type Listed =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  /** The list, or the rest of it, could not be read: absence proves nothing. */
  | { readonly kind: 'unread'; readonly reason: UnreadReason; readonly detail: string };

export interface ReadOptions {
  /** Parts to read; absent: every part the collector knows. */
  readonly parts?: readonly string[];
  readonly journal?: (entry: JournalEntry) => void;
}

/** Reads resources of every type that a collector exists for. Pages are followed; nothing read is kept. */
export interface ResourceReader {
  /** Types with the parts that can be read, and whether the type is global. */
  types(): readonly {
    readonly type: string;
    readonly parts: readonly string[];
    readonly scope: 'regional' | 'global';
  }[];
  list(scope: Scope, type: string, options: ReadOptions): AsyncIterable<Listed>;
  read(resource: ResourceRef, options: ReadOptions): Promise<Reading>;
}
