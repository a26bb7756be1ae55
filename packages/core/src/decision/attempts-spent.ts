import { instantAfter, type Instant } from '../value/instant.ts';
import type { PolicyRemediation } from './policy.ts';
import type { RemediationRun } from './remediation-run.ts';

export interface AttemptsSpent {
  /** Names the count, for the exception that follows. */
  readonly detail: string;
  /** When enough of them are long enough ago; absent: not by itself. */
  readonly until?: Instant;
}

/**
 * Whether the policy has tried often enough to repair one finding; undefined: it may try again. AWS Config counts the
 * attempts that began within RetryAttemptSeconds, and forgets them once the resource is compliant. A repair that takes
 * longer than that would be tried for ever, so as many failures in a row count as well. `runs`: of this finding, newest
 * first; what people started is left out.
 */
export function attemptsSpent(
  { attempts, retrySeconds }: Pick<PolicyRemediation, 'attempts' | 'retrySeconds'>,
  runs: readonly RemediationRun[],
  now: Instant,
): AttemptsSpent | undefined {
  const all = runs.filter(({ kind, automatic }) => kind === 'repair' && automatic);
  const verified = all.findIndex(({ result }) => result === 'verified');
  const tried = verified < 0 ? all : all.slice(0, verified);
  const failed = tried.filter(({ result }) => result === 'failed').length;
  if (failed >= attempts) return { detail: `${failed} attempts in a row failed, ${attempts} are allowed` };
  if (tried.length < attempts) return undefined;
  const since = instantAfter(now, -retrySeconds * 1_000);
  const within = tried.filter(({ startedAt }) => startedAt >= since);
  const frees = within[attempts - 1];
  if (frees === undefined) return undefined;
  return {
    detail: `${within.length} attempts within ${retrySeconds} seconds, ${attempts} are allowed`,
    // One that began right at the edge still counts.
    until: instantAfter(frees.startedAt, retrySeconds * 1_000 + 1),
  };
}
