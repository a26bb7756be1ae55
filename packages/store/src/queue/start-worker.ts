import type { ExecutionId, Worker } from '@trueup/core';
import type { Database } from '../connection/database.ts';
import { messageOf, type Log } from '../log.ts';
import type { JobQueue } from './job-queue.ts';
import { noteFailure, sweep } from './sweep.ts';

/** New jobs are announced; only one that becomes due later, or an announcement lost with its connection, needs this. */
const LOOK_AGAIN_MS = 1_000;
const SWEEP_MS = 3_000;

/**
 * Takes jobs as long as fewer than `concurrency` segments run. A job is a wake-up call and is removed when it is
 * taken: what makes a segment happen at least once is the execution's row, its lease and the sweep.
 */
export async function startWorker(parts: {
  readonly db: Database;
  readonly jobs: JobQueue;
  readonly log: Log;
  readonly concurrency: number;
  readonly segment: (id: ExecutionId) => Promise<void>;
}): Promise<Worker> {
  const { db, jobs, log, concurrency, segment } = parts;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new Error(`concurrency ${concurrency} is not an integer of at least 1`);
  }
  const running = new Set<Promise<void>>();
  const signal = wakeSignal();
  let stopping = false;

  const run = async (id: ExecutionId): Promise<void> => {
    try {
      await segment(id);
    } catch (error) {
      log.error({ executionId: id, error: messageOf(error) }, 'a segment failed and will be tried again');
      await noteFailure(db, id).catch((noteError: unknown) => {
        log.error({ executionId: id, error: messageOf(noteError) }, 'the failure of a segment could not be noted');
      });
    }
  };

  const takeJobs = async (): Promise<void> => {
    while (!stopping) {
      const free = concurrency - running.size;
      const taken = free > 0 ? await jobs.take(db, free).catch(noted(log, 'take jobs')) : [];
      for (const id of taken ?? []) {
        const segmentRun = run(id).finally(() => {
          running.delete(segmentRun);
          signal.wake();
        });
        running.add(segmentRun);
      }
      const more = taken !== undefined && free > 0 && taken.length === free && running.size < concurrency;
      if (!more && !stopping) await signal.wait(LOOK_AGAIN_MS);
    }
  };

  const listener = await jobs.listen(signal.wake);
  const sweeping = await sweepRegularly(db, jobs, log);
  const taking = takeJobs();

  return {
    async stop() {
      stopping = true;
      signal.wake();
      await sweeping.stop();
      await listener.close();
      await taking;
      await Promise.all(running);
    },
  };
}

/** Once before it resolves, and then again and again, one at a time. */
async function sweepRegularly(db: Database, jobs: JobQueue, log: Log): Promise<{ stop(): Promise<void> }> {
  const sweepOnce = async (): Promise<void> => {
    await sweep(db, jobs).catch(noted(log, 'look for due executions'));
  };
  await sweepOnce();
  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweeping.then(sweepOnce);
  }, SWEEP_MS);
  return {
    async stop() {
      clearInterval(timer);
      await sweeping;
    },
  };
}

function noted(log: Log, what: string): (error: unknown) => undefined {
  return (error) => {
    log.error({ error: messageOf(error) }, `the worker could not ${what} and tries again`);
  };
}

/** A wake-up that comes while nobody waits is kept for the next wait. */
function wakeSignal(): { wake(): void; wait(ms: number): Promise<void> } {
  let woken = false;
  let rouse: (() => void) | undefined;
  return {
    wake() {
      woken = true;
      rouse?.();
    },
    async wait(ms) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          rouse = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      woken = false;
      rouse = undefined;
    },
  };
}
