import type { PolicyLine, PolicyView } from '@trueup/api-contract';
import type { Policy, PolicyRemediation, RunbookChoice, TargetScope } from '@trueup/core';

/**
 * What every viewer may see of a policy. Members are named one by one, so that a new one of the policy is not shown
 * before someone has thought about it.
 */
export function policyView(policy: Policy): PolicyView {
  const { limits, breakers, flaps, critical, promotion, approvals, regions, sources } = policy;
  return {
    remediations: policy.remediations.map(lineOf),
    limits,
    breakers,
    flaps,
    critical: { tags: critical.tags },
    promotion: { verifiedInARow: promotion.verifiedInARow },
    approvals: { quorum: approvals.quorum },
    planExpiresAfterHours: policy.planExpiresAfterHours,
    keepExecutionsDays: policy.keepExecutionsDays,
    regions,
    accounts: policy.accounts.length,
    sources: { queues: sources?.queues.length ?? 0, securityHub: sources?.securityHub.length ?? 0 },
  };
}

function lineOf(line: PolicyRemediation): PolicyLine {
  const { name, mode, override, configRules, pattern, runbook } = line;
  return {
    name,
    mode,
    ...(override === undefined ? {} : { override }),
    scope: scopeMembers(line),
    ...(configRules ? { configRules } : {}),
    ...(pattern ? { pattern } : {}),
    ...(runbook ? { runbook: runbookOf(runbook) } : {}),
    attempts: line.attempts,
    retrySeconds: line.retrySeconds,
    concurrencyPercent: line.concurrencyPercent,
    errorPercent: line.errorPercent,
    undoOnFailure: line.undoOnFailure,
    changeOwned: line.changeOwned,
  };
}

/** Without the parameters: their values may tell what the accounts hold. */
function runbookOf({ document, version, runs }: RunbookChoice): NonNullable<PolicyLine['runbook']> {
  return { document, ...(version === undefined ? {} : { version }), runs };
}

/** The scope of what has other members beside it. */
export function scopeMembers(of: TargetScope): TargetScope {
  const { controls, accounts, organizationalUnits, regions, tags, arns, resourceTypes } = of;
  return {
    ...(controls ? { controls } : {}),
    ...(accounts ? { accounts } : {}),
    ...(organizationalUnits ? { organizationalUnits } : {}),
    ...(regions ? { regions } : {}),
    ...(tags ? { tags } : {}),
    ...(arns ? { arns } : {}),
    ...(resourceTypes ? { resourceTypes } : {}),
  };
}
