import type {
  PolicyApplied,
  PolicyChange,
  PolicyDrift,
  PolicyEffect,
  PolicyInForce,
  PolicyPlan,
  PolicyProblem,
  PolicyValidation,
  UnprovenLine,
} from '@trueup/api-contract';
import { problemLine, unreachable } from '@trueup/core';
import type { Look } from '../terminal/look.ts';
import { plain } from '../terminal/plain.ts';
import { timeText } from './time-text.ts';

type Planned = Extract<PolicyPlan, { kind: 'planned' }>;
/** How a person finds a file of the policy again. */
type PlaceOf = (file: string) => string;

export function policyProblemsText(problems: readonly PolicyProblem[], placeOf: PlaceOf): string {
  return problems.map((problem) => plain(problemLine({ ...problem, file: placeOf(problem.file) }))).join('\n');
}

export function policyValidationText({ valid, problems, warnings }: PolicyValidation, placeOf: PlaceOf): string {
  if (!valid) return policyProblemsText(problems, placeOf);
  return ['The policy is valid.', ...warningLines(warnings, placeOf)].join('\n');
}

export function policyPlanText(planned: Planned, placeOf: PlaceOf, look: Look): string {
  const { inForce, changes, changesTotal, effect, unproven, warnings } = planned;
  return [
    inForceText(inForce),
    ...changeLines(changes, changesTotal, look),
    ...(inForce.kind === 'file' ? ['Once it is applied, it counts in the place of the file.'] : []),
    ...effectLines(effect),
    ...unproven.map(unprovenText),
    ...warningLines(warnings, placeOf),
  ].join('\n');
}

function inForceText(inForce: PolicyInForce): string {
  switch (inForce.kind) {
    case 'applied':
      return `In force: ${short(inForce.hash)}, applied by ${plain(inForce.appliedBy)} ${timeText(inForce.appliedAt)}.`;
    case 'file':
      return `In force: the policy file itself, ${short(inForce.hash)}; none was applied yet.`;
    case 'none':
      return 'In force: none yet.';
    case 'unreadable':
      return `In force: one that cannot be read, so all is shown as added. ${plain(inForce.detail)}`;
    default:
      return unreachable(inForce);
  }
}

const SIGNS: Readonly<Record<PolicyChange['kind'], string>> = { added: '+', removed: '-', changed: '~' };

function changeLines(changes: readonly PolicyChange[], total: number, { paint }: Look): string[] {
  if (total === 0) return ['It says nothing else than what is in force.'];
  const style = { added: paint.green, removed: paint.red, changed: paint.yellow };
  const lines = changes.map(({ kind, text }) => style[kind](`${SIGNS[kind]} ${plain(text)}`));
  return total > changes.length ? [...lines, `… and ${total - changes.length} more.`] : lines;
}

function effectLines({ sampled, complete, moved, moves }: PolicyEffect): string[] {
  const of = complete ? `${sampled} open findings` : `the first ${sampled} open findings (there are more)`;
  if (moved === 0) return [`Of ${of}, none would be decided by another line or mode.`];
  return [
    `Of ${of}, ${moved} would be decided by another line or mode:`,
    ...moves.map(
      ({ from, to, findings }) =>
        `  ${findings}: ${plain(from.remediation)} (${from.mode}) → ${plain(to.remediation)} (${to.mode})`,
    ),
  ];
}

function unprovenText({ remediation, controlId, verifiedInARow, needed }: UnprovenLine): string {
  return plain(
    `Warning: line ${remediation} is automatic, but ${controlId} has ${verifiedInARow} of ${needed} verified repairs in a row: each waits for an approval until then, or until the line says \`override\` and why.`,
  );
}

function warningLines(warnings: readonly PolicyProblem[], placeOf: PlaceOf): string[] {
  return warnings.map((warning) => plain(`Warning: ${problemLine({ ...warning, file: placeOf(warning.file) })}`));
}

export function policyAppliedText({ hash, appliedBy, findingsDue }: PolicyApplied): string {
  const due = findingsDue === 1 ? '1 more open finding is' : `${findingsDue} more open findings are`;
  return `Policy ${short(hash)} is in force, applied by ${plain(appliedBy)}. ${due} due for a decision.`;
}

export function policyDriftText({ detail, changes, changesTotal, kind }: PolicyDrift, look: Look): string {
  return [plain(detail), ...(kind === 'differs' ? changeLines(changes, changesTotal, look) : [])].join('\n');
}

const short = (hash: string): string => hash.slice(0, 12);
