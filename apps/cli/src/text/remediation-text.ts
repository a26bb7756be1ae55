import type { RemediationStanding } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { tableText } from '../terminal/table.ts';

/** The ladder: what each line may do, what it has shown, and what that speaks for. */
export function remediationsText(all: readonly RemediationStanding[], look: Look): string {
  if (all.length === 0) return 'No line of the policy has a finding or a run yet.';
  return tableText(
    [
      { head: 'LINE', cell: ({ remediation }) => remediation, least: 10 },
      { head: 'CONTROL', cell: ({ controlId }) => controlId },
      { head: 'MODE', cell: ({ mode }) => mode },
      { head: 'RUNS', cell: ({ record }) => String(record.runs) },
      { head: 'VERIFIED', cell: ({ record }) => String(record.verified) },
      { head: 'FAILED', cell: ({ record }) => String(record.failed) },
      { head: 'UNDONE', cell: ({ record }) => String(record.undone) },
      {
        head: 'PROPOSED',
        cell: ({ proposal }) => (proposal.kind === 'keep' ? '' : proposal.to),
        style: (text, { proposal }) => proposalStyle(look.paint, proposal.kind)(text),
      },
      { head: 'BECAUSE', cell: ({ proposal }) => proposal.why, least: 16 },
      { head: 'OPEN OF CONTROL', cell: ({ openFindings }) => String(openFindings), spare: true },
    ],
    all,
    look,
  );
}

function proposalStyle(
  { green, red, dim }: Paint,
  kind: RemediationStanding['proposal']['kind'],
): (text: string) => string {
  if (kind === 'promote') return green;
  return kind === 'demote' ? red : dim;
}
