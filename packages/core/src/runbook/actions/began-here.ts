import { msBetween } from '../../value/instant.ts';
import type { StageContext } from './staged.ts';

/** AWS refuses the signature of a clock that is further off. */
export const CLOCKS_APART_MS = 300_000;

/** Whether what AWS says began then can be of this attempt. An instant that cannot be read is not. */
export function beganHere(instant: string, { startedAt }: StageContext): boolean {
  return msBetween(startedAt, instant) >= -CLOCKS_APART_MS;
}
