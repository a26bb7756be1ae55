import { useSyncExternalStore } from 'react';

let lost = false;
const watchers = new Set<() => void>();

/** Whether the server has said that the session is over; see ownSession. */
export const lostSession = {
  now: (): boolean => lost,
  set(next: boolean): void {
    if (lost === next) return;
    lost = next;
    for (const watcher of watchers) watcher();
  },
  use: (): boolean =>
    useSyncExternalStore(
      (watcher) => {
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
      () => lost,
    ),
};
