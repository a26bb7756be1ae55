/** Texts that differ in case alone become equal. Full upper-casing as in event-ruler: `straße` folds to `STRASSE`. */
export function foldCase(text: string): string {
  return text.toUpperCase();
}
