import { textOf } from '../runbook/text-of.ts';
import type { LintContext } from './lint-context.ts';
import type { LintedStep } from './linted-step.ts';
import { reachedFrom, type Way } from './ways.ts';

/** Steps that are never reached, or reached where they are not meant to be (automation-documents, 2.3). */
export function lintFlow(context: LintContext, ways: ReadonlyMap<string, readonly Way[]>): void {
  const [first] = context.steps;
  if (!first) return;
  lintUnreachable(context, ways, first);
  lintFailures(context, ways);
}

function lintUnreachable(context: LintContext, ways: ReadonlyMap<string, readonly Way[]>, first: LintedStep): void {
  const reached = reachedFrom(ways, [first.name]);
  for (const step of context.steps) {
    if (step.name === first.name || reached.has(step.name)) continue;
    context.report('unreachable-step', [...step.path, 'name'], { message: `No step leads to ${step.name}.` });
  }
}

function lintFailures(context: LintContext, ways: ReadonlyMap<string, readonly Way[]>): void {
  for (const step of context.steps) {
    const { name, failureStep } = step;
    if (failureStep === undefined) continue;
    if (step.raw['isCritical'] === undefined) tellFailed(context, step, failureStep);
    if (!isQuestion(step) && !goesOnTo(ways, name, failureStep)) lintFalls(context, ways, name, failureStep);
  }
}

/**
 * Steps from which success falls into the step that was meant for a failure before them. To name that step as nextStep
 * says that this is meant, as for one that tidies up after both.
 */
function lintFalls(
  { report, byName }: LintContext,
  ways: ReadonlyMap<string, readonly Way[]>,
  failing: string,
  recovery: string,
): void {
  for (const name of reachedFrom(ways, [failing], ({ when }) => when === 'success')) {
    const falls = ways.get(name)?.some(({ when, implicit, to }) => when === 'success' && implicit && to === recovery);
    const step = byName.get(name);
    if (!falls || !step) continue;
    report('falls-into-recovery', [...step.path, 'name'], {
      message:
        `After its success ${name} goes on to ${recovery}, where a failure of ${failing} leads. ` +
        `End with isEnd: true, or name the step that follows as nextStep.`,
    });
  }
}

function goesOnTo(ways: ReadonlyMap<string, readonly Way[]>, from: string, to: string): boolean {
  return (ways.get(from) ?? []).some((way) => way.when === 'success' && way.to === to);
}

const QUESTIONS = ['aws:assertAwsResourceProperty', 'aws:waitForAwsResourceProperty'];

/** A comparison whose failure does not count is a branch: where it leads on failure is an ordinary way. */
function isQuestion({ action, raw }: LintedStep): boolean {
  return QUESTIONS.includes(action) && /^false$/i.test(textOf(raw['isCritical'] ?? null));
}

function tellFailed({ report }: LintContext, { name, path }: LintedStep, failureStep: string): void {
  report('failure-stays-failed', [...path, 'onFailure'], {
    message: `When ${name} fails, the execution ends Failed even if ${failureStep} succeeds, unless ${name} says isCritical: false.`,
  });
}
