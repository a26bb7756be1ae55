import type { Finding, StoredDecision } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { decideQuestions, deciding } from './decide-questions.ts';

/** What the policy would do about a finding now, as far as that is known before the resource is read. */
export async function currentDecision(
  parts: EngineParts,
  finding: Finding,
): Promise<Pick<StoredDecision, 'decision' | 'detail'>> {
  const policy = await parts.policy();
  const question = { finding, kind: 'repair', asked: 'policy', toBeRead: true } as const;
  const [decided] = await decideQuestions(parts, parts.store, policy, [question], parts.clock.now());
  if (!decided) throw new Error('one question has one answer');
  const { explained } = decided;
  return { decision: explained.decision, detail: deciding(explained)?.detail ?? 'nothing stands in the way' };
}
