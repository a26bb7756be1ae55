import type { Mode, PolicyLine, RemediationStanding } from '@trueup/api-contract';

/** A line of the policy on one control; without a standing nothing of the library is covered by it. */
export interface RemediationRow {
  readonly key: string;
  readonly name: string;
  readonly mode: Mode;
  readonly line?: PolicyLine;
  readonly standing?: RemediationStanding;
}

/** In the order of the policy, which decides: the first line that covers a finding counts. */
export function remediationRows(
  lines: readonly PolicyLine[],
  standings: readonly RemediationStanding[],
): readonly RemediationRow[] {
  const known = new Set(lines.map(({ name }) => name));
  return [
    ...lines.flatMap((line): RemediationRow[] => {
      const own = standings.filter(({ remediation }) => remediation === line.name);
      if (own.length === 0) return [{ key: line.name, name: line.name, mode: line.mode, line }];
      return own.map((standing) => ({ ...rowOf(standing), line }));
    }),
    // The policy may have changed between the two answers.
    ...standings.filter(({ remediation }) => !known.has(remediation)).map(rowOf),
  ];
}

const rowOf = (standing: RemediationStanding): RemediationRow => ({
  key: `${standing.remediation}~${standing.controlId}`,
  name: standing.remediation,
  mode: standing.mode,
  standing,
});

interface RowFilter {
  readonly text: string;
  readonly mode?: string | undefined;
}

/** Those whose line, control or runbook has the text, in any case. */
export function narrowedRows(rows: readonly RemediationRow[], { text, mode }: RowFilter): readonly RemediationRow[] {
  const wanted = text.trim().normalize('NFKC').toLowerCase();
  return rows.filter((row) => {
    if (mode !== undefined && row.mode !== mode) return false;
    const words = [row.name, row.standing?.controlId ?? '', row.standing?.documentName ?? ''];
    return wanted === '' || words.some((word) => word.toLowerCase().includes(wanted));
  });
}
