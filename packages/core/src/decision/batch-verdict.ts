import type { PolicyRemediation } from './policy.ts';

export interface Batch {
  readonly nonCompliant: number;
  readonly failed: number;
  readonly running: number;
}

/** What keeps a line from one repair more; undefined: nothing. */
export interface BatchStop {
  readonly reason: 'too-many-errors' | 'limit-reached';
  readonly detail: string;
}

/**
 * AWS Config's rates, in percent of the batch's non-compliant resources. ErrorPercentage 40 over 10 stops at the fifth
 * error: more than the whole part of it. Concurrency is rounded up, and never below one.
 * Source: AWS Config guide, setting up auto remediation.
 */
export function batchVerdict(
  { errorPercent, concurrencyPercent }: Pick<PolicyRemediation, 'errorPercent' | 'concurrencyPercent'>,
  { nonCompliant, failed, running }: Batch,
): BatchStop | undefined {
  const errors = Math.floor((errorPercent * nonCompliant) / 100);
  if (failed > errors) {
    const detail = `${failed} repairs failed, ${errors} may: ${errorPercent} % of ${nonCompliant}`;
    return { reason: 'too-many-errors', detail };
  }
  const most = Math.max(1, Math.ceil((concurrencyPercent * nonCompliant) / 100));
  if (running < most) return undefined;
  const detail = `${running} repairs are under way, ${most} may be: ${concurrencyPercent} % of ${nonCompliant}`;
  return { reason: 'limit-reached', detail };
}
