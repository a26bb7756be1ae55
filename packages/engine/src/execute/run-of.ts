import { type Execution, type Plan, type RemediationRun } from '@trueup/core';

/** An execution of a plan as limits, breakers and the ladder count it. */
export function runOf(plan: Plan, { id, documentName, startedAt, startedBy }: Execution): RemediationRun {
  return {
    id,
    kind: plan.kind,
    findingId: plan.findingId,
    remediation: plan.remediation,
    controlId: plan.controlId,
    documentName,
    accountId: plan.resource.accountId,
    resourceArn: plan.resource.arn,
    automatic: startedBy.kind === 'system',
    startedAt,
  };
}
