import { unreachable, type Diagnostic, type RuleSeverity } from '@trueup/core';
import type { Look } from '../../terminal/look.ts';
import type { Paint } from '../../terminal/paint.ts';
import { plain } from '../../terminal/plain.ts';
import type { ValidatedFile, Validation } from './validation.ts';

/** One line a diagnostic, `file:line:column severity rule message`, as editors and terminals link it. */
export function validationText({ files, errors, warnings, notes }: Validation, { paint }: Look): string {
  const counts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')];
  const fixed = files.reduce((sum, file) => sum + file.fixed.length, 0);
  const fixable = files.flatMap(({ diagnostics }) => diagnostics).filter(({ fix }) => fix).length;
  const told = [
    `${counted(files.length, 'file')}: ${counts.join(', ')}`,
    ...(fixed > 0 ? [`${fixed} repaired`] : []),
    ...(fixable > 0 ? [`${fixable} can be repaired with --fix`] : []),
  ];
  return [...files.flatMap((file) => fileLines(file, paint)), paint.bold(told.join('; '))].join('\n');
}

function fileLines({ file, diagnostics, fixed }: ValidatedFile, paint: Paint): string[] {
  const name = file === '-' ? 'stdin' : plain(file);
  return [
    ...fixed.map((one) => `${placeOf(name, one, paint)} ${paint.green('fixed')} ${rest(one, paint)}`),
    ...diagnostics.map(
      (one) => `${placeOf(name, one, paint)} ${severityStyle(paint, one.severity)(one.severity)} ${rest(one, paint)}`,
    ),
  ];
}

const placeOf = (name: string, { line, column }: Diagnostic, paint: Paint): string =>
  paint.dim(`${name}:${line}:${column}`);
const rest = ({ rule, message }: Diagnostic, paint: Paint): string => `${paint.cyan(rule)} ${plain(message)}`;
const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

function severityStyle(paint: Paint, severity: RuleSeverity): (text: string) => string {
  switch (severity) {
    case 'error':
      return paint.red;
    case 'warning':
      return paint.yellow;
    case 'note':
      return paint.dim;
    default:
      return unreachable(severity);
  }
}
