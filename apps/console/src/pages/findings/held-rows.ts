interface Row {
  readonly id: string;
}

/** The rows that were shown, in their order, each as it is now. Others that came or went are told of, not shown. */
export function heldRows<T extends Row>(
  shown: readonly T[],
  now: readonly T[],
): { readonly rows: readonly T[]; readonly hasChanged: boolean } {
  const fresh = new Map(now.map((row) => [row.id, row]));
  const rows = shown.map((row) => fresh.get(row.id) ?? row);
  const hasChanged = now.length !== shown.length || now.some((row, index) => row.id !== shown[index]?.id);
  // The same list while nothing is new, so that nothing is drawn again.
  return { rows: isSame(shown, rows) ? shown : rows, hasChanged };
}

/** Whether nothing of a list is new, though the list itself may be. */
export function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((row, index) => row === other[index]);
}
