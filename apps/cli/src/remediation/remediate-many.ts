import {
  Problem,
  type Finding,
  type Input,
  type Outcome,
  type Plan,
  type PlanOutcome,
  type PlanStatus,
  type Risk,
} from '@trueup/api-contract';
import { canonicalJson } from '@trueup/core';
import { FAILED, gravest, PENDING, exitCodeOf, type ExitCode } from '../exit-code.ts';
import { inParallel } from '../in-parallel.ts';
import type { Connected } from '../shell.ts';
import { takePages } from '../take-pages.ts';
import { confirm } from '../terminal/ask.ts';
import type { Paint } from '../terminal/paint.ts';
import { bar } from '../terminal/progress.ts';
import { tableText } from '../terminal/table.ts';
import { whyText } from '../text/execution-text.ts';
import { UsageError } from '../usage-error.ts';
import { followExecution } from './follow-execution.ts';
import { leftExitCode } from './left-exit-code.ts';

export interface ManyOptions {
  readonly filter: Input<'listFindings'>;
  readonly dryRun: boolean;
  /** The count that a script has confirmed beforehand. */
  readonly yesCount: number | undefined;
}

/** What became of one finding. */
interface Item {
  readonly findingId: string;
  readonly controlId: string;
  readonly resource: string;
  readonly planId?: string;
  readonly risk?: Risk;
  readonly executionId?: string;
  readonly result: Outcome | PlanStatus | 'planned' | 'left' | 'not-started';
  readonly detail?: string;
}

interface Planned {
  readonly item: Item;
  readonly exitCode: ExitCode;
  readonly arn: string;
  /** Set when it may start. */
  readonly plan?: Plan;
}

type Startable = Planned & { readonly plan: Plan };

const PARALLEL = 8;

/** Plans every open finding that matches, has the count confirmed, then starts and follows what may start. */
export async function remediateMany(here: Connected, { filter, dryRun, yesCount }: ManyOptions): Promise<ExitCode> {
  const { trueup } = here;
  const open = { ...filter, workflows: ['NEW', 'NOTIFIED'], recordStates: ['ACTIVE'] } as const;
  const { items: findings } = await takePages(Infinity, (page) => trueup.listFindings({ ...open, ...page }));
  const planned = await planAll(here, findings);
  const items = planned.map(({ item }) => item);
  const starting = planned.filter(isStartable);
  if (dryRun || starting.length === 0) {
    here.result({ items }, () => itemsText(here, items));
    return gravest(planned.map(({ exitCode }) => exitCode));
  }
  if (here.settings.format === 'table') here.result({ items }, () => `${itemsText(here, items)}\n`);
  await confirmCount(starting, yesCount);
  const finished = await startAll(here, starting);
  const results = planned.map((one) => finished.get(one) ?? one);
  const all = results.map(({ item }) => item);
  here.result({ items: all }, () => itemsText(here, all));
  return gravest(results.map(({ exitCode }) => exitCode));
}

async function planAll({ trueup, progress }: Connected, findings: readonly Finding[]): Promise<Planned[]> {
  let done = 0;
  return inParallel(findings, PARALLEL, async (finding) => {
    const planned = await outcomeOf(finding, () => trueup.makePlan({ findingId: finding.id }));
    done += 1;
    progress.show(`planning ${bar(done, findings.length)}`);
    return planned;
  });
}

async function outcomeOf(finding: Finding, ask: () => Promise<PlanOutcome>): Promise<Planned> {
  const { arn, id: resource } = finding.resource;
  const about = { findingId: finding.id, controlId: finding.controlId, resource };
  try {
    const outcome = await ask();
    if (outcome.kind === 'left') {
      const { reason, detail } = outcome;
      return {
        item: { ...about, result: 'left', detail: `${reason}: ${detail}` },
        exitCode: leftExitCode(reason),
        arn,
      };
    }
    const { plan } = outcome;
    const item = { ...about, planId: plan.id, risk: plan.risk };
    return plan.status === 'ready' || plan.status === 'approved'
      ? { item: { ...item, result: 'planned' }, exitCode: PENDING, arn, plan }
      : { item: { ...item, result: plan.status }, exitCode: PENDING, arn };
  } catch (error) {
    return { item: { ...about, result: 'not-started', detail: detailOf(error) }, exitCode: FAILED, arn };
  }
}

function isStartable(planned: Planned): planned is Startable {
  return planned.plan !== undefined;
}

/** One finding's refusal must not stop the others; a server that is gone stops them all. */
function detailOf(error: unknown): string {
  if (error instanceof Problem && error.code !== 'unavailable' && error.code !== 'unauthenticated')
    return error.message;
  throw error;
}

