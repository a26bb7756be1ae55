import type { ComplianceStatus } from '../finding/asff/asff.ts';
import type { ComplianceCounts } from './control-status.ts';

interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly controlId: string;
}

/** How many ACTIVE findings that are not suppressed have a Compliance.Status. */
export interface ComplianceRow extends Place {
  readonly compliance: ComplianceStatus;
  readonly count: number;
}

/** How many resources the last scan found compliant. Most of them never had a finding. */
export interface EvaluatedRow extends Place {
  readonly resources: number;
}

/** What scores are made of. */
export interface ComplianceData {
  /** All accounts that are looked after, also those of which there is nothing yet. */
  readonly accounts: readonly string[];
  readonly rows: readonly ComplianceRow[];
  readonly evaluated: readonly EvaluatedRow[];
}

/** One control in one account and region. */
export interface ComplianceCell {
  readonly accountId: string;
  readonly region: string;
  readonly counts: ComplianceCounts;
}

/**
 * The cells of each control. A resource that was repaired has a PASSED finding and is compliant in the scan, so the
 * greater of both numbers counts, not their sum.
 */
export function complianceCells({ rows, evaluated }: ComplianceData): ReadonlyMap<string, readonly ComplianceCell[]> {
  const cells = new Map<string, Place & { readonly counts: Partial<Record<ComplianceStatus, number>> }>();
  const countsAt = ({ accountId, region, controlId }: Place): Partial<Record<ComplianceStatus, number>> => {
    const key = [accountId, region, controlId].join('\n');
    const cell = cells.get(key) ?? { accountId, region, controlId, counts: {} };
    cells.set(key, cell);
    return cell.counts;
  };
  for (const row of rows) {
    const counts = countsAt(row);
    counts[row.compliance] = (counts[row.compliance] ?? 0) + row.count;
  }
  for (const row of evaluated) {
    const counts = countsAt(row);
    counts.PASSED = Math.max(counts.PASSED ?? 0, row.resources);
  }
  return Map.groupBy(cells.values(), ({ controlId }) => controlId);
}

/** Each account once, sorted. */
export function accountsIn({ accounts, rows, evaluated }: ComplianceData): string[] {
  return [...new Set([...accounts, ...[...rows, ...evaluated].map((row) => row.accountId)])].toSorted(byText);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}
