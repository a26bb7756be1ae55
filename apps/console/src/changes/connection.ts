import { useSyncExternalStore } from 'react';

/** Whether the page follows what changes. `since` is when it last did. */
export type Connection = { readonly kind: 'live' } | { readonly kind: 'lost'; readonly since: string };

const LIVE: Connection = { kind: 'live' };
let connection: Connection = LIVE;
const watchers = new Set<() => void>();

export const currentConnection = {
  set(next: 'live' | 'lost'): void {
    if (connection.kind === next) return;
    connection = next === 'live' ? LIVE : { kind: 'lost', since: new Date().toISOString() };
    for (const watcher of watchers) watcher();
  },
  use: (): Connection =>
    useSyncExternalStore(
      (watcher) => {
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
      () => connection,
    ),
};
