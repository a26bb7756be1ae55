import { choicesOf } from '../runbook/choices-of.ts';
import type { RunbookDocument, Step } from '../runbook/document.ts';
import { followingStep } from '../runbook/following-step.ts';

/** Where a step that succeeds may lead: SSM's ValidNextSteps. */
export function validNextSteps(document: RunbookDocument, step: Step): readonly string[] {
  const following = step.isEnd ? undefined : followingStep(document, step);
  const { Default } = step.inputs;
  const chosen = step.action === 'aws:branch' ? choicesOf(step.inputs).map(({ NextStep }) => NextStep) : [];
  const candidates = step.action === 'aws:branch' ? [...chosen, Default ?? following] : [following];
  return [...new Set(candidates.filter((name) => typeof name === 'string'))];
}
