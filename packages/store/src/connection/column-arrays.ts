/** Rows of a statement's `unnest`: an array for each column, in the order of the columns. */
export function columnArrays<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, unknown>>[],
): unknown[][] {
  return columns.map((column) => rows.map((row) => row[column]));
}

/** `$from::text[], …`. json goes through as text: the driver would make an array of it. */
export function unnestParameters(types: readonly string[], from = 1): string {
  return types.map((type, index) => `$${from + index}::${type === 'json' ? 'text' : type}[]`).join(', ');
}
