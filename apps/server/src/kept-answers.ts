const FRESH_MS = 10_000;

/**
 * For what reads much and is asked for by every open console: an answer that is ten seconds old at most is given again,
 * and whoever asks while it is counted waits for the same one. Who asks the same has the same JSON. A failure is not
 * kept.
 */
export function keptAnswers<Asked, Answer>(
  answerTo: (asked: Asked) => Promise<Answer>,
): (asked: Asked) => Promise<Answer> {
  const kept = new Map<string, { readonly untilMs: number; readonly answer: Promise<Answer> }>();
  return async (asked) => {
    const [key, nowMs] = [JSON.stringify(asked), performance.now()];
    for (const [old, { untilMs }] of kept) if (untilMs <= nowMs) kept.delete(old);
    const last = kept.get(key);
    if (last !== undefined) return last.answer;
    const answer = answerTo(asked);
    kept.set(key, { untilMs: nowMs + FRESH_MS, answer });
    try {
      return await answer;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
}
