import { OUTPUT_PAYLOAD } from '../runbook/action-definition.ts';
import { referencesIn, type Reference } from '../runbook/reference.ts';
import { isJsonObject, type Json } from '../value/json.ts';
import { eachText, type LintContext } from './lint-context.ts';
import { outputTypes, type LintedStep } from './linted-step.ts';
import type { Path } from '../runbook/document-source.ts';
import { reachedFrom, type Way } from './ways.ts';

type OutputReference = Extract<Reference, { kind: 'output' }>;

/** References to outputs that exist by name and still have no value (automation-documents, 3.1). */
export function lintReferences(context: LintContext, ways: ReadonlyMap<string, readonly Way[]>): void {
  const after = new Map<string, ReadonlySet<string>>();
  const runsAfter = (name: string): ReadonlySet<string> => {
    const known = after.get(name) ?? reachedFrom(ways, [name]);
    after.set(name, known);
    return known;
  };
  for (const step of context.steps) {
    eachText(ownInputs(step), [...step.path, 'inputs'], (text, path) => {
      for (const reference of referencesIn(text)) {
        if (reference.kind === 'output') checkOutput(context, step, reference, path, runsAfter);
      }
    });
  }
  lintNamedOutputs(context);
}

/** The steps inside of a loop are steps of their own. */
function ownInputs({ action, inputs }: LintedStep): Json {
  if (action !== 'aws:loop') return inputs;
  const { Steps: _inner, ...own } = inputs;
  return own;
}

function checkOutput(
  { byName, report, spanOfReference }: LintContext,
  step: LintedStep,
  { step: giver, output, name }: OutputReference,
  path: Path,
  runsAfter: (name: string) => ReadonlySet<string>,
): void {
  const from = byName.get(giver);
  // An output that there is not is told of already.
  if (!from || !outputNames(from).includes(output)) return;
  const span = spanOfReference(path, name);
  const at = span ? { span } : {};
  if (from.action === 'aws:loop' && output === 'CurrentIteratorValue' && from.inputs['Iterators'] === undefined) {
    report('loop-without-iterators', path, { message: `{{${name}}} is empty: ${giver} has no Iterators.`, ...at });
  }
  if (runsAfter(giver).has(step.name)) return;
  report('reference-before-step', path, {
    message: `{{${name}}} is empty: ${giver} never runs before ${step.name}.`,
    ...at,
  });
}

const outputNames = (step: LintedStep): readonly string[] => [...outputTypes(step).keys(), OUTPUT_PAYLOAD];

function lintNamedOutputs({ root, byName, report }: LintContext): void {
  const outputs = isJsonObject(root) ? root['outputs'] : undefined;
  if (!Array.isArray(outputs)) return;
  (outputs as readonly Json[]).forEach((entry, index) => {
    const [name = '', output, ...rest] = typeof entry === 'string' ? entry.split('.') : [];
    const step = byName.get(name);
    if (!step || output === undefined || rest.length > 0) return;
    const names = outputNames(step);
    if (names.includes(output)) return;
    report('unresolvable-reference', ['outputs', index], {
      message: `Output ${name}.${output} is never there: outputs of ${name} are ${names.join(', ')}.`,
    });
  });
}
