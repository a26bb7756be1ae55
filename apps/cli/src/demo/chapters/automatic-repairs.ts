import { applyPolicy } from '../apply-policy.ts';
import { OWNERS_LINES } from '../demo-policy.ts';
import type { DemoStage } from '../demo-stage.ts';
import { decidedBy } from '../story.ts';

/** Puts the owner's policy in force and lets it repair. */
export async function automaticRepairs(stage: DemoStage): Promise<void> {
  const { ann, teller } = stage;
  const { hash, effect } = await applyPolicy(stage, { remediations: OWNERS_LINES }, 'The plans were looked at.');
  teller.say('Ann plans another policy, looks at what it would move, and applies it:');
  teller.table(
    ['findings', 'from', 'to line', 'mode'],
    effect.moves.map(({ findings, from, to }) => [String(findings), from.mode, to.remediation, to.mode]),
  );
  const { decisions, executions } = await decidedBy(ann, hash);
  const byPolicy = executions.filter(({ startedBy }) => startedBy.kind === 'system');
  const outcomes = Map.groupBy(byPolicy, ({ outcome }) => outcome ?? 'none');
  const ends = [...outcomes].map(([outcome, ended]) => `${ended.length} ${outcome}`).join(', ');
  teller.say(`The worker started ${byPolicy.length} repairs by itself: ${ends}.`);
  const proposed = decisions.filter(({ decision }) => decision.kind === 'propose');
  teller.say(`${proposed.length} plans wait for people: what is disruptive is in mode approval.`);
}
