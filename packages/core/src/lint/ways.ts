import { choicesOf } from '../runbook/choices-of.ts';
import type { LintedStep } from './linted-step.ts';

/** From one step to another that may run right after it. */
export interface Way {
  readonly to: string;
  readonly when: 'success' | 'failure' | 'cancel';
  /** Falling through to the next of the list, not named anywhere. */
  readonly implicit: boolean;
  /** What leads there. Absent: the order of the steps, or `nextStep`, `onFailure`, `onCancel`. */
  readonly through?: Through;
}

/** A choice of an aws:branch by its place, or none of them; or the turns of an aws:loop. */
export type Through =
  | { readonly kind: 'choice'; readonly index: number }
  | { readonly kind: 'default' | 'loop-begin' | 'loop-again' | 'loop-end' };

/** Every way from every step, by name (automation-documents, 2.3 and 4.17). */
export function waysOf(steps: readonly LintedStep[]): ReadonlyMap<string, readonly Way[]> {
  const ways = new Map<string, Way[]>();
  for (const [loop, siblings] of Map.groupBy(steps, (step) => step.loop)) {
    siblings.forEach((step, index) => {
      const known = ways.get(step.name) ?? [];
      known.push(...waysFrom(step, siblings[index + 1]?.name), ...loopWays(step, siblings));
      ways.set(step.name, known);
    });
    const [first] = siblings;
    if (loop && first) ways.get(loop.name)?.push(jump(first.name, 'success', { kind: 'loop-begin' }));
  }
  return ways;
}

const jump = (to: string, when: Way['when'], through?: Through): Way => ({
  to,
  when,
  implicit: false,
  ...(through ? { through } : {}),
});

function waysFrom(step: LintedStep, next: string | undefined): readonly Way[] {
  const following: readonly { to: string; implicit: boolean }[] =
    step.nextStep !== undefined
      ? [{ to: step.nextStep, implicit: false }]
      : next === undefined
        ? []
        : [{ to: next, implicit: true }];
  const on = step.isEnd ? [] : following;
  const { choices, other } = branchTargets(step);
  return [
    ...choices.map(({ to, index }) => jump(to, 'success', { kind: 'choice', index })),
    ...(other === undefined
      ? on.map((way): Way => ({ ...way, when: 'success' }))
      : [jump(other, 'success', { kind: 'default' })]),
    ...(step.goesOnAfterFailure ? on.map((way): Way => ({ ...way, when: 'failure' })) : []),
    ...(step.failureStep === undefined ? [] : [jump(step.failureStep, 'failure')]),
    ...(step.cancelStep === undefined ? [] : [jump(step.cancelStep, 'cancel')]),
  ];
}

interface BranchTargets {
  readonly choices: readonly { readonly to: string; readonly index: number }[];
  readonly other?: string;
}

function branchTargets({ action, inputs }: LintedStep): BranchTargets {
  if (action !== 'aws:branch') return { choices: [] };
  const choices = choicesOf(inputs).flatMap(({ NextStep }, index) =>
    typeof NextStep === 'string' ? [{ to: NextStep, index }] : [],
  );
  const other = inputs['Default'];
  return typeof other === 'string' ? { choices, other } : { choices };
}

/** From the end of a loop's steps back to the first of them, and back to the loop, from where it goes on. */
function loopWays(step: LintedStep, siblings: readonly LintedStep[]): readonly Way[] {
  const [first] = siblings;
  if (!step.loop || !first || siblings.at(-1) !== step) return [];
  return [jump(first.name, 'success', { kind: 'loop-again' }), jump(step.loop.name, 'success', { kind: 'loop-end' })];
}

/** Every step that may run some time after one of these, themselves only where a way leads back. */
export function reachedFrom(
  ways: ReadonlyMap<string, readonly Way[]>,
  from: readonly string[],
  counts: (way: Way) => boolean = () => true,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const way of ways.get(name) ?? []) {
      if (reached.has(way.to) || !counts(way)) continue;
      reached.add(way.to);
      waiting.push(way.to);
    }
  }
  return reached;
}
