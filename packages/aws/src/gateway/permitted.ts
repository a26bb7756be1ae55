import type { PermissionStatement } from '@trueup/core';
import { iamActionsOf } from '../api-model/iam-actions.ts';

export interface CalledOperation {
  readonly servicePackage: string;
  readonly operation: string;
  readonly access: 'read' | 'write';
  /** API Gateway's actions are the methods of HTTP. */
  readonly method: string;
}

/**
 * The first IAM action of an operation that no statement names; undefined when all are. Resources and conditions are
 * left to the session policy, which is made of the same statements and which AWS itself enforces. So is a read for
 * which IAM has no action of its own.
 */
export function missingAction(called: CalledOperation, statements: readonly PermissionStatement[]): string | undefined {
  const patterns = statements.flatMap((statement) => [statement.Action].flat());
  return actionsOf(called).find((action) => !patterns.some((pattern) => matches(pattern, action)));
}

function actionsOf({ servicePackage, operation, access, method }: CalledOperation): readonly string[] {
  if (servicePackage === 'api-gateway' || servicePackage === 'apigatewayv2') return [`apigateway:${method}`];
  const actions = iamActionsOf(servicePackage, operation);
  return actions.length > 0 || access === 'read' ? actions : [`${servicePackage}:${operation}`];
}

/** IAM's wildcards, whatever the case of letters. Each star takes as little as it can; only the last one is tried again. */
function matches(pattern: string, action: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = action.toLowerCase();
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < given.length) {
    if (wanted[next] === '*') {
      star = next;
      resume = at;
      next += 1;
    } else if (wanted[next] === '?' || (next < wanted.length && wanted[next] === given[at])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      next = star + 1;
    } else {
      return false;
    }
  }
  while (wanted[next] === '*') next += 1;
  return next === wanted.length;
}
