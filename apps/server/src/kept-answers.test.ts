import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptAnswers } from './kept-answers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Answers `a1`, `a2` and so on, or fails where it is told to; it takes 100 ms. */
function counted(kept: { readonly staleMs?: number; readonly quickMs?: number } = {}) {
  const state = { asked: 0, fails: false };
  const answerTo = async (asked: string) => {
    state.asked += 1;
    const answer = `${asked}${state.asked}`;
    await new Promise((wake) => setTimeout(wake, 100));
    if (state.fails) throw new Error(`no ${answer}`);
    return answer;
  };
  const ask = keptAnswers(answerTo, { freshMs: 10_000, ...kept });
  /** Asks for each, and gives all answers. */
  const answers = async (...asked: readonly string[]) => {
    const given = Promise.all(asked.map(ask));
    given.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(100);
    return given;
  };
  return { state, answers };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a fresh answer is given again, to whoever asks the same', async () => {
  const { answers } = counted();
  expect(await answers('a', 'a', 'b')).toEqual(['a1', 'a1', 'b2']);
  await pass(9_799);
  expect(await answers('a')).toEqual(['a1']);
  await pass(1);
  expect(await answers('a')).toEqual(['a3']);
});

test('a stale answer is given until it was counted anew, once', async () => {
  const { state, answers } = counted({ staleMs: 20_000 });
  await answers('a');
  await pass(15_000);
  expect(await answers('a', 'a')).toEqual(['a1', 'a1']);
  expect(state.asked).toBe(1);
  await pass(900);
  expect(state.asked).toBe(2);
  expect(await answers('a')).toEqual(['a1']);
  expect(await answers('a')).toEqual(['a2']);
  expect(state.asked).toBe(2);
});

test('what is too old is not given', async () => {
  const { answers } = counted({ staleMs: 20_000 });
  await answers('a');
  await pass(29_900);
  expect(await answers('a')).toEqual(['a2']);
});

test('what was counted quickly is counted for each who asks', async () => {
  const { answers } = counted({ staleMs: 20_000, quickMs: 101 });
  expect(await answers('a', 'a')).toEqual(['a1', 'a1']);
  expect(await answers('a')).toEqual(['a2']);
});

test('whoever asks after a failure is told of one, and a failure is not kept', async () => {
  const { state, answers } = counted({ staleMs: 20_000 });
  await answers('a');
  state.fails = true;
  await pass(15_000);
  expect(await answers('a')).toEqual(['a1']);
  await pass(1_000);
  await expect(answers('a')).rejects.toThrow('no a3');
  state.fails = false;
  expect(await answers('a')).toEqual(['a4']);
});
