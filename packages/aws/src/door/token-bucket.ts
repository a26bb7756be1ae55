/** Calls a second in the long run, and how many may go at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What a bucket needs of the outside, in milliseconds. `sleep` rejects once the signal aborts. */
export interface Timer {
  now(): number;
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export interface TokenBucket {
  /** Resolves when one more request may go, in the order of asking. Rejects when the signal aborts first. */
  take(signal: AbortSignal | undefined): Promise<void>;
  /** AWS refused for rate: someone else spends of the same budget, so what was saved up is given up. */
  drain(): void;
  isFull(): boolean;
}

export function tokenBucket(rate: Rate, timer: Timer): TokenBucket {
  let tokens = rate.burst;
  let filledAt = timer.now();

  const fill = (): void => {
    const now = timer.now();
    tokens = Math.min(rate.burst, tokens + ((now - filledAt) / 1000) * rate.perSecond);
    filledAt = now;
  };

  return {
    async take(signal) {
      signal?.throwIfAborted();
      fill();
      // Below zero the count is a queue: each one more waits for its own token, so nobody overtakes.
      tokens -= 1;
      if (tokens >= 0) return;
      try {
        await timer.sleep((-tokens / rate.perSecond) * 1000, signal);
      } catch (error) {
        tokens += 1;
        throw error;
      }
    },
    drain() {
      fill();
      tokens = Math.min(tokens, 0);
    },
    isFull() {
      fill();
      return tokens >= rate.burst;
    },
  };
}
