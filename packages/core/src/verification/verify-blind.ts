import type { Finding, FindingSource } from '../finding/finding.ts';
import type { Instant } from '../value/instant.ts';
import type { Verification } from './verify.ts';

/**
 * Whether a repair that no check of the library can judge has worked: only a reporter that looked after `since`, when
 * the change was made, can say so. Until then it is open. A report that only repeats an old word proves nothing.
 */
export function verifyBlind(finding: Pick<Finding, 'sources'>, since: Instant): Verification {
  const looked = finding.sources.filter((source) => saidAfter(source, since));
  const failing = looked.find(({ compliance }) => compliance === 'FAILED' || compliance === 'WARNING');
  if (failing) {
    return { kind: 'still-non-compliant', detail: `${reporterOf(failing)} still reports it at ${failing.updatedAt}` };
  }
  // Every reporter that held it to be there must have changed its mind: one that has not looked yet may still see it.
  const waiting = finding.sources.find(
    (source) => !looked.includes(source) && source.recordState === 'ACTIVE' && source.compliance !== 'PASSED',
  );
  const passing = looked.some(({ compliance }) => compliance === 'PASSED');
  if (passing && !waiting) return { kind: 'verified' };
  const who = waiting ?? finding.sources[0];
  return {
    kind: 'inconclusive',
    reason: 'no-check',
    detail: `no check of the library judges this; ${who ? reporterOf(who) : 'its reporter'} has not looked since`,
  };
}

/** A pass counts from when it was first said. A fault that is repeated after the change was seen after it. */
function saidAfter({ compliance, statusSince, updatedAt, recordState }: FindingSource, since: Instant): boolean {
  if (recordState !== 'ACTIVE') return false;
  return compliance === 'PASSED' ? statusSince > since : updatedAt > since;
}

function reporterOf({ productName, productArn }: FindingSource): string {
  return productName ?? productArn;
}
