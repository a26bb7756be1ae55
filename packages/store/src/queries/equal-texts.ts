import type { FieldFilter } from '@trueup/core';

/** The texts of which a field must have one, where it is compared for equality alone. */
export function equalTexts(fields: readonly FieldFilter[], name: string): readonly string[] | undefined {
  const found = fields.find((field) => field.field === name);
  if (found?.kind !== 'string' || found.any.length === 0) return undefined;
  if (!found.any.every(({ comparison }) => comparison === 'EQUALS')) return undefined;
  return found.any.map(({ value }) => value);
}
