import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '../store-unavailable.ts';

const MOST_TRIES = 6;

/** What a transaction took for new was written by another one meanwhile. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
  readonly code = '40001';
}

/** 40001 serialization_failure, 40P01 deadlock_detected: PostgreSQL asks for the whole transaction again. */
export async function retryLostRaces<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const lostRace = ['40001', '40P01'].includes(codeOf(error) ?? '');
      if (!lostRace || tries === MOST_TRIES) throw error;
      await delay(Math.random() * 10 * 2 ** tries);
    }
  }
}
