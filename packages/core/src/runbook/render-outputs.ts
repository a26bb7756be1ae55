import type { Json } from '../value/json.ts';
import type { RunbookDocument } from './document.ts';
import type { StepEvent } from './execution-state.ts';
import { outputValue } from './resolve-inputs.ts';

const NO_OUTPUT = 'No output available yet because the step is not successfully executed';

/** An execution's outputs as SSM's API gives them (automation-documents, 1.5 and 3.6). */
export function renderOutputs(
  document: RunbookDocument,
  log: readonly StepEvent[],
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    document.outputs.map((name) => {
      const [step, output = ''] = name.split('.');
      const event = log.find((one) => one.kind === 'step.succeeded' && one.step === step);
      const value = event?.kind === 'step.succeeded' ? outputValue(event, output) : undefined;
      return [name, value === undefined ? [NO_OUTPUT] : render(value)];
    }),
  );
}

function render(value: Json): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(renderOne) : [renderOne(value)];
}

function renderOne(value: Json): string {
  if (typeof value === 'string') return value;
  // The service's serialiser writes these characters as escapes, so that the text can stand in a page.
  return JSON.stringify(value).replace(
    /[=<>&'\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
