import { NO_LINE, type Instant, type Policy, type RemediationRun } from '@trueup/core';
import { countedKeys } from './counted-keys.ts';
import type { Posed } from './question.ts';

/**
 * Repairs that were let start and that the store does not count yet. Whoever decides next counts them too, so that what
 * is left of a limit is given away once.
 */
export interface StartingRuns {
  count(key: string): number;
  /** Any one of them: a breaker that is half open lets no second one through. */
  first(key: string): RemediationRun | undefined;
  /** Call what it returns once the repair has started, or did not. */
  add(policy: Policy, posed: Posed, now: Instant): () => void;
}

export function startingRuns(): StartingRuns {
  const byKey = new Map<string, Set<RemediationRun>>();
  return {
    count: (key) => byKey.get(key)?.size ?? 0,
    first: (key) => byKey.get(key)?.values().next().value,
    add(policy, posed, now) {
      const run = begun(posed, now);
      const keys = countedKeys(policy, posed);
      for (const key of keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(run));
      return () => {
        for (const key of keys) {
          const runs = byKey.get(key);
          runs?.delete(run);
          if (runs?.size === 0) byKey.delete(key);
        }
      };
    },
  };
}

function begun({ finding, target, documentName, kind, line }: Posed, now: Instant): RemediationRun {
  return {
    id: `about to start for ${finding.id}`,
    kind,
    findingId: finding.id,
    remediation: line?.name ?? NO_LINE,
    controlId: target.controlId,
    documentName,
    accountId: target.resource.accountId,
    resourceArn: target.resource.arn,
    automatic: true,
    startedAt: now,
  };
}
