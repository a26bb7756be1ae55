import { unreachable } from '../value/unreachable.ts';
import type { Decision, DecisionInput, Explained } from './decision.ts';
import { GUARDS, type Guard, type GuardResult } from './guard.ts';
import type { Answer, GuardCheck } from './guards/answer.ts';
import { calendarGuards } from './guards/calendar-guards.ts';
import { concerns } from './guards/concerns.ts';
import { historyGuards } from './guards/history-guards.ts';
import { lineGuards } from './guards/line-guards.ts';
import { resourceGuards } from './guards/resource-guards.ts';
import { standingGuards } from './guards/standing-guards.ts';

export * from './decision.ts';

const CHECKS: Readonly<Record<Guard, GuardCheck>> = {
  ...standingGuards,
  ...resourceGuards,
  ...calendarGuards,
  ...historyGuards,
  ...lineGuards,
};
const SKIPPED = 'does not concern what was asked';
const REMEDIATE: Decision = { kind: 'remediate' };

/**
 * What may be done now. Every guard that concerns what was asked is heard, so that nothing is hidden behind the first
 * of them. The first that blocks, or cannot tell, decides; then the first that asks.
 */
export function decide(input: DecisionInput): Explained {
  const guards: GuardResult[] = [];
  let left: Explained['decision'] | undefined;
  let proposed: Explained['decision'] | undefined;
  let until: string | undefined;
  for (const guard of GUARDS) {
    if (!concerns(guard, input)) {
      guards.push({ guard, verdict: 'skipped', detail: SKIPPED });
      continue;
    }
    const answer = CHECKS[guard](input);
    guards.push(resultOf(guard, answer));
    const decision = decisionOf(answer);
    if (decision?.kind === 'propose') proposed ??= decision;
    if (decision?.kind !== 'leave' || left) continue;
    left = decision;
    until = answer.verdict === 'blocks' ? answer.until : undefined;
  }
  return { decision: left ?? proposed ?? REMEDIATE, guards, ...(until === undefined ? {} : { until }) };
}

function resultOf(guard: Guard, answer: Answer): GuardResult {
  const { verdict, detail } = answer;
  if (verdict !== 'blocks' || answer.until === undefined) return { guard, verdict, detail };
  return { guard, verdict, detail, until: answer.until };
}

function decisionOf(answer: Answer): Exclude<Decision, { kind: 'remediate' }> | undefined {
  switch (answer.verdict) {
    case 'passes':
      return undefined;
    case 'asks':
      return { kind: 'propose', reason: answer.reason };
    case 'blocks':
      return { kind: 'leave', reason: answer.reason };
    case 'unreadable':
      return { kind: 'leave', reason: 'unreadable' };
    default:
      return unreachable(answer);
  }
}
