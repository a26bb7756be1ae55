import { useState } from 'react';
import { rowPlaces } from './row-places.ts';

/**
 * The key that the row of an item is drawn under. A row that comes is drawn over one that goes; one that stays keeps its
 * own, and the focus within it. Rows of another list have other columns, and are drawn anew.
 */
export function useRowPlaces<T>(list: string, items: readonly T[], idOf: (item: T) => string): (item: T) => string {
  const ids = [...new Set(items.map(idOf))];
  const [kept, setKept] = useState(() => ({ list, places: rowPlaces(new Map(), ids) }));
  const before: ReadonlyMap<string, number> = kept.list === list ? kept.places : new Map();
  const isKept = kept.list === list && isOf(before, ids);
  const places = isKept ? before : rowPlaces(before, ids);
  if (!isKept) setKept({ list, places });
  return (item) => `${list}-${places.get(idOf(item))}`;
}

function isOf(places: ReadonlyMap<string, number>, ids: readonly string[]): boolean {
  const known = [...places.keys()];
  return known.length === ids.length && known.every((id, index) => id === ids[index]);
}
