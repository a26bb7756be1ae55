interface ClockParts {
  readonly now: () => number;
  readonly isHidden: () => boolean;
  /** Calls again and again until what it gives is called. */
  readonly every: (ms: number, tick: () => void) => () => void;
}

interface TickingClock {
  /** Tells of each tick; the first one follows at once where the clock stood still. */
  readonly subscribe: (tell: () => void) => () => void;
  /** The present, as of the last tick. */
  readonly now: () => number;
  /** The page was hidden or is shown again. */
  readonly seen: () => void;
}

/** One timer for everything on a page that counts down. It stands still while nobody looks. */
export function tickingClock({ now, isHidden, every }: ClockParts): TickingClock {
  const listeners = new Set<() => void>();
  let last = now();
  let stop: (() => void) | undefined;
  const tick = (): void => {
    last = now();
    for (const tell of listeners) tell();
  };
  const settle = (): void => {
    const wanted = listeners.size > 0 && !isHidden();
    if (wanted && stop === undefined) {
      stop = every(1_000, tick);
      tick();
    } else if (!wanted && stop !== undefined) {
      stop();
      stop = undefined;
    }
  };
  return {
    subscribe(tell) {
      listeners.add(tell);
      settle();
      return () => {
        listeners.delete(tell);
        settle();
      };
    },
    now: () => last,
    seen: settle,
  };
}
