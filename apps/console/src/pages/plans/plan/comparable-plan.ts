import type { Plan } from '@trueup/api-contract';
import { sortedJson } from './sorted-json.ts';

type Compared = Pick<
  Plan,
  | 'kind'
  | 'risk'
  | 'remediation'
  | 'approvalsNeeded'
  | 'input'
  | 'before'
  | 'expected'
  | 'calls'
  | 'permissions'
  | 'noUndoReason'
  | 'document'
>;

/** What two plans of a finding are compared by: everything but who made it and when. */
export function comparablePlan(plan: Compared): string {
  return sortedJson({
    kind: plan.kind,
    risk: plan.risk,
    policyLine: plan.remediation,
    approvalsNeeded: plan.approvalsNeeded,
    noUndoReason: plan.noUndoReason,
    input: plan.input,
    observed: plan.before.configuration,
    expected: plan.expected,
    calls: plan.calls.map(({ step, service, operation, parameters }) => ({
      step,
      call: `${service}:${operation}`,
      parameters,
    })),
    permissions: plan.permissions?.map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition })) ?? null,
    // By lines, so that a change within it shows where it is.
    runbook: plan.document.split('\n'),
  });
}
