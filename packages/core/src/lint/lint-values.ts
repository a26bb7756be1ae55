import { isJsonObject, type Json } from '../value/json.ts';
import { quotePlain, replaceText, wrapInList } from './edits.ts';
import type { KnownCall } from './lint-calls.ts';
import type { LintContext } from './lint-context.ts';
import { definitionOf, type LintedStep } from './linted-step.ts';
import { parseSelector } from '../runbook/selector.ts';
import { selectShapes } from './shape-selector.ts';

/** Values that are taken, and mean something else on AWS or than their author thought. */
export function lintValues(context: LintContext, calls: readonly KnownCall[]): void {
  lintVersion(context);
  const operations = new Map(calls.map(({ step, operation }) => [step, operation]));
  for (const step of context.steps) {
    lintOutputsForm(context, step);
    lintTimeout(context, step);
    lintStackToken(context, step);
    const operation = operations.get(step);
    const selector = parseSelector(String(step.inputs['PropertySelector'] ?? ''));
    const found =
      operation && selector.kind === 'selector' ? selectShapes(selector.selector, operation.output) : undefined;
    // A property that is known to be something else is compared as the text it is.
    if (!found || found.some(({ kind }) => kind === 'boolean' || kind === 'any')) {
      lintDesired(context, step);
    }
  }
}

function lintVersion(context: LintContext): void {
  if (!isJsonObject(context.root) || context.root['schemaVersion'] !== 0.3) return;
  const edits = quotePlain(context, ['schemaVersion'], '0.3');
  context.report('schema-version-unquoted', ['schemaVersion'], {
    message: 'schemaVersion is a number here; AWS takes the text "0.3".',
    ...(edits ? { fix: { description: 'Put it into quotes.', edits } } : {}),
  });
}

function lintOutputsForm(context: LintContext, { name, path, raw }: LintedStep): void {
  if (!isJsonObject(raw['outputs'])) return;
  const edits = wrapInList(context, [...path, 'outputs']);
  context.report('outputs-as-map', [...path, 'outputs'], {
    message: `The outputs of ${name} are a map; AWS takes a list.`,
    part: 'key',
    ...(edits ? { fix: { description: 'Make it a list of one.', edits } } : {}),
  });
}

function lintTimeout({ report }: LintContext, step: LintedStep): void {
  const most = definitionOf(step)?.mostSeconds;
  const seconds = Number(step.raw['timeoutSeconds'] ?? 0);
  if (most === undefined || !(seconds > most)) return;
  report('timeout-above-limit', [...step.path, 'timeoutSeconds'], {
    message: `${step.action} ends after ${most} seconds; ${seconds} are never reached.`,
  });
}

function lintStackToken({ report }: LintContext, step: LintedStep): void {
  if (step.action !== 'aws:createStack' || !(Number(step.raw['maxAttempts'] ?? 1) > 1)) return;
  if ((step.inputs['ClientRequestToken'] ?? '') !== '') return;
  report('stack-without-token', [...step.path, 'maxAttempts'], {
    message: `${step.name} may be tried again and has no ClientRequestToken.`,
  });
}

/** Only where the API leaves open that the property is a Boolean. */
function lintDesired(context: LintContext, step: LintedStep): void {
  const written = step.inputs['DesiredValues'];
  const single = !Array.isArray(written);
  const values: readonly (Json | undefined)[] = single ? [written] : (written as readonly Json[]);
  values.forEach((value, index) => {
    const path = [...step.path, 'inputs', 'DesiredValues', ...(single ? [] : [index])];
    const text = typeof value === 'boolean' ? String(value) : value;
    if (typeof text !== 'string' || !/^(?:true|false)$/i.test(text)) return;
    const python = text.toLowerCase() === 'true' ? 'True' : 'False';
    if (value === python) return;
    const edits =
      typeof value === 'string' && isQuoted(context, path)
        ? replaceQuoted(context, path, value, python)
        : quotePlain(context, path, python);
    context.report('boolean-spelling', path, {
      message: `AWS compares a Boolean as the text "${python}".`,
      ...(edits ? { fix: { description: `Write ${python}, in quotes.`, edits } } : {}),
    });
  });
}

function isQuoted({ source, text }: LintContext, path: LintedStep['path']): boolean {
  return /^['"]/.test(text.slice(source.spanOf(path, 'value')?.start));
}

function replaceQuoted(context: LintContext, path: LintedStep['path'], was: string, python: string) {
  const quote = context.text.charAt(context.source.spanOf(path, 'value')?.start ?? 0);
  return replaceText(context, path, was, `${quote}${python}${quote}`);
}
