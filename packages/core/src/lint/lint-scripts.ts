import { piecesOf } from '../runbook/reference.ts';
import { isJsonObject } from '../value/json.ts';
import type { LintContext } from './lint-context.ts';
import type { LintedStep } from './linted-step.ts';

/** What can be said of scripts without running them (automation-documents, 4.13). Their syntax is not looked at. */
export function lintScripts(context: LintContext): void {
  for (const step of context.steps.filter(({ action }) => action === 'aws:executeScript')) {
    const { Runtime: runtime, Script: script } = step.inputs;
    context.report('uses-script', [...step.path, 'action'], {
      message: `${step.name} runs a script, which may call any API that its permissions allow.`,
    });
    if (typeof runtime === 'string' && !runtime.includes('{{')) lintRuntime(context, step, runtime);
    if (typeof script === 'string') lintScript(context, step, script);
  }
}

/** automation-documents, 4.13: accepted, and no longer offered by AWS. */
const RETIRED = /^(?:python3\.[6-9]|PowerShell Core 6\.0|PowerShell 7\.0)$/;

function lintRuntime({ report, runs }: LintContext, step: LintedStep, runtime: string): void {
  const path = [...step.path, 'inputs', 'Runtime'];
  if (RETIRED.test(runtime)) {
    report('retired-runtime', path, { message: `AWS no longer offers ${runtime}; the nearest runtime here is taken.` });
  }
  if (runs && !runs(runtime)) {
    report('runtime-not-installed', path, { message: `This machine has no program that runs ${runtime}.` });
  }
}

/** An AWS SDK, as scripts of the supported languages name it. */
const CALLS_AWS = /\bboto(?:3|core)\b|@aws-sdk\/|\baws-sdk\b|\bAWS\.Tools\b/;

function lintScript(context: LintContext, step: LintedStep, script: string): void {
  const { root, report } = context;
  const path = [...step.path, 'inputs', 'Script'];
  lintInterpolation(context, step, script);
  const role = isJsonObject(root) ? (root['assumeRole'] ?? '') : '';
  if (role === '' && CALLS_AWS.test(script)) {
    report('script-without-role', path, {
      message: `The script of ${step.name} calls AWS, and on AWS it has no credentials, since the document has no assumeRole.`,
    });
  }
}

function lintInterpolation({ text, source, report }: LintContext, step: LintedStep, script: string): void {
  const path = [...step.path, 'inputs', 'Script'];
  const span = source.spanOf(path, 'value');
  const told = new Set<string>();
  let from = span?.start ?? 0;
  for (const piece of piecesOf(script)) {
    if (typeof piece === 'string' || piece.read.kind === 'system' || told.has(piece.read.name)) continue;
    told.add(piece.read.name);
    const at = text.indexOf(piece.written, from);
    const found = span !== undefined && at >= 0 && at < span.end;
    const inside = found ? { span: { start: at, end: at + piece.written.length } } : {};
    if (found) from = at;
    report('script-injection', path, {
      message: `{{${piece.read.name}}} is pasted into the script of ${step.name}: its value can be code. Pass it through InputPayload.`,
      ...inside,
    });
  }
}
