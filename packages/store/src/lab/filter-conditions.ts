import type { JsonObject } from '@trueup/core';
import type { FilterName } from './filter-names.ts';
import { FOREIGN, WORDS } from './words.ts';

/** Numbers that a property was given, taken one after the other. */
export type Choose = <T>(from: readonly T[]) => T;
export function chooser(numbers: readonly number[]): Choose {
  let at = 0;
  return (from) => {
    const chosen = from[(numbers[at++ % numbers.length] ?? 0) % from.length];
    if (chosen === undefined) throw new Error('there is nothing to choose from');
    return chosen;
  };
}

const together = [
  ['EQUALS'],
  ['PREFIX'],
  ['EQUALS', 'PREFIX'],
  ['NOT_EQUALS'],
  ['PREFIX_NOT_EQUALS'],
  ['PREFIX', 'NOT_EQUALS'],
];
const COMPARISONS = [...together, ['PREFIX', 'PREFIX_NOT_EQUALS'], ['CONTAINS'], ['NOT_CONTAINS']];

/** Between characters, not between the halves of a surrogate pair. */
const cut = (value: string, from: number, to: number): string => [...value].slice(from, to).join('');

/** One field's conditions about what some finding says there, or nearly. */
export function conditionsOf({ kind, name }: FilterName, values: readonly unknown[], choose: Choose): JsonObject[] {
  const textual = values.filter((value) => typeof value === 'string' && value.trim() !== '') as string[];
  const near = (known: readonly string[]): string => {
    const value = choose([...known, ...WORDS]);
    const changed = choose([
      value,
      value,
      cut(value, 0, 3),
      cut(value, 1, 4),
      value.toUpperCase(),
      value.toLowerCase(),
    ]);
    return changed.trim() === '' ? value : changed;
  };
  switch (kind) {
    case 'string':
      return choose(COMPARISONS).flatMap((Comparison) =>
        choose([[1], [1, 2], [1, 2, 3]]).map(() => ({ Comparison, Value: near(textual) })),
      );
    case 'map': {
      const entries = values.flatMap((value) => Object.entries(value as Record<string, string>));
      const Comparison = choose(['EQUALS', 'NOT_EQUALS', 'CONTAINS', 'NOT_CONTAINS']);
      return choose([[1], [1, 2]]).map(() => {
        const [Key, value] = choose([...entries, ['owner', 'alpha'] as const, ['none', 'x'] as const]);
        return { Key, Value: near([value, value, value].filter((one) => one.trim() !== '')), Comparison };
      });
    }
    case 'number': {
      const number = () => choose([...(values as number[]), 0, 50, 0.5]);
      return choose([[1], [1, 2]]).map(() => ({
        [choose(['Eq', 'Gte', 'Gt'])]: number(),
        ...choose([{}, { Lte: number() }, { Lt: number() }]),
      }));
    }
    case 'date': {
      const days = { Value: choose([1, 7, 36_500]), Unit: 'DAYS', Comparison: choose(['WITHIN', 'OLDER_THAN']) };
      const [from, to] = [
        choose([...textual, '2026-06-01T00:00:00.000Z']),
        choose([...textual, '2026-06-01T00:00:00.000Z']),
      ];
      return [choose([{ DateRange: days }, { Start: from }, { End: to }, { Start: from, End: to }])];
    }
    case 'ip':
      return [
        { Cidr: choose(['10.0.0.0/8', '10.0.0.1', '0.0.0.0/0', '::/0', '::ffff:0:0/96', '2001:db8::/32', '::1']) },
      ];
    case 'boolean':
      return [{ Value: choose([true, false]) }];
    case 'keyword':
      return [{ Value: near(FOREIGN) }];
    default:
      throw new Error(`no conditions for ${name}`);
  }
}
