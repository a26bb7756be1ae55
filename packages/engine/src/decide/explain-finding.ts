import {
  explainLines,
  type DecisionTarget,
  type ExplainedLine,
  type Explained,
  type Finding,
  type FindingId,
  type PolicyRemediation,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { decideQuestions } from './decide-questions.ts';
import { targetOf } from './pose.ts';

/** Why a finding is treated as it is: every line of the policy, and what every guard says now. */
export interface ExplainedFinding {
  readonly kind: 'explained';
  readonly finding: Finding;
  readonly target: DecisionTarget;
  readonly lines: readonly ExplainedLine[];
  /** The line that decides; absent: none. */
  readonly line?: PolicyRemediation;
  readonly decision: Explained;
}

/** What the policy would do by itself. Reads the resource for its tags, and changes nothing. A resource that cannot be read leaves them unread. */
export async function explainFinding(parts: EngineParts, id: FindingId): Promise<ExplainedFinding | Refused> {
  const finding = await parts.store.findings.byId(id);
  if (!finding) return refused('unknown-finding', `no finding ${id}`);
  const policy = await parts.policy();
  const reading = await parts.reader.read(finding.resource, {});
  const snapshot = reading.kind === 'read' ? reading.snapshot : undefined;
  const question = {
    finding,
    kind: 'repair',
    asked: 'policy',
    ...(snapshot ? { snapshot } : {}),
  } as const;
  const [decided] = await decideQuestions(parts, parts.store, policy, [question], parts.clock.now());
  if (!decided) throw new Error('one question has one answer');
  return {
    kind: 'explained',
    finding,
    target: decided.target,
    lines: explainLines(policy, finding, targetOf(policy, finding, snapshot), decided.control?.configRule),
    ...(decided.line ? { line: decided.line } : {}),
    decision: decided.explained,
  };
}
