import { basename } from 'node:path';
import { isJsonObject, type Json, type PermissionStatement } from '@trueup/core';
import { jsonOption } from '../../read-option.ts';
import { UsageError } from '../../usage-error.ts';

/** What a runbook may do, by the file it is in. */
export type PermissionsOf = (file: string) => readonly PermissionStatement[];

/**
 * Permissions out of a file, or of JSON or `@FILE` as the other commands take them: a list of statements, an IAM policy,
 * or a control's permissions.json, whose `undo` counts for undo.yaml and `remediate` for every other file.
 */
export async function readPermissions(given: string): Promise<PermissionsOf> {
  const value = await jsonOption('--permissions', /^[@[{]/.test(given) ? given : `@${given}`);
  if (isJsonObject(value) && (value['remediate'] !== undefined || value['undo'] !== undefined)) {
    const [remediate, undo] = [statements(value['remediate'] ?? []), statements(value['undo'] ?? [])];
    return (file) => (basename(file).startsWith('undo.') ? undo : remediate);
  }
  const policy = isJsonObject(value) ? value['Statement'] : undefined;
  const allowed = statements(policy ?? value);
  return () => allowed;
}

/** Statements that allow something. What one denies, or allows by NotAction, is not known to be allowed. */
function statements(value: Json): readonly PermissionStatement[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return list.flatMap((statement) => {
    if (!isJsonObject(statement)) throw unreadable();
    const { Effect = 'Allow', Action, NotAction } = statement;
    if (Effect !== 'Allow' || (Action === undefined && NotAction !== undefined)) return [];
    const actions = typeof Action === 'string' ? [Action] : Action;
    if (!isTextList(actions)) throw unreadable();
    return [{ Action: actions, Resource: '*' }];
  });
}

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function unreadable(): UsageError {
  return new UsageError(
    '--permissions: expected a list of {Action, Resource}, an IAM policy, or the permissions.json of a control',
  );
}
