import type { ControlStanding, ScoreSnapshot, StandardState } from '@trueup/api-contract';
import { unreachable } from '@trueup/core';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { tableText } from '../terminal/table.ts';
import { timeText } from './time-text.ts';

export function standardsText(standards: readonly StandardState[], look: Look): string {
  return tableText(
    [
      { head: 'STANDARD', cell: ({ id }) => id },
      { head: 'ON', cell: ({ enabled }) => (enabled ? 'yes' : 'no') },
      { head: 'CONTROLS', cell: ({ controls }) => String(controls) },
      { head: 'ACCOUNTS', cell: ({ enabledIn }) => enabledIn.join(', '), least: 12 },
      { head: 'TITLE', cell: ({ title }) => title, least: 16, spare: true },
    ],
    standards,
    look,
  );
}

export function standingsText(standings: readonly ControlStanding[], look: Look): string {
  if (standings.length === 0) return 'No controls.';
  return tableText(
    [
      { head: 'CONTROL', cell: ({ controlId }) => controlId },
      {
        head: 'STATUS',
        cell: ({ status }) => status,
        style: (text, { status }) => standingStyle(look.paint, status)(text),
      },
      { head: 'FAILED', cell: ({ counts }) => String(counts.FAILED ?? 0) },
      { head: 'PASSED', cell: ({ counts }) => String(counts.PASSED ?? 0) },
      { head: 'REQUIREMENTS', cell: ({ requirements }) => requirements.join(', '), least: 12, spare: true },
      { head: 'WHY IT IS OFF', cell: ({ disabledReason }) => disabledReason ?? '', least: 12 },
    ],
    standings,
    look,
  );
}

function standingStyle(paint: Paint, status: ControlStanding['status']): (text: string) => string {
  switch (status) {
    case 'passed':
      return paint.green;
    case 'failed':
      return paint.red;
    case 'unknown':
      return paint.yellow;
    case 'no-data':
    case 'disabled':
      return paint.dim;
    default:
      return unreachable(status);
  }
}

export function scoresText(scores: readonly ScoreSnapshot[], look: Look): string {
  if (scores.length === 0) return 'No scores.';
  return tableText(
    [
      { head: 'STANDARD', cell: ({ standard }) => (standard === '*' ? 'all' : standard) },
      { head: 'SCORE', cell: ({ score }) => (score === null ? 'no data' : `${score} %`) },
      { head: 'PASSED', cell: ({ passed }) => String(passed) },
      { head: 'FAILED', cell: ({ failed }) => String(failed) },
      { head: 'UNKNOWN', cell: ({ unknown }) => String(unknown) },
      { head: 'NO DATA', cell: ({ noData }) => String(noData), spare: true },
      { head: 'OFF', cell: ({ disabled }) => String(disabled), spare: true },
      { head: 'ACCOUNT', cell: ({ accountId }) => (accountId === '*' ? 'all' : accountId) },
      { head: 'REGION', cell: ({ region }) => (region === '*' ? 'all' : region), spare: true },
      { head: 'AT', cell: ({ at }) => timeText(at), spare: true },
    ],
    scores,
    look,
  );
}
