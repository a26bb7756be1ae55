/** What a check of the doctor is about. The server names checks by texts; those of accounts carry id and name. */
export type CheckName =
  | { readonly kind: 'account'; readonly id: string; readonly name: string }
  | { readonly kind: 'runtime'; readonly family: string }
  /** Known ones have words of their own; any other is shown as the server says it. */
  | { readonly kind: 'other'; readonly name: string };

export function checkName(name: string): CheckName {
  const [, id, accountName] = /^account (\d{12}) \((.*)\)$/.exec(name) ?? [];
  if (id !== undefined) return { kind: 'account', id, name: accountName ?? '' };
  const [, family] = /^scripts: (\w+)$/.exec(name) ?? [];
  if (family !== undefined) return { kind: 'runtime', family };
  return { kind: 'other', name };
}
