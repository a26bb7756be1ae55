import type { Log } from '@trueup/engine';
import { scoresNow, type ScoreParts } from './standard-operations.ts';

const FIRST_AFTER_MS = 60 * 1000;
const AGAIN_AFTER_MS = 60 * 60 * 1000;

/** Keeps the scores of accounts, of regions and of the whole, again and again: the last of a day is its history. */
export function keepScoreHistory(parts: ScoreParts, log: Log): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let keeping = Promise.resolve();
  const keep = async (): Promise<void> => {
    try {
      const scores = await scoresNow(parts);
      await parts.store.scores.add(scores.filter(({ accountId, region }) => accountId === '*' || region === '*'));
    } catch (error) {
      log.error({ error }, 'the compliance scores could not be kept; trying again in an hour');
    }
    if (!stopped) keepAfter(AGAIN_AFTER_MS);
  };
  const keepAfter = (ms: number): void => {
    timer = setTimeout(() => {
      keeping = keep();
    }, ms);
    timer.unref();
  };
  keepAfter(FIRST_AFTER_MS);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await keeping;
    },
  };
}
