import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  concurrencyAllowed,
  errorsAllowed,
  hasEnded,
  isError,
  nextToStart,
  type ChildStatus,
  type RateControl,
} from './rate-control.ts';

const maxConcurrency = fc.oneof(fc.integer({ min: 1, max: 60 }).map(String), percentage(1));
const maxErrors = fc.oneof(fc.integer({ min: 0, max: 20 }).map(String), percentage(0));
const rate: fc.Arbitrary<RateControl> = fc.record({ maxConcurrency, maxErrors });
const ends = fc.constantFrom<ChildStatus>('Success', 'Success', 'Success', 'Failed', 'TimedOut', 'Cancelled');
interface Story {
  readonly rate: RateControl;
  /** How each child ends, and which of those in flight ends next. */
  readonly children: readonly { readonly ends: ChildStatus; readonly turn: number }[];
}
const story: fc.Arbitrary<Story> = fc.record({
  rate,
  children: fc.array(fc.record({ ends, turn: fc.nat() }), { minLength: 1, maxLength: 120 }),
});

function percentage(min: number): fc.Arbitrary<string> {
  return fc.integer({ min, max: 100 }).map((percent) => `${percent}%`);
}

interface Moment {
  readonly statuses: readonly ChildStatus[];
  readonly started: readonly number[];
}

/** Runs a story to its end; each moment shows what was there and what was started then. */
function play({ rate: given, children }: Story): Moment[] {
  const statuses: ChildStatus[] = children.map(() => undefined);
  const moments: Moment[] = [];
  for (const { turn } of [...children, ...children]) {
    const started = nextToStart(statuses, given);
    moments.push({ statuses: [...statuses], started });
    for (const index of started) statuses[index] = 'InProgress';
    const inFlight = statuses.flatMap((status, index) => (status === 'InProgress' ? [index] : []));
    const next = inFlight[turn % Math.max(1, inFlight.length)];
    if (next !== undefined) statuses[next] = children[next]?.ends;
  }
  moments.push({ statuses, started: nextToStart(statuses, given) });
  return moments;
}

const inFlight = (statuses: readonly ChildStatus[]): number =>
  statuses.filter((status) => status !== undefined && !hasEnded(status)).length;
const errors = (statuses: readonly ChildStatus[]): number => statuses.filter(isError).length;
const ended = (statuses: readonly ChildStatus[]): number => statuses.filter(hasEnded).length;
const startedAt = (statuses: readonly ChildStatus[]): number =>
  statuses.filter((status) => status !== undefined).length;

function holds(claim: (moment: Moment, given: RateControl, moments: readonly Moment[]) => void): void {
  fc.assert(
    fc.property(story, (given) => {
      const moments = play(given);
      for (const moment of moments) claim(moment, given.rate, moments);
    }),
    { numRuns: 500 },
  );
}

test('never more run at once than MaxConcurrency allows', () =>
  holds(({ statuses, started }, given) => {
    expect(inFlight(statuses) + started.length).toBeLessThanOrEqual(concurrencyAllowed(given, statuses.length));
  }));

test('none is started once more than MaxErrors have failed', () =>
  holds(({ statuses, started }, given) => {
    expect(started.length === 0 || errors(statuses) <= errorsAllowed(given, statuses.length)).toBe(true);
  }));

test('each is started at most once', () =>
  holds((_moment, _given, moments) => {
    const started = moments.flatMap((moment) => moment.started);
    expect(new Set(started).size).toBe(started.length);
  }));

test('it comes to an end: all have run, or too many have failed', () =>
  holds((_moment, given, moments) => {
    const { statuses, started } = moments.at(-1) ?? { statuses: [], started: [] };
    expect(started).toEqual([]);
    expect(inFlight(statuses)).toBe(0);
    const stopped = errors(statuses) > errorsAllowed(given, statuses.length);
    expect(stopped || ended(statuses) === statuses.length).toBe(true);
  }));

test('the first runs alone, and no more than twice the number that ended start after it, and one', () =>
  holds(({ statuses, started }) => {
    expect(startedAt(statuses) + started.length).toBeLessThanOrEqual(2 * ended(statuses) + 1);
  }));
