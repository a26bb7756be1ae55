import { setTimeout as delay } from 'node:timers/promises';
import { messageOf, type Log } from '../log.ts';
import { processStart } from '../process/process-identity.ts';
import type { Attachment } from './attachment.ts';
import type { ClusterHome } from './cluster-home.ts';
import { readPostmaster } from './postmaster.ts';

const STOP_PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 10;

/** Ends the attachment, and the server when nobody else uses it. Called under the boot lock: nobody can come in. */
export async function stopServer(home: ClusterHome, attachment: Attachment, log: Log): Promise<void> {
  let others: number;
  try {
    others = await attachment.countOthers();
  } catch (error) {
    log.error({ error: messageOf(error) }, 'the embedded PostgreSQL was gone before it was stopped');
    return;
  }
  await attachment.close();
  const postmaster = await readPostmaster(home);
  if (others > 0 || !postmaster) return;
  // SIGINT is PostgreSQL's fast shutdown: it ends what is left of the connections and writes a checkpoint.
  process.kill(postmaster.pid, 'SIGINT');
  const deadline = Date.now() + STOP_PATIENCE_MS;
  while (processStart(postmaster.pid) !== undefined) {
    if (Date.now() > deadline) {
      log.error({ log: home.log, waitedMs: STOP_PATIENCE_MS }, 'the embedded PostgreSQL has not stopped yet');
      return;
    }
    await delay(LOOK_AGAIN_MS);
  }
}
