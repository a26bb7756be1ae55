import type { NumericTest } from './event-pattern.ts';
import { PatternRefused } from './pattern-refused.ts';

const FORM =
  'must be one comparison such as ["=", 5] or [">=", 0], or a lower and then a greater upper bound such as [">", 0, "<=", 5]';

const UNBOUNDED: NumericTest = {
  kind: 'numeric',
  low: -Infinity,
  lowIncluded: true,
  high: Infinity,
  highIncluded: true,
};

/** Reads the operand of `numeric`. Numbers that a double cannot hold are refused. */
export function readNumericTest(operand: unknown, place: string): NumericTest {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  if (parts.length !== 2 && parts.length !== 4) throw new PatternRefused(place, FORM);
  const [first, second] = [
    boundOf(parts[0], parts[1], place),
    parts.length === 4 && boundOf(parts[2], parts[3], place),
  ];
  if (!second) return { ...UNBOUNDED, ...first };
  const range = { ...UNBOUNDED, ...first, ...second };
  const isRange = first.low !== undefined && first.high === undefined && second.low === undefined;
  if (!isRange || range.low >= range.high) throw new PatternRefused(place, FORM);
  return range;
}

type Bound = Partial<Omit<NumericTest, 'kind'>>;

function boundOf(operator: unknown, value: unknown, place: string): Bound {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new PatternRefused(place, `${FORM}; each number one that a double holds`);
  }
  switch (operator) {
    case '=':
      return { low: value, high: value };
    case '>':
      return { low: value, lowIncluded: false };
    case '>=':
      return { low: value, lowIncluded: true };
    case '<':
      return { high: value, highIncluded: false };
    case '<=':
      return { high: value, highIncluded: true };
    default:
      throw new PatternRefused(place, `${FORM}; the comparisons are =, >, >=, < and <=`);
  }
}
