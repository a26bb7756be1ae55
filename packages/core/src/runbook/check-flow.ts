import { choicesOf } from './choices-of.ts';
import type { Path } from './document-source.ts';
import type { Step } from './document.ts';
import type { Faults } from './faults.ts';
import { followingStep } from './following-step.ts';
import type { PlacedStep } from './read-step.ts';
import { NO_CANCEL_TARGETS, ON_CANCEL_COUNTS_FOR_CYCLES } from './undocumented.ts';

/**
 * Checks where steps lead: to steps that there are, and never in a circle (automation-documents, 1.8.1). The circle is
 * looked for only when every step could be read.
 */
export function checkFlow(
  faults: Faults,
  steps: readonly PlacedStep[],
  names: ReadonlySet<string>,
  whole: boolean,
): void {
  const actions = new Map(steps.map(({ step }) => [step.name, step.action]));
  let known = true;
  for (const { index, step } of steps) {
    for (const { target, where, path } of targetsOf(step, ['mainSteps', index])) {
      if (!names.has(target)) {
        known = false;
        faults.problem(path, `Unknown step name: "${target}" in ${where}`);
      } else if (where === 'onCancel' && NO_CANCEL_TARGETS.includes(actions.get(target) ?? '')) {
        faults.problem(path, `onCancel of step ${step.name} may not lead to a step of ${actions.get(target) ?? ''}.`);
      }
    }
  }
  const circle = whole && known ? findCircle(steps.map(({ step }) => step)) : undefined;
  if (circle) {
    faults.problem(['mainSteps'], `Steps lead in a circle: ${circle.join(' -> ')}. Only aws:loop repeats steps.`);
  }
}

interface Target {
  readonly target: string;
  readonly where: 'nextStep' | 'onFailure' | 'onCancel' | 'NextStep' | 'Default';
  readonly path: Path;
}

function targetsOf(step: Step, path: Path): Target[] {
  const targets: Target[] = branchTargets(step, [...path, 'inputs']);
  const { nextStep, onFailure, onCancel } = step;
  if (nextStep !== undefined) targets.push({ target: nextStep, where: 'nextStep', path: [...path, 'nextStep'] });
  if (onFailure.kind === 'step')
    targets.push({ target: onFailure.step, where: 'onFailure', path: [...path, 'onFailure'] });
  if (onCancel.kind === 'step') targets.push({ target: onCancel.step, where: 'onCancel', path: [...path, 'onCancel'] });
  return targets;
}

function branchTargets({ action, inputs }: Step, path: Path): Target[] {
  if (action !== 'aws:branch') return [];
  const targets = choicesOf(inputs).flatMap(({ NextStep }, index): Target[] =>
    typeof NextStep === 'string'
      ? [{ target: NextStep, where: 'NextStep', path: [...path, 'Choices', index, 'NextStep'] }]
      : [],
  );
  const other = inputs['Default'];
  if (typeof other === 'string') targets.push({ target: other, where: 'Default', path: [...path, 'Default'] });
  return targets;
}

/** Names along a circle, the first one again at its end. */
function findCircle(steps: readonly Step[]): readonly string[] | undefined {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (name: string): readonly string[] | undefined => {
    const step = byName.get(name);
    if (done.has(name) || !step) return undefined;
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    trail.push(name);
    for (const next of waysFrom(step, steps)) {
      const circle = visit(next);
      if (circle) return circle;
    }
    trail.pop();
    done.add(name);
    return undefined;
  };
  for (const { name } of steps) {
    const circle = visit(name);
    if (circle) return circle;
  }
  return undefined;
}

/** Every step that may run right after this one. */
function waysFrom(step: Step, mainSteps: readonly Step[]): readonly string[] {
  const jumps = targetsOf(step, [])
    .filter(({ where }) => where !== 'nextStep' && (where !== 'onCancel' || ON_CANCEL_COUNTS_FOR_CYCLES))
    .map(({ target }) => target);
  const alwaysJumps = step.action === 'aws:branch' && typeof step.inputs['Default'] === 'string';
  const following = step.isEnd || alwaysJumps ? undefined : followingStep({ mainSteps }, step);
  const afterFailure =
    step.onFailure.kind === 'continue' && !step.isEnd ? followingStep({ mainSteps }, step) : undefined;
  return [...jumps, following, afterFailure].filter((name) => name !== undefined);
}
