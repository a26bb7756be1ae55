import type { AutomationStatus } from '../runbook/execution-state.ts';
import { ERROR_STATUSES, LEAST_CONCURRENCY, roundPercentage } from './undocumented.ts';

/** How many run at once, and how many may fail (automation-documents, 5.2). Each a number or a percentage. */
export interface RateControl {
  readonly maxConcurrency: string;
  readonly maxErrors: string;
}

/** Where an execution stands that a spread is to start. Undefined: not started. */
export type ChildStatus = AutomationStatus | undefined;

export const MAX_CONCURRENCY = /^(?:[1-9]\d*|[1-9]\d?%|100%)$/;
export const MAX_ERRORS = /^(?:[1-9]\d*|0|[1-9]\d%|\d%|100%)$/;
/** MaxConcurrency where nobody said. */
export const DEFAULT_MAX_CONCURRENCY = '10';

export function concurrencyAllowed(rate: RateControl, total: number): number {
  return Math.max(LEAST_CONCURRENCY, countOf(rate.maxConcurrency, total));
}

/** How many may fail. The one after that is the one that stops it (trap 49). */
export function errorsAllowed(rate: RateControl, total: number): number {
  return countOf(rate.maxErrors, total);
}

function countOf(text: string, total: number): number {
  return text.endsWith('%') ? roundPercentage((Number(text.slice(0, -1)) * total) / 100) : Number(text);
}

export const isError = (status: ChildStatus): boolean => status !== undefined && ERROR_STATUSES.includes(status);

export function hasEnded(status: ChildStatus): boolean {
  return status === 'Success' || status === 'Failed' || status === 'TimedOut' || status === 'Cancelled';
}

/** Whether more of them failed than may. None is started any more; those that run go on to their end. */
export function isStopped(statuses: readonly ChildStatus[], rate: RateControl): boolean {
  return statuses.filter(isError).length > errorsAllowed(rate, statuses.length);
}

/**
 * The places of those to be started now. First one alone; once it has ended, two; then four, and so on until
 * MaxConcurrency is reached (trap 50). From then on one is started for each that ends.
 */
export function nextToStart(statuses: readonly ChildStatus[], rate: RateControl): readonly number[] {
  if (isStopped(statuses, rate)) return [];
  const started = statuses.filter((status) => status !== undefined).length;
  const ended = statuses.filter(hasEnded).length;
  const waiting = statuses.flatMap((status, index) => (status === undefined ? [index] : []));
  return waiting.slice(0, Math.max(0, mayBeStarted(ended, concurrencyAllowed(rate, statuses.length)) - started));
}

/** How many may have been started, all in all, by the time that so many have ended. */
function mayBeStarted(ended: number, concurrency: number): number {
  // Waves of 1, 2, 4, … end after 1, 3, 7, … so this is the size of the wave that is due.
  const wave = 2 ** Math.floor(Math.log2(ended + 1));
  return wave < concurrency ? 2 * wave - 1 : ended + concurrency;
}
