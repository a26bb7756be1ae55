/** Gives every id a place of its own: the one it had, else one that is free now, in the order in which they stood. */
export function rowPlaces(before: ReadonlyMap<string, number>, ids: readonly string[]): ReadonlyMap<string, number> {
  const wanted = new Set(ids);
  const free = [...before].filter(([id]) => !wanted.has(id)).map(([, place]) => place);
  let next = Math.max(-1, ...before.values()) + 1;
  const places = new Map<string, number>();
  for (const id of ids) {
    const place = before.get(id) ?? free.shift() ?? next;
    if (place === next) next += 1;
    places.set(id, place);
  }
  return places;
}
