import type { ImportResult } from '@trueup/api-contract';
import { plain } from '../terminal/plain.ts';

/** So many rejected findings are told one by one; `-o json` has the first hundred. */
const MOST_TOLD = 20;

export function importText({ created, updated, unchanged, rejected, rejectedTotal }: ImportResult): string {
  const counts = `${created} created, ${updated} updated, ${unchanged} unchanged, ${rejectedTotal} rejected.`;
  if (rejectedTotal === 0) return counts;
  const told = rejected.slice(0, MOST_TOLD);
  const left = rejectedTotal - told.length;
  return [
    counts,
    '',
    'Rejected:',
    ...told.map(({ index, field, reason }) => plain(`  [${index}] ${field}: ${reason}`)),
    ...(left === 0 ? [] : [`  and ${left} more`]),
  ].join('\n');
}
