import type { Actor, Asff } from '@trueup/core';
import { importFindings, type ImportOutcome } from '../finding/import-findings.ts';
import type { EngineParts } from '../parts.ts';

type BatchOutcome = ImportOutcome | { readonly kind: 'refused'; readonly reason: string };

/**
 * Imports findings as few transactions as can be: together, and in halves where the database refuses what one of them
 * holds, so that a bad one harms no other. Rejects when the store cannot be used at all.
 */
export async function importBatch(
  parts: EngineParts,
  given: readonly Asff[],
  actor: Actor,
): Promise<readonly BatchOutcome[]> {
  try {
    return await importFindings(parts, given, actor, actor.name);
  } catch (error) {
    const reason = refusedContent(error);
    if (reason === undefined) throw error;
    if (given.length <= 1) return given.map(() => ({ kind: 'refused', reason }));
    const middle = Math.ceil(given.length / 2);
    const before = await importBatch(parts, given.slice(0, middle), actor);
    return [...before, ...(await importBatch(parts, given.slice(middle), actor))];
  }
}

/** PostgreSQL's classes of bad content: data exception, integrity violation, limit exceeded. */
export function refusedContent(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  const refused = error instanceof Error && typeof code === 'string' && /^(?:22|23|54)[0-9A-Z]{3}$/.test(code);
  return refused ? `could not be stored (${error.message})` : undefined;
}
