import type { ConfigRule } from '../control/control.ts';
import type { DenyStatement, Prevention } from '../control/prevention.ts';
import { isJsonObject, type JsonObject } from '../value/json.ts';

/** What keeps a fault from coming back. */
export interface PreventiveMeasure {
  /** A service control policy, whole. */
  readonly serviceControlPolicy?: JsonObject;
  readonly noPolicyReason?: string;
  /** AWS Config's managed rule, which sees the fault wherever it comes from. */
  readonly configRule?: ConfigRule;
  /** A rule of AWS CloudFormation Guard. */
  readonly guard?: string;
  readonly noGuardReason?: string;
}

/**
 * The measure for a control. The roles that Trueup enters accounts with are exempt from the policy: an undo makes the
 * very call that is denied to others. `roles`: names with their paths, such as `trueup/member`.
 */
export function preventiveMeasure(
  { serviceControlPolicy, guard }: Prevention,
  configRule: ConfigRule | undefined,
  roles: readonly string[],
): PreventiveMeasure {
  return {
    ...(serviceControlPolicy.kind === 'policy'
      ? { serviceControlPolicy: policyOf(serviceControlPolicy.statements, roles) }
      : { noPolicyReason: serviceControlPolicy.reason }),
    ...(configRule ? { configRule } : {}),
    ...(guard.kind === 'rule' ? { guard: guard.text } : { noGuardReason: guard.reason }),
  };
}

function policyOf(statements: readonly DenyStatement[], roles: readonly string[]): JsonObject {
  const exempt = [...new Set(roles)].sort().map((role) => `arn:*:iam::*:role/${role}`);
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ ...statement, ...exempting(statement, exempt) })),
  };
}

/** The conditions of a statement are an AND, so one more only narrows what it denies. */
function exempting({ Condition }: DenyStatement, exempt: readonly string[]): { readonly Condition?: JsonObject } {
  if (exempt.length === 0) return Condition ? { Condition } : {};
  const own = Condition?.['ArnNotLike'];
  const ArnNotLike = { ...(isJsonObject(own) ? own : {}), 'aws:PrincipalArn': exempt };
  return { Condition: { ...Condition, ArnNotLike } };
}
