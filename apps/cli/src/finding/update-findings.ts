import type { FindingUpdated, JsonObject } from '@trueup/api-contract';
import { FAILED, NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import type { Connected } from '../shell.ts';
import { plain } from '../terminal/plain.ts';

/** As many as one request of BatchUpdateFindings takes. */
const MOST_AT_ONCE = 100;

/** Updates any number of findings alike and says what became of each. An error is one that was not updated. */
export async function updateFindings(here: Connected, ids: readonly string[], update: JsonObject): Promise<ExitCode> {
  const items: FindingUpdated[] = [];
  for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
    const updated = await here.trueup.updateFindings({ ids: ids.slice(at, at + MOST_AT_ONCE), update });
    items.push(...updated.items);
  }
  here.result({ items }, () => updatedText(items));
  return items.every(({ result }) => result === 'updated') ? NOTHING_TO_DO : FAILED;
}

function updatedText(items: readonly FindingUpdated[]): string {
  const done = items.filter(({ result }) => result === 'updated').length;
  const others = items.filter(({ result }) => result !== 'updated');
  return [
    `Updated ${done} of ${items.length} ${items.length === 1 ? 'finding' : 'findings'}.`,
    ...others.map(({ id, result, reason = '' }) => plain(`  ${id}: ${result}${reason === '' ? '' : `, ${reason}`}`)),
  ].join('\n');
}
