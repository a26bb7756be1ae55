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
  const known = new Map(steps.map(({ step }) => [step.name, step]));
  let sound = whole;
  for (const { step, path } of steps) {
    for (const target of targetsOf(step, path)) {
      const fault = targetFault(step, target, names, known);
      if (fault === undefined) continue;
      sound = false;
      faults.problem(target.path, fault);
    }
  }
  const circle = sound ? findCircle(steps.map(({ step }) => step)) : undefined;
  if (circle) {
    faults.problem(['mainSteps'], `Steps lead in a circle: ${circle.join(' -> ')}. Only aws:loop repeats steps.`);
  }
}

function targetFault(
  step: Step,
  { target: name, where }: Target,
  names: ReadonlySet<string>,
  known: ReadonlyMap<string, Step>,
): string | undefined {
  if (!names.has(name)) return `Unknown step name: "${name}" in ${where}`;
  const target = known.get(name);
  if (!target) return undefined;
  if (target.loop !== undefined && target.loop !== step.loop) {
    return `Step ${name} is inside of loop ${target.loop} and cannot be reached from step ${step.name}, which is not.`;
  }
  if (where !== 'onCancel' || !NO_CANCEL_TARGETS.includes(target.action)) return undefined;
  return `onCancel of step ${step.name} may not lead to a step of ${target.action}.`;
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
  const mainSteps = steps.filter(({ loop }) => loop === undefined);
  const ways = (name: string): readonly string[] => {
    const step = byName.get(name);
    return step ? waysFrom(step, mainSteps) : [];
  };
  const done = new Set<string>();
  for (const { name } of steps) {
    const circle = done.has(name) ? undefined : circleFrom(name, ways, done);
    if (circle) return circle;
  }
  return undefined;
}

/** Goes every way from a step, depth first and without recursion. `done`: what is known to lead into no circle. */
function circleFrom(
  first: string,
  ways: (name: string) => readonly string[],
  done: Set<string>,
): readonly string[] | undefined {
  const trail = new Map([[first, ways(first).values()]]);
  const names = [first];
  for (let name = names.at(-1); name !== undefined; name = names.at(-1)) {
    const way = trail.get(name)?.next();
    if (!way || way.done === true) {
      names.pop();
      trail.delete(name);
      done.add(name);
    } else if (trail.has(way.value)) return [...names.slice(names.indexOf(way.value)), way.value];
    else if (!done.has(way.value)) {
      names.push(way.value);
      trail.set(way.value, ways(way.value).values());
    }
  }
  return undefined;
}

/** Every step that may run right after this one. A loop leads into its steps; the last of them leads out again. */
function waysFrom(step: Step, mainSteps: readonly Step[]): readonly string[] {
  const jumps = targetsOf(step, [])
    .filter(({ where }) => where !== 'nextStep' && (where !== 'onCancel' || ON_CANCEL_COUNTS_FOR_CYCLES))
    .map(({ target }) => target);
  const alwaysJumps = step.action === 'aws:branch' && typeof step.inputs['Default'] === 'string';
  const following = step.isEnd || alwaysJumps ? undefined : followingStep({ mainSteps }, step);
  const afterFailure =
    step.onFailure.kind === 'continue' && !step.isEnd ? followingStep({ mainSteps }, step) : undefined;
  const inside = step.steps[0]?.name;
  return [...jumps, inside, following, afterFailure].filter((name) => name !== undefined);
}
