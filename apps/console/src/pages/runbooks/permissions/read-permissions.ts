import { lintPermissions, type PermissionStatement } from '@trueup/api-contract';

export type PermissionsRead =
  /** None: nothing narrows what the runbook may do. */
  | { readonly kind: 'unbounded' }
  | { readonly kind: 'statements'; readonly statements: readonly PermissionStatement[] }
  | { readonly kind: 'no-json' }
  | { readonly kind: 'invalid'; readonly path: string; readonly detail: string };

/** The statements that were typed, as a list in JSON. */
export function readPermissions(text: string): PermissionsRead {
  if (text.trim() === '') return { kind: 'unbounded' };
  const value = jsonOf(text);
  if (value === undefined) return { kind: 'no-json' };
  const parsed = lintPermissions.safeParse(value.json);
  if (parsed.success) return { kind: 'statements', statements: parsed.data };
  const [first] = parsed.error.issues;
  return { kind: 'invalid', path: first?.path.join('.') ?? '', detail: first?.message ?? '' };
}

function jsonOf(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

export function permissionsText(permissions: readonly PermissionStatement[] | undefined): string {
  return permissions === undefined ? '' : JSON.stringify(permissions, undefined, 2);
}
