import type { CallFailure, PermissionStatement } from '@trueup/core';

/** AWS refuses a longer policy text in AssumeRole (STS API reference, `Policy`). */
const LONGEST_POLICY = 2_048;

export type SessionPolicy =
  { readonly kind: 'policy'; readonly text: string } | { readonly kind: 'failed'; readonly failure: CallFailure };

/**
 * The policy that narrows a role to these statements. No statements allow nothing: an empty list never means the
 * whole role.
 */
export function sessionPolicy(statements: readonly PermissionStatement[]): SessionPolicy {
  const allowed = statements.map((statement) => ({
    Effect: 'Allow',
    Action: single(statement.Action),
    Resource: single(statement.Resource),
    ...(statement.Condition === undefined ? {} : { Condition: statement.Condition }),
  }));
  const nothing = { Effect: 'Deny', Action: '*', Resource: '*' };
  const text = JSON.stringify({ Version: '2012-10-17', Statement: allowed.length === 0 ? [nothing] : allowed });
  if (text.length <= LONGEST_POLICY) return { kind: 'policy', text };
  const message = `the session policy has ${text.length} characters, AWS takes ${LONGEST_POLICY}: the runbook declares too many permissions (${statements.length} statements)`;
  return { kind: 'failed', failure: { code: 'SessionPolicyTooLarge', message, httpStatus: 0, kind: 'invalid' } };
}

/** A list of one is written without its brackets, to save of the few characters there are. */
function single(value: string | readonly string[]): string | readonly string[] {
  return typeof value !== 'string' && value.length === 1 ? (value[0] ?? value) : value;
}
