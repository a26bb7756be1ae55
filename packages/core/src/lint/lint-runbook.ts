import type { DocumentProblem } from '../runbook/document.ts';
import { readSource, type Path } from '../runbook/document-source.ts';
import type { Faults } from '../runbook/faults.ts';
import { readDocument } from '../runbook/read-document.ts';
import type { Diagnostic } from './diagnostic.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Written } from './edits.ts';
import { lintCalls } from './lint-calls.ts';
import { boundedSuggestions, type LintContext, type LintOptions } from './lint-context.ts';
import { lintDeclarations } from './lint-declarations.ts';
import { lintFlow } from './lint-flow.ts';
import { lintPatterns } from './lint-patterns.ts';
import { lintPermissions } from './lint-permissions.ts';
import { lintReferences } from './lint-references.ts';
import { lintScripts } from './lint-scripts.ts';
import { lintSelectors } from './lint-selectors.ts';
import { lintValues } from './lint-values.ts';
import { lintedSteps } from './linted-step.ts';
import { nearestActions, parserFix } from './parser-fixes.ts';
import { ruleOfMessage } from './parser-rules.ts';
import { referenceSpans, type SpanOfReference } from './reference-spans.ts';
import { collectDiagnostics, type Report } from './report.ts';
import { ruleOf, type RuleId } from './rules.ts';
import { waysOf } from './ways.ts';

/**
 * Everything that can be said of an Automation document without running it, in the order of its text. A document that
 * the parser refuses is still checked for all else, as far as it could be read. Never throws, whatever the text.
 */
export function lintRunbook(text: string, options: LintOptions = {}): readonly Diagnostic[] {
  const read = readSource(text);
  if (read.kind === 'invalid') return unreadable(text, read.problems);
  const { source } = read;
  const { report, diagnostics } = collectDiagnostics(text, source);
  const spanOfReference = referenceSpans({ text, source });
  readDocument(reportedFaults({ text, source }, spanOfReference, report), source.value);
  const steps = lintedSteps(source.value);
  const context: LintContext = {
    ...options,
    text,
    source,
    root: source.value,
    steps,
    byName: new Map(steps.map((step) => [step.name, step])),
    report,
    spanOfReference,
    suggest: boundedSuggestions(),
  };
  const ways = waysOf(steps);
  const calls = lintCalls(context);
  lintSelectors(context, calls);
  lintPermissions(context, calls);
  lintValues(context, calls);
  lintFlow(context, ways);
  lintReferences(context, ways);
  lintDeclarations(context);
  lintScripts(context);
  lintPatterns(context);
  return [...diagnostics].sort((one, other) => one.line - other.line || one.column - other.column);
}

function unreadable(text: string, problems: readonly DocumentProblem[]): readonly Diagnostic[] {
  const byText = new Map(problems.map((problem) => [`${problem.line}:${problem.column} ${problem.message}`, problem]));
  const lines = text.split('\n');
  return [...byText.values()].map((problem) => {
    const rule = ruleOfMessage(problem.message, 'error');
    // The parser of YAML counts a text that it gave up on further than it goes.
    const column = Math.min(problem.column, (lines[problem.line - 1] ?? '').length + 1);
    return { rule, severity: ruleOf(rule).severity, ...problem, column };
  });
}

/** What the parser says, by rule. */
function reportedFaults(written: Written, spanOfReference: SpanOfReference, report: Report): Faults {
  const into =
    (severity: 'error' | 'warning') =>
    (path: Path, message: string, part?: 'key' | 'value'): void => {
      const rule = ruleOfMessage(message, severity);
      const fix = parserFix(written, rule, path);
      const name = referenceOf(message);
      const span = name === undefined ? undefined : spanOfReference(path, name);
      report(rule, path, {
        message: message + hint(rule, message),
        ...(part ? { part } : {}),
        ...(span ? { span } : {}),
        ...(fix ? { fix } : {}),
      });
    };
  return { problems: [], warnings: [], problem: into('error'), warning: into('warning') };
}

/** The reference that a message is about. */
function referenceOf(message: string): string | undefined {
  const [, braced, bare] = /\{\{([^{}]+)\}\}|^Parameter "([^"]+)" is not declared/.exec(message) ?? [];
  return braced ?? bare;
}

function hint(rule: RuleId, message: string): string {
  const action = rule === 'unknown-action' ? /^Unknown action: (.*)$/.exec(message)?.[1] : undefined;
  return action === undefined ? '' : didYouMean(nearestActions(action));
}
