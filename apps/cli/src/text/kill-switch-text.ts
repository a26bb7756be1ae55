import type { KillSwitch, KillSwitchScope } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { timeText } from './time-text.ts';

export function killSwitchesText(all: readonly KillSwitch[], look: Look): string {
  if (all.length === 0) return 'No kill switch is on.';
  return tableText(
    [
      { head: 'STOPS', cell: ({ scope }) => killSwitchScopeText(scope), style: look.paint.red },
      { head: 'WHY', cell: ({ reason }) => reason, least: 16 },
      { head: 'BY', cell: ({ by }) => by },
      { head: 'SINCE', cell: ({ at }) => timeText(at) },
    ],
    all,
    look,
  );
}

export const killSwitchScopeText = (scope: KillSwitchScope): string =>
  scope.kind === 'all' ? 'everything' : `${scope.kind} ${scope.id}`;
