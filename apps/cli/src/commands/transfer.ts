import type { Settings } from '../settings.ts';
import { UsageError } from '../usage-error.ts';

/** A store is moved where it is, not through a server. */
export function refuseServer(command: string, { server }: Settings): void {
  if (server === undefined) return;
  throw new UsageError(`${command} works on the store itself: use --data-dir or --database-url, not --server`);
}

export function rowsText(rows: Readonly<Record<string, number>>): string {
  return Object.entries(rows)
    .map(([table, count]) => `${count} ${table.replaceAll('_', ' ')}`)
    .join(', ');
}
