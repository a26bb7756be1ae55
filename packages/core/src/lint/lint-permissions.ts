import type { PermissionStatement } from '../control/control.ts';
import { wildcardFits } from '../value/wildcard-fits.ts';
import { ACTION_PERMISSIONS } from './action-permissions.ts';
import type { KnownCall } from './lint-calls.ts';
import type { LintContext } from './lint-context.ts';

/** Calls that no statement allows. What a statement says of resources and conditions is known only at the call. */
export function lintPermissions({ permissions, steps, report }: LintContext, calls: readonly KnownCall[]): void {
  if (!permissions) return;
  const allows = allowance(permissions);
  for (const { step, operation } of calls) {
    const missing = operation.iamActions.filter((action) => !allows(action));
    if (missing.length === 0) continue;
    report('missing-permission', [...step.path, 'inputs', 'Api'], {
      message: `No statement allows ${missing.join(', ')}, which ${operation.name} needs.`,
    });
  }
  for (const step of steps) {
    const needed = Object.hasOwn(ACTION_PERMISSIONS, step.action) ? ACTION_PERMISSIONS[step.action] : undefined;
    const missing = (needed ?? []).filter((action) => !allows(action));
    if (missing.length === 0) continue;
    report('missing-permission', [...step.path, 'action'], {
      message: `No statement allows ${missing.join(', ')}, which ${step.action} needs.`,
    });
  }
}

/** IAM compares actions in any case; `*` and `?` stand for any characters and for one. */
function allowance(statements: readonly PermissionStatement[]): (action: string) => boolean {
  const patterns = new Set(statements.flatMap(({ Action }) => Action).map((pattern) => pattern.toLowerCase()));
  const known = new Map<string, boolean>();
  return (action) => {
    const wanted = action.toLowerCase();
    const before = known.get(wanted) ?? [...patterns].some((pattern) => wildcardFits(pattern, wanted));
    known.set(wanted, before);
    return before;
  };
}
