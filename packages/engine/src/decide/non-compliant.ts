import type { FindingCriteria, Policy, PolicyRemediation, LimitScope, Stores } from '@trueup/core';

/** Percentages are of a number that need not be of this very second, and counting a million findings costs. */
const KEPT_MS = 10_000;
const MOST_KEPT = 1_000;

/** Counts open faults, in the transaction at hand where there is one, and remembers each count for a while. */
export type CountNonCompliant = (stores: Pick<Stores, 'findings'>, criteria: FindingCriteria) => Promise<number>;

export function countNonCompliant(): CountNonCompliant {
  const counts = new Map<string, { readonly until: number; readonly count: number }>();
  return async (stores, criteria) => {
    const key = JSON.stringify(criteria);
    const known = counts.get(key);
    if (known && known.until > performance.now()) return known.count;
    const count = await stores.findings.count({ ...criteria, ...OPEN });
    if (counts.size >= MOST_KEPT) counts.clear();
    counts.set(key, { until: performance.now() + KEPT_MS, count });
    return count;
  };
}

const OPEN = { recordStates: ['ACTIVE'], workflows: ['NEW', 'NOTIFIED'], compliances: ['FAILED'] };

/** What a line covers, as far as findings can be counted by it: its tags, ARN patterns and event patterns are left out. */
export function criteriaOfLine(policy: Policy, line: PolicyRemediation): FindingCriteria {
  const { controls, regions, resourceTypes } = line;
  const accounts = accountsOf(policy, line);
  return {
    ...(controls === undefined || controls.includes('*') ? {} : { controls }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(regions === undefined ? {} : { regions }),
    ...(resourceTypes === undefined ? {} : { resourceTypes }),
  };
}

function accountsOf(
  policy: Policy,
  { accounts, organizationalUnits: units }: PolicyRemediation,
): readonly string[] | undefined {
  if (!units) return accounts;
  const inUnits = policy.accounts
    .filter(({ organizationalUnit: of = '' }) => units.some((unit) => of === unit || of.startsWith(`${unit}/`)))
    .map(({ id }): string => id);
  return accounts ? inUnits.filter((id) => accounts.includes(id)) : inUnits;
}

export function criteriaOfLimit({ accountId, controlId, limit }: LimitScope, line: FindingCriteria): FindingCriteria {
  const { controls, accounts } = limit;
  return {
    ...(limit.per === 'remediation' ? line : {}),
    ...(accounts === undefined ? {} : { accounts }),
    ...(controls === undefined || controls.includes('*') ? {} : { controls }),
    ...(accountId === undefined ? {} : { accounts: [accountId] }),
    ...(controlId === undefined ? {} : { controls: [controlId] }),
  };
}
