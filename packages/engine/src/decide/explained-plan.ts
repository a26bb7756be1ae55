import type { Policy } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { decideQuestions, deciding } from './decide-questions.ts';
import type { Decided, Question } from './question.ts';

/**
 * What may become of a plan. One that a person asked for and that a guard forbids now is kept all the same, and says which
 * guard: someone may break the glass, or it is planned again once the guard lets it.
 */
export async function explainedPlan(
  parts: EngineParts,
  policy: Policy,
  question: Question,
): Promise<Pick<Decided, 'explained' | 'target' | 'snapshot' | 'finding'>> {
  const now = parts.clock.now();
  const ask = async (asked: Question['asked']): Promise<Decided> => {
    const [decided] = await decideQuestions(parts, parts.store, policy, [{ ...question, asked }], now);
    if (!decided) throw new Error('one question has one answer');
    return decided;
  };
  const decided = await ask(question.asked);
  const { explained } = decided;
  if (explained.decision.kind !== 'leave' || question.asked !== 'person') return decided;
  const inEmergency = await ask('break-glass');
  if (inEmergency.explained.decision.kind === 'leave') return decided;
  const blocking = deciding(explained);
  const guards = explained.guards.map((one) => (one === blocking ? { ...one, verdict: 'asks' as const } : one));
  return { ...decided, explained: { ...explained, decision: { kind: 'propose', reason: 'guarded' }, guards } };
}
