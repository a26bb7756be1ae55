import type { AsffSeverity, SeverityLabel } from './asff.ts';

/** Least Severity.Normalized of each label, the worst first; also what is written where only the label is given. */
const LEAST_NORMALIZED: readonly (readonly [SeverityLabel, number])[] = [
  ['CRITICAL', 90],
  ['HIGH', 70],
  ['MEDIUM', 40],
  ['LOW', 1],
  ['INFORMATIONAL', 0],
];

/** The severity with whichever of Label and Normalized is missing; with neither, as it is. */
export function filledSeverity(severity: AsffSeverity): AsffSeverity {
  const { Label, Normalized } = severity;
  if (Label === undefined) return Normalized === undefined ? severity : { ...severity, Label: labelOf(Normalized) };
  return Normalized === undefined ? { ...severity, Normalized: normalizedOf(Label) } : severity;
}

function labelOf(normalized: number): SeverityLabel {
  return LEAST_NORMALIZED.find(([, least]) => normalized >= least)?.[0] ?? 'INFORMATIONAL';
}

function normalizedOf(label: SeverityLabel): number {
  return LEAST_NORMALIZED.find(([one]) => one === label)?.[1] ?? 0;
}
