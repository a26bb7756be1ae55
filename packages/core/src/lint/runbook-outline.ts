import { choicesOf } from '../runbook/choices-of.ts';
import type { ParameterDefinition } from '../runbook/document.ts';
import { readSource } from '../runbook/document-source.ts';
import { collectFaults } from '../runbook/faults.ts';
import { readDocument } from '../runbook/read-document.ts';
import { conditionLabel } from './condition-label.ts';
import { lintedSteps, type LintedStep } from './linted-step.ts';
import { waysOf, type Through, type Way } from './ways.ts';

/** From one step to another that may run right after it. */
export interface OutlineEdge {
  readonly to: string;
  readonly when: Way['when'];
  /** A choice of an aws:branch or none of them, or the turns of an aws:loop. Absent: it simply comes next. */
  readonly through?: Through['kind'];
  /** The condition of the choice, on one line. */
  readonly label?: string;
}

interface OutlineStep {
  readonly name: string;
  readonly action: string;
  readonly isEnd: boolean;
  /** The aws:loop around it. */
  readonly loop?: string;
  readonly next: readonly OutlineEdge[];
}

/** What a document asks for, and how its steps may follow each other: both in the order of its text. */
export interface RunbookOutline {
  readonly parameters: readonly ({ readonly name: string } & ParameterDefinition)[];
  readonly graph: { readonly start: string; readonly steps: readonly OutlineStep[] };
}

/** Undefined for a document that the parser refuses: `lintRunbook` says why. Never throws, whatever the text. */
export function runbookOutline(text: string): RunbookOutline | undefined {
  const read = readSource(text);
  if (read.kind === 'invalid') return undefined;
  const faults = collectFaults(read.source.placeOf);
  const document = readDocument(faults, read.source.value);
  const steps = lintedSteps(read.source.value);
  const [first] = steps;
  if (!document || !first || faults.problems.length > 0) return undefined;
  const ways = waysOf(steps);
  return {
    parameters: Object.entries(document.parameters).map(([name, definition]) => ({ name, ...definition })),
    graph: {
      start: first.name,
      steps: steps.map((step) => outlineStep(step, ways.get(step.name) ?? [])),
    },
  };
}

function outlineStep(step: LintedStep, ways: readonly Way[]): OutlineStep {
  const { name, action, isEnd, loop } = step;
  return { name, action, isEnd, ...(loop ? { loop: loop.name } : {}), next: ways.map((way) => edgeOf(step, way)) };
}

function edgeOf({ inputs }: LintedStep, { to, when, through }: Way): OutlineEdge {
  const choice = through?.kind === 'choice' ? choicesOf(inputs)[through.index] : undefined;
  return {
    to,
    when,
    ...(through ? { through: through.kind } : {}),
    ...(choice ? { label: conditionLabel(choice) } : {}),
  };
}
