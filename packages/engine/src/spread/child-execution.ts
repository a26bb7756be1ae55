import { resolvePermissions, type Execution, type SpreadChild, type StoredParameters } from '@trueup/core';
import { bindChild, spreadOfChild, type Spreading } from './spread-children.ts';

/** What a default names of Parameter Store where the child runs, or why that could not be read. */
export type ChildStored =
  | { readonly kind: 'values'; readonly values: StoredParameters }
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * The execution of a spread's child: the parent's document in the child's place, for whatever the parent is for. One
 * that cannot begin there has failed already, and counts as one that failed.
 */
export function childExecution(
  parent: Execution,
  spreading: Spreading,
  child: SpreadChild,
  stored: ChildStored,
): Execution {
  const spread = spreadOfChild(spreading.spread, child);
  const bound =
    stored.kind === 'values'
      ? bindChild(spreading, child, stored.values)
      : ({ kind: 'refused', problems: [stored.detail] } as const);
  const { id, scope, roleArn, target } = child;
  const { planId, findingId, resource, attachments, documentName, documentVersion, document, mode, startedBy } = parent;
  const { callerAccount } = parent;
  const parameters = bound.kind === 'bound' ? bound.parameters : {};
  const permissions = permissionsOf(parent, spreading, child, parameters);
  return {
    id,
    kind: 'child',
    ...(planId === undefined ? {} : { planId }),
    ...(findingId === undefined ? {} : { findingId }),
    ...(resource === undefined ? {} : { resource }),
    ...(callerAccount === undefined ? {} : { callerAccount }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(permissions === undefined ? {} : { permissions }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(spread === undefined ? {} : { spread }),
    scope,
    target,
    parent: { id: parent.id, step: target },
    documentName,
    documentVersion,
    document,
    parameters,
    mode,
    // SSM tags the automation that was started, not those that it starts.
    tags: [],
    startedBy,
    startedAt: spreading.now,
    verifyAttempts: 0,
    ...beginning(bound.kind === 'bound' ? [] : bound.problems, spreading.now),
  };
}

type Beginning = Pick<Execution, 'phase' | 'status' | 'finishedAt' | 'failureMessage'>;

function beginning(problems: readonly string[], now: Spreading['now']): Beginning {
  if (problems.length === 0) return { phase: 'running', status: 'Pending' };
  return { phase: 'finished', status: 'Failed', finishedAt: now, failureMessage: problems.join(' ') };
}

/** Those of a repair stay as they are: what it starts may do no more than it. */
function permissionsOf(
  parent: Execution,
  { spread }: Spreading,
  child: SpreadChild,
  parameters: Execution['parameters'],
): Execution['permissions'] {
  if (parent.planId !== undefined || spread.permissions === undefined) return parent.permissions;
  return resolvePermissions(spread.permissions, child.scope, parameters);
}
