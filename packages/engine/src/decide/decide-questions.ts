import { decide, type DecisionInput, type Explained, type Instant, type Policy, type Stores } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { gatherFacts, type Gathered } from './gather-facts.ts';
import { pose } from './pose.ts';
import type { Decided, Posed, Question } from './question.ts';
import { startingRuns, type StartingRuns } from './starting-runs.ts';

/**
 * Decides about each finding in turn, with the facts read once for all of them: what one repair uses up of a limit is
 * no longer there for the next. Nothing is changed.
 */
export async function decideQuestions(
  parts: Pick<EngineParts, 'log' | 'exceptions' | 'nonCompliant' | 'catalogue'>,
  stores: Stores,
  policy: Policy,
  questions: readonly Question[],
  now: Instant,
  starting: StartingRuns = startingRuns(),
): Promise<Decided[]> {
  const posed = pose(parts, policy, questions);
  const facts = await gatherFacts(parts, stores, policy, posed, now, starting);
  return posed.map((one) => {
    const explained =
      one.lineUnknown === undefined ? decide(inputOf(one, policy, facts, now)) : unknownLine(one.lineUnknown);
    const release = explained.decision.kind === 'remediate' ? starting.add(policy, one, now) : () => undefined;
    return { ...one, explained, release };
  });
}

function inputOf(posed: Posed, policy: Policy, facts: Gathered, now: Instant): DecisionInput {
  const { finding, target, line, control, undetermined, asked, kind, toBeRead } = posed;
  return {
    finding,
    target: toBeRead && !target.tags ? { ...target, tags: {} } : target,
    policy,
    facts: facts.of(posed),
    now,
    asked,
    kind,
    ...(line ? { line } : {}),
    ...(control ? { control } : {}),
    ...(undetermined === undefined ? {} : { undetermined }),
  };
}

/** Nobody can say which line decides: nothing is done. */
function unknownLine(name: string): Explained {
  const detail = `whether line ${name} of the policy covers the resource hangs on its tags, which were not read`;
  return {
    decision: { kind: 'leave', reason: 'unreadable' },
    guards: [{ guard: 'mode', verdict: 'unreadable', detail }],
  };
}

/** The guard that decided; undefined: nothing stood in the way. */
export function deciding({ decision, guards }: Explained): Explained['guards'][number] | undefined {
  switch (decision.kind) {
    case 'remediate':
      return undefined;
    case 'propose':
      return guards.find(({ verdict }) => verdict === 'asks');
    case 'leave':
      return guards.find(({ verdict }) => verdict === 'blocks' || verdict === 'unreadable');
  }
}
