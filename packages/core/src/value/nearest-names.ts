/** Longer names are no slips of a pen, and the distance takes the product of both lengths. */
const LONGEST = 100;

/** Up to three of `names` that someone who wrote `wanted` may have meant, nearest first. */
export function nearestNames(wanted: string, names: Iterable<string>): string[] {
  if (wanted.length > LONGEST) return [];
  const most = Math.max(2, Math.floor(wanted.length / 3));
  return [...names]
    .filter((name) => Math.abs(name.length - wanted.length) <= most)
    .map((name) => ({ name, distance: distance(wanted.toLowerCase(), name.toLowerCase(), most) }))
    .filter((candidate) => candidate.distance <= most)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map((candidate) => candidate.name);
}

/** The one of `nearest` that was certainly meant: a slip of some letters, but not the first, and nothing else as near. */
export function meantName(wanted: string, [first, second]: readonly string[]): string | undefined {
  if (first === undefined || first.charAt(0).toLowerCase() !== wanted.charAt(0).toLowerCase()) return undefined;
  const slip = distance(wanted.toLowerCase(), first.toLowerCase());
  const other = second === undefined ? Infinity : distance(wanted.toLowerCase(), second.toLowerCase());
  return slip <= Math.max(2, Math.floor(wanted.length / 4)) && other - slip >= 2 ? first : undefined;
}

/** Levenshtein's distance; of names that are further apart than `most`, only that they are. */
function distance(a: string, b: string, most = Infinity): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return Infinity;
    row = next;
  }
  return row[b.length] ?? 0;
}
