/** Until what made an answer go on with its own work first. */
const RENEWAL_DELAY_MS = 1_000;

interface Keeping {
  /** For so long an answer is given again. */
  readonly freshMs: number;
  /** For so long after it is given still, and counted anew behind it for whoever asks next. */
  readonly staleMs?: number;
  /** An answer that came within it is not kept. */
  readonly quickMs?: number;
}

interface Kept<Answer> {
  readonly answer: Promise<Answer>;
  readonly askedAtMs: number;
  isRenewed: boolean;
}

/**
 * For what reads much and is asked for by every open console. Whoever asks while an answer is counted waits for the same
 * one. Who asks the same has the same JSON. A failure is not kept.
 */
export function keptAnswers<Asked, Answer>(
  answerTo: (asked: Asked) => Promise<Answer>,
  { freshMs, staleMs = 0, quickMs = 0 }: Keeping,
): (asked: Asked) => Promise<Answer> {
  const kept = new Map<string, Kept<Answer>>();

  const count = async (key: string, asked: Asked): Promise<Answer> => {
    const [answer, askedAtMs] = [answerTo(asked), performance.now()];
    kept.set(key, { answer, askedAtMs, isRenewed: false });
    try {
      const given = await answer;
      if (performance.now() - askedAtMs < quickMs) kept.delete(key);
      return given;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };

  const countBehind = async (key: string, asked: Asked): Promise<void> => {
    const askedAtMs = performance.now();
    try {
      const answer = answerTo(asked);
      await answer;
      kept.set(key, { answer, askedAtMs, isRenewed: false });
    } catch {
      // Whoever asks next counts again and is told.
      kept.delete(key);
    }
  };

  return async (asked) => {
    const [key, nowMs] = [JSON.stringify(asked), performance.now()];
    for (const [old, { askedAtMs }] of kept) if (nowMs - askedAtMs >= freshMs + staleMs) kept.delete(old);
    const last = kept.get(key);
    if (last === undefined) return count(key, asked);
    if (nowMs - last.askedAtMs >= freshMs && !last.isRenewed) {
      last.isRenewed = true;
      setTimeout(() => void countBehind(key, asked), RENEWAL_DELAY_MS).unref();
    }
    return last.answer;
  };
}
