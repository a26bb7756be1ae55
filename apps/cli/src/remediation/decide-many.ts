import type { BulkDecision, Input, Output, Plan } from '@trueup/api-contract';
import { FAILED, NOTHING_TO_DO, PENDING, type ExitCode } from '../exit-code.ts';
import { inParallel } from '../in-parallel.ts';
import type { Connected } from '../shell.ts';
import { takePages } from '../take-pages.ts';
import { confirm } from '../terminal/ask.ts';
import { tableText } from '../terminal/table.ts';
import { nextStepText, planText } from '../text/plan-text.ts';
import { UsageError } from '../usage-error.ts';

export interface ManyDecided {
  /** By id, or all that wait, of some controls where they are named. */
  readonly chosen: { readonly ids: readonly string[] } | { readonly controls: readonly string[] | undefined };
  readonly verdict: Input<'decidePlans'>['verdict'];
  readonly reason?: string;
  /** The count that a script has confirmed beforehand. */
  readonly yesCount: number | undefined;
}

const PARALLEL = 8;
/** As many as one request takes. */
const MOST_AT_ONCE = 500;

/** Shows every plan whole, has the count typed, and then says the same word on each. */
export async function decideMany(here: Connected, given: ManyDecided): Promise<ExitCode> {
  const { trueup, look } = here;
  const ids = await idsOf(here, given.chosen);
  if (ids.length === 0) {
    here.result({ items: [] }, () => 'No plan waits for an approval.');
    return NOTHING_TO_DO;
  }
  if (ids.length > MOST_AT_ONCE)
    throw new UsageError(`${ids.length} plans are more than ${MOST_AT_ONCE} at once: name fewer`);
  const shown = await inParallel(ids, PARALLEL, (id) => trueup.getPlan({ id }));
  for (const one of shown) process.stderr.write(`${planText(one, look, Date.now())}\n\n`);
  await confirmCount(given, shown);
  const { items } = await trueup.decidePlans({
    plans: shown.map(({ plan }) => ({ id: plan.id, hash: plan.hash })),
    count: shown.length,
    verdict: given.verdict,
    ...(given.reason === undefined ? {} : { reason: given.reason }),
  });
  const plans = new Map(shown.map(({ plan }) => [plan.id, plan]));
  here.result({ items }, () => [itemsText(here, items, plans), ...startLines(items, plans)].join('\n'));
  if (items.some(({ kind }) => kind === 'refused')) return FAILED;
  return items.some((item) => item.kind === 'decided' && item.status === 'waiting-for-approval')
    ? PENDING
    : NOTHING_TO_DO;
}

async function idsOf({ trueup }: Connected, chosen: ManyDecided['chosen']): Promise<readonly string[]> {
  if ('ids' in chosen) return [...new Set(chosen.ids)];
  const { controls } = chosen;
  const { items } = await takePages(Infinity, (page) =>
    trueup.listPlans({ statuses: ['waiting-for-approval'], ...page }),
  );
  return items.filter(({ controlId }) => controls?.includes(controlId) ?? true).map(({ id }) => id);
}

async function confirmCount({ verdict, yesCount }: ManyDecided, shown: readonly Output<'getPlan'>[]): Promise<void> {
  const count = shown.length;
  if (yesCount === undefined) {
    await confirm(`${count} plans as shown would be decided: ${verdict}.`, String(count), `pass --yes-count ${count}`);
  } else if (yesCount !== count) {
    throw new UsageError(`--yes-count is ${yesCount}, but there are ${count} plans: nothing was decided`);
  }
}

function itemsText({ look }: Connected, items: readonly BulkDecision[], plans: ReadonlyMap<string, Plan>): string {
  return tableText(
    [
      { head: 'PLAN', cell: ({ planId }) => planId },
      { head: 'CONTROL', cell: ({ planId }) => plans.get(planId)?.controlId ?? '' },
      { head: 'RESOURCE', cell: ({ planId }) => plans.get(planId)?.resource.id ?? '', least: 12 },
      {
        head: 'RESULT',
        cell: (item) => (item.kind === 'refused' ? item.reason : item.status),
        style: (text, { kind }) => (kind === 'refused' ? look.paint.red(text) : text),
      },
      {
        head: 'WHY',
        cell: (item) => (item.kind === 'refused' ? item.detail : approvalsText(item)),
        least: 16,
      },
    ],
    items,
    look,
  );
}

/** What is approved is not started yet. */
function startLines(items: readonly BulkDecision[], plans: ReadonlyMap<string, Plan>): string[] {
  const approved = items.flatMap((item) => {
    const plan = item.kind === 'decided' && item.status === 'approved' ? plans.get(item.planId) : undefined;
    return plan === undefined ? [] : [nextStepText({ ...plan, status: 'approved' })];
  });
  return approved.length === 0 ? [] : ['', ...approved];
}

const approvalsText = ({ status, given, needed }: Extract<BulkDecision, { kind: 'decided' }>): string =>
  status === 'waiting-for-approval' ? `${given} of ${needed} have said yes` : '';
