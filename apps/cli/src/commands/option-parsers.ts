import { InvalidArgumentError } from 'commander';

/** For an option that may be given several times. */
export function several(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

export function severalUpperCase(value: string, before: readonly string[] | undefined): string[] {
  return several(value.toUpperCase(), before);
}

export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number)) throw new InvalidArgumentError('expected a whole number.');
  return number;
}

export function positiveNumber(value: string): number {
  const number = wholeNumber(value);
  if (number === 0) throw new InvalidArgumentError('expected at least 1.');
  return number;
}