const RISKS: readonly Risk[] = ['safe', 'low', 'disruptive', 'destructive'];

async function confirmCount(starting: readonly Startable[], yesCount: number | undefined): Promise<void> {
  const count = starting.length;
  if (yesCount !== undefined) {
    if (yesCount === count) return;
    throw new UsageError(`--yes-count ${yesCount}: ${count} repairs would start, nothing was started`);
  }
  const highest = RISKS.findLast((risk) => starting.some(({ item }) => item.risk === risk));
  const question = `This starts ${count} ${count === 1 ? 'repair' : 'repairs'}, the highest risk is ${highest ?? 'unknown'}.`;
  await confirm(question, String(count), `pass --yes-count ${count}`);
}

/** Resources side by side, the repairs of one resource one after the other: each changes what the next one sees. */
async function startAll(here: Connected, starting: readonly Startable[]): Promise<Map<Planned, Planned>> {
  const { progress } = here;
  const finished = new Map<Planned, Planned>();
  progress.show(`repairing ${bar(0, starting.length)}`);
  const byResource = [...Map.groupBy(starting, ({ arn }) => arn).values()];
  await inParallel(byResource, PARALLEL, async (ofOne) => {
    for (const [index, one] of ofOne.entries()) {
      const after = await startOne(here, one, index > 0);
      finished.set(one, after);
      const { controlId, resource, result, detail } = after.item;
      progress.say(`${resource}, ${controlId}: ${result}${detail === undefined ? '' : `: ${detail}`}`);
      progress.show(`repairing ${bar(finished.size, starting.length)}`);
    }
  });
  return finished;
}

async function startOne(here: Connected, confirmed: Startable, planAnew: boolean): Promise<Planned> {
  const { trueup, pause } = here;
  try {
    const current = planAnew ? await plannedAnew(here, confirmed) : confirmed;
    if (!isStartable(current)) return current;
    const { item, plan, arn } = current;
    const { id } = await trueup.startExecution({ planId: plan.id, hash: plan.hash });
    const execution = await followExecution({ trueup, pause, say: () => undefined }, id);
    const detail = whyText(execution);
    return {
      item: { ...item, executionId: id, result: execution.outcome, ...(detail === undefined ? {} : { detail }) },
      exitCode: exitCodeOf(execution.outcome),
      arn,
    };
  } catch (error) {
    const { item, arn } = confirmed;
    return { item: { ...item, result: 'not-started', detail: detailOf(error) }, exitCode: FAILED, arn };
  }
}

/** After an earlier repair of the same resource. The person confirmed these calls and no others. */
async function plannedAnew({ trueup }: Connected, confirmed: Startable): Promise<Planned> {
  const { finding } = await trueup.getFinding({ id: confirmed.item.findingId });
  const anew = await outcomeOf(finding, () => trueup.makePlan({ findingId: finding.id }));
  if (!anew.plan || callsText(anew.plan) === callsText(confirmed.plan)) return anew;
  const { plan: _changed, ...rest } = anew;
  const detail = 'an earlier repair of the resource changed what this one would call: look at it again';
  return { ...rest, item: { ...anew.item, result: 'not-started', detail }, exitCode: FAILED };
}

function callsText({ calls }: Plan): string {
  return canonicalJson(calls.map(({ service, operation, parameters }) => ({ service, operation, parameters })));
}

function itemsText({ look }: Connected, items: readonly Item[]): string {
  if (items.length === 0) return 'No open findings match.';
  const table = tableText<Item>(
    [
      { head: 'FINDING', cell: ({ findingId }) => findingId },
      { head: 'CONTROL', cell: ({ controlId }) => controlId },
      { head: 'RESOURCE', cell: ({ resource }) => resource, least: 12 },
      { head: 'RISK', cell: ({ risk }) => risk ?? '' },
      { head: 'PLAN', cell: ({ planId }) => planId ?? '', spare: true },
      {
        head: 'RESULT',
        cell: ({ result }) => result,
        style: (text, { result }) => resultStyle(look.paint, result)(text),
      },
      { head: 'WHY', cell: ({ detail }) => detail ?? '', least: 16 },
    ],
    items,
    look,
  );
  const counts = Map.groupBy(items, ({ result }) => result);
  return `${table}\n\n${[...counts].map(([result, of]) => `${of.length} ${result}`).join(', ')}.`;
}

function resultStyle({ green, red, yellow }: Paint, result: Item['result']): (text: string) => string {
  if (result === 'verified' || result === 'already-compliant') return green;
  return ['planned', 'waiting-for-approval', 'left'].includes(result) ? yellow : red;
}
