import { useState } from 'react';
import { heldRows, isSame } from './held-rows.ts';

interface Row {
  readonly id: string;
}

/**
 * Keeps rows where they are while a person works on them: what changes elsewhere waits until `release`. `key` names
 * what is listed; another list is shown at once.
 */
export function useHeld<T extends Row>(
  rows: readonly T[],
  { key, isHeld }: { readonly key: string; readonly isHeld: boolean },
): { readonly rows: readonly T[]; readonly hasChanged: boolean; readonly release: () => void } {
  const [kept, setKept] = useState({ key, rows });
  const held = isHeld && kept.key === key && kept.rows.length > 0 ? heldRows(kept.rows, rows) : undefined;
  const shown = held?.rows ?? rows;
  // What is shown is what is kept from the moment it must stay.
  if (kept.key !== key || !isSame(kept.rows, shown)) setKept({ key, rows: shown });
  return { rows: shown, hasChanged: held?.hasChanged ?? false, release: () => setKept({ key, rows }) };
}
