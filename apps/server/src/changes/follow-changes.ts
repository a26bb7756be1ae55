import type { ChangeTopic } from '@trueup/api-contract';
import type { ExecutionStore, RecordStore } from '@trueup/core';
import type { FastifyBaseLogger } from 'fastify';
import { inOrder, topicsBetween } from './topics-between.ts';

/** Where it is seen that something changed. */
export interface ChangeSource {
  readonly records: Pick<RecordStore, 'head' | 'all' | 'anchor'>;
  readonly executions: Pick<ExecutionStore, 'progress'>;
}

/** What changed since the changes before these, up to a record. */
export interface Changes {
  readonly seq: number;
  readonly topics: readonly ChangeTopic[];
}

export interface Following {
  /** Up to which record everything has been told. */
  position(): number;
  stop(): Promise<void>;
}

/** So nobody is told of changes more often than twice a second. */
const TICK_MS = 500;
/** How much of the time may go into looking at the steps of what runs: with very many it is looked at less often. */
const STEPS_SHARE = 0.05;

/**
 * Tells of all that changes from now on. The store is asked whether there is anything new, and is asked by one for all
 * of a process: whoever changes something is not slowed, in whichever process he does it.
 */
export async function followChanges(
  source: ChangeSource,
  log: Pick<FastifyBaseLogger, 'error' | 'info'>,
  told: (changes: Changes) => void,
): Promise<Following> {
  const stopping = new AbortController();
  const steps = await stepsOf(source);
  let seq = (await source.records.head()).seq;
  const look = async (): Promise<void> => {
    const head = await source.records.head();
    const recorded = await topicsBetween(source.records, seq, head.seq);
    const topics = (await steps.haveGrown()) ? inOrder([...recorded, 'step']) : recorded;
    seq = head.seq;
    if (topics.length > 0 && !stopping.signal.aborted) told({ seq, topics });
  };
  const following = (async () => {
    let failing = false;
    while (await waited(stopping.signal)) {
      try {
        await look();
        if (failing) log.info('changes can be seen again');
        failing = false;
      } catch (error) {
        if (!failing) log.error({ err: error }, 'changes cannot be seen; looking again');
        failing = true;
      }
    }
  })();
  return {
    position: () => seq,
    async stop() {
      stopping.abort();
      await following;
    },
  };
}

/** False: it was stopped. */
function waited(signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve(!signal.aborted);
    }, TICK_MS);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** No record tells of a step. */
async function stepsOf({ executions }: ChangeSource): Promise<{ haveGrown(): Promise<boolean> }> {
  let mark = await executions.progress();
  let lookAt = 0;
  return {
    async haveGrown() {
      const begun = performance.now();
      if (begun < lookAt) return false;
      const now = await executions.progress();
      lookAt = begun + (performance.now() - begun) / STEPS_SHARE;
      const grown = now !== mark;
      mark = now;
      return grown;
    },
  };
}
