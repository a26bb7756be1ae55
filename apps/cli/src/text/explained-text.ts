import type { ExplainedFinding, ExplainedLine, GuardResult } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { timeText } from './time-text.ts';

/** Why a finding is treated as it is: the line of the policy that decides, and what every guard says. */
export function explainedText({ finding, target, lines, line, decision }: ExplainedFinding, look: Look): string {
  const { bold } = look.paint;
  const { tags } = target;
  return [
    bold(`Finding ${finding.id}: ${finding.controlId} on ${plain(finding.resource.id)}`),
    factsText(
      [
        ['resource', finding.resource.arn],
        ['place', `${finding.resource.accountId} ${finding.resource.region}`],
        ['organizational unit', target.organizationalUnit],
        ['tags', tags === undefined ? 'not read' : tagsText(tags)],
        ['decision', decisionText(decision)],
        ['may change', decision.until === undefined ? undefined : timeText(decision.until)],
      ],
      look,
    ),
    '',
    bold(line ? `Line ${plain(line.name)} of the policy decides (${line.mode})` : undecided(lines)),
    ...(lines.length === 0 ? [] : [linesText(lines, look)]),
    '',
    bold('Guards, in the order in which they are asked'),
    guardsText(decision.guards, look),
  ].join('\n');
}

const undecided = (lines: readonly ExplainedLine[]): string =>
  lines.length === 0 ? 'The policy has no lines' : 'No line of the policy is known to cover it';

function tagsText(tags: Readonly<Record<string, string>>): string {
  const all = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return all.length === 0 ? 'none' : all.join(', ');
}

function decisionText({ decision }: ExplainedFinding['decision']): string {
  return decision.kind === 'remediate' ? 'remediate' : `${decision.kind}: ${decision.reason}`;
}

function linesText(lines: readonly ExplainedLine[], look: Look): string {
  return tableText(
    [
      { head: '', cell: ({ decides }) => (decides ? '>' : '') },
      { head: 'LINE', cell: ({ name }) => name, least: 10 },
      { head: 'MODE', cell: ({ mode }) => mode },
      { head: 'FINDING IS', cell: ({ coverage }) => coverage },
      { head: 'BY', cell: ({ by }) => by ?? '' },
    ],
    lines,
    look,
  );
}

function guardsText(guards: readonly GuardResult[], look: Look): string {
  return tableText(
    [
      { head: 'GUARD', cell: ({ guard }) => guard },
      {
        head: 'SAYS',
        cell: ({ verdict }) => verdict,
        style: (text, { verdict }) => verdictStyle(look.paint, verdict)(text),
      },
      { head: 'WHY', cell: ({ detail }) => detail, least: 16 },
      { head: 'UNTIL', cell: ({ until }) => (until === undefined ? '' : timeText(until)), spare: true },
    ],
    guards,
    look,
  );
}

function verdictStyle({ green, red, yellow, dim }: Paint, verdict: GuardResult['verdict']): (text: string) => string {
  switch (verdict) {
    case 'passes':
      return green;
    case 'asks':
      return yellow;
    case 'blocks':
    case 'unreadable':
      return red;
    case 'skipped':
      return dim;
  }
}
