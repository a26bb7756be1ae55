import type { Plan } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { timeText } from './time-text.ts';

export function plansText(plans: readonly Plan[], look: Look): string {
  if (plans.length === 0) return 'No plans.';
  return tableText(
    [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'KIND', cell: ({ kind }) => kind },
      { head: 'STATUS', cell: ({ status }) => status },
      { head: 'CONTROL', cell: ({ controlId }) => controlId },
      { head: 'RESOURCE', cell: ({ resource }) => resource.id, least: 12 },
      { head: 'RISK', cell: ({ risk }) => risk, spare: true },
      { head: 'CALLS', cell: ({ calls }) => String(calls.length), spare: true },
      { head: 'ASKED BY', cell: ({ requestedBy }) => requestedBy.name, least: 8 },
      { head: 'EXPIRES', cell: ({ expiresAt }) => timeText(expiresAt), spare: true },
    ],
    plans,
    look,
  );
}
