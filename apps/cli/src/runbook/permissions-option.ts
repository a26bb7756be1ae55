import type { PermissionStatement } from '@trueup/api-contract';
import { isJsonObject, type Json } from '@trueup/core';
import { jsonOption } from '../read-option.ts';
import { UsageError } from '../usage-error.ts';

const FORMS = 'a list of {Action, Resource, Condition}, an IAM policy, or the permissions.json of a control';

/** What narrows the role: statements, an IAM policy that only allows, or what a control's repair may do. */
export async function permissionsOption(given: string): Promise<readonly PermissionStatement[]> {
  const value = await jsonOption('--permissions', given);
  const list = isJsonObject(value) ? (value['Statement'] ?? value['remediate']) : value;
  if (!Array.isArray(list)) throw new UsageError(`--permissions: expected ${FORMS}`);
  return (list as readonly Json[]).map(statementOf);
}

/** The rest of a statement is checked at the door of Trueup. */
function statementOf(statement: Json, at: number): PermissionStatement {
  if (!isJsonObject(statement)) throw new UsageError(`--permissions: [${at}]: expected ${FORMS}`);
  const { Effect = 'Allow', Sid: _sid, Action, ...rest } = statement;
  if (Effect !== 'Allow')
    throw new UsageError(`--permissions: [${at}].Effect: expected Allow, which is all that narrows`);
  return { ...rest, Action: typeof Action === 'string' ? [Action] : Action } as unknown as PermissionStatement;
}
