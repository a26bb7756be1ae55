import type { AuditRecord } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { timeText } from './time-text.ts';

export function recordsText(records: readonly AuditRecord[], look: Look): string {
  if (records.length === 0) return 'No records.';
  return tableText(
    [
      { head: 'SEQ', cell: ({ seq }) => String(seq) },
      { head: 'AT', cell: ({ at }) => timeText(at) },
      { head: 'WHO', cell: ({ actor }) => (actor.kind === 'system' ? `(${actor.name})` : actor.name), least: 8 },
      { head: 'WHAT', cell: ({ action }) => action },
      { head: 'SUBJECT', cell: ({ subject }) => `${subject.kind} ${subject.id}`, least: 24 },
      { head: 'DETAIL', cell: ({ detail }) => JSON.stringify(detail), least: 16 },
    ],
    records,
    look,
  );
}
