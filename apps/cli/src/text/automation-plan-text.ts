import type { Output } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { plain } from '../terminal/plain.ts';
import { callLines } from './call-lines.ts';

/** What a runbook would write, in order, and how far that could be foreseen. */
export function automationPlanText({ calls, undetermined }: Output<'planAutomation'>, { paint }: Look): string {
  const end = undetermined === undefined ? [] : [`${paint.yellow('Not followed further')}: ${plain(undetermined)}`];
  if (calls.length === 0) {
    const none = undetermined === undefined ? 'No writes.' : 'No writes up to there.';
    return [...end, none].join('\n');
  }
  const count = calls.length === 1 ? '1 write' : `${calls.length} writes`;
  return [
    paint.bold('Writes, in order'),
    ...calls.flatMap((call, at) => callLines(call, at + 1, paint)),
    '',
    ...end,
    `Plan: ${count}${undetermined === undefined ? '' : ' at least'}. Nothing was changed.`,
  ].join('\n');
}
