import { runRaw, type Database } from '../connection/database.ts';

/**
 * A claim makes an execution due and it is due for as long as it is held, so every log that grows is of one in the
 * index of those that are due. A mark of each and not a sum: what one gains must not make up for what another leaves.
 */
const PROGRESS = `
  select coalesce(bit_xor(hashtextextended(id, log_length)), 0)::text as mark
  from trueup.executions where phase <> 'finished' and due_at is not null`;

export async function executionProgress(db: Database): Promise<string> {
  const [row] = await runRaw<{ mark: string }>(db, PROGRESS, []);
  if (row === undefined) throw new Error('an aggregate gave no row');
  return row.mark;
}
