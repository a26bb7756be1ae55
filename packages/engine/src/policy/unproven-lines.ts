import type { Policy } from '@trueup/core';
import { documentNameOf } from '../oversight/list-remediations.ts';
import type { EngineParts } from '../parts.ts';

/** An automatic line whose repairs wait for approval all the same: it has neither the record nor an override. */
export interface UnprovenLine {
  readonly remediation: string;
  readonly controlId: string;
  readonly verifiedInARow: number;
  /** What the policy asks for. */
  readonly needed: number;
}

/** A line of every control, of a Config rule or of a pattern is asked about when a finding comes. */
export async function unprovenLines(
  { store }: Pick<EngineParts, 'store'>,
  policy: Policy,
): Promise<readonly UnprovenLine[]> {
  const needed = policy.promotion.verifiedInARow;
  const asked = policy.remediations
    .filter(({ mode, override }) => mode === 'automatic' && override === undefined)
    .flatMap((line) =>
      (line.controls ?? [])
        .filter((id) => id !== '*')
        .map((controlId) => ({
          remediation: line.name,
          scope: { controlId, documentName: documentNameOf(line, controlId) },
        })),
    );
  if (asked.length === 0) return [];
  const records = await store.runs.records(asked.map(({ scope }) => scope));
  return asked.flatMap(({ remediation, scope: { controlId } }, index) => {
    const verifiedInARow = records[index]?.verifiedInARow ?? 0;
    return verifiedInARow < needed ? [{ remediation, controlId, verifiedInARow, needed }] : [];
  });
}
