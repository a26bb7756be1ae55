import type { RunbookDocument } from './document.ts';
import type { StepEvent } from './execution-state.ts';
import { outputValue } from './resolve-inputs.ts';
import { wireStrings } from './wire-strings.ts';

const NO_OUTPUT = 'No output available yet because the step is not successfully executed';

/** An execution's outputs as SSM's API gives them (automation-documents, 1.5 and 3.6). */
export function renderOutputs(
  document: RunbookDocument,
  log: readonly StepEvent[],
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    document.outputs.map((name) => {
      const [step, output = ''] = name.split('.');
      const event = log.findLast((one) => one.kind !== 'step.progressed' && one.step === step);
      const value = event?.kind === 'step.succeeded' ? outputValue(document, event, output) : undefined;
      return [name, value === undefined ? [NO_OUTPUT] : wireStrings(value)];
    }),
  );
}
