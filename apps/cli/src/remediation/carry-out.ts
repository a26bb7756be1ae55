import type { Output, PlanOutcome } from '@trueup/api-contract';
import { exitCodeOf, PENDING, type ExitCode } from '../exit-code.ts';
import type { Connected } from '../shell.ts';
import { outcomeStyle, whyText } from '../text/execution-text.ts';
import { nextStepText, planText } from '../text/plan-text.ts';
import { followExecution } from './follow-execution.ts';
import { leftExitCode } from './left-exit-code.ts';

/** Shows one plan and, unless it is a dry run or waits for a person, starts it and follows it to its end. */
export async function carryOut(here: Connected, asked: PlanOutcome, dryRun: boolean): Promise<ExitCode> {
  if (asked.kind === 'left') {
    here.result(asked, () => `Nothing is planned: ${asked.detail} (${asked.reason})`);
    return leftExitCode(asked.reason);
  }
  const shown = await here.trueup.getPlan({ id: asked.plan.id });
  const startable = shown.plan.status === 'ready' || shown.plan.status === 'approved';
  if (dryRun || !startable) {
    here.result({ ...asked, ...shown }, () => `${planPage(here, shown)}\n\n${nextStepText(shown.plan)}`);
    return PENDING;
  }
  return start(here, shown);
}

async function start(here: Connected, shown: Output<'getPlan'>): Promise<ExitCode> {
  const { plan } = shown;
  const { trueup, progress, pause, look } = here;
  if (here.settings.format === 'table') here.result(shown, () => `${planPage(here, shown)}\n`);
  const { id } = await trueup.startExecution({ planId: plan.id, hash: plan.hash });
  progress.say(`execution ${id}`);
  const execution = await followExecution({ trueup, pause, say: (line) => progress.say(line) }, id);
  const why = whyText(execution);
  const outcome = outcomeStyle(look.paint, execution.outcome)(execution.outcome);
  const undo = plan.kind === 'repair' && execution.outcome === 'verified' && plan.noUndoReason === undefined;
  here.result({ kind: 'finished', plan, execution }, () =>
    [
      `${plan.resource.id}: ${outcome}${why === undefined ? '' : `: ${why}`}`,
      ...(undo ? [`To undo it: trueup undo ${id}`] : []),
    ].join('\n'),
  );
  return exitCodeOf(execution.outcome);
}

function planPage({ look }: Connected, shown: Output<'getPlan'>): string {
  return planText(shown, look, Date.now());
}
