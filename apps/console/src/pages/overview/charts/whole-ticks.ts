/** What is counted in wholes has no ticks between them. */
export const wholeTicks =
  (number: (value: number) => string) =>
  (value: number): string =>
    Number.isInteger(value) ? number(value) : '';
