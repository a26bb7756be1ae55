import { unreachable } from '../../value/unreachable.ts';
import { addressBits } from './address-bits.ts';
import type { LeafTest, NumericTest, Scalar } from './event-pattern.ts';
import { foldCase } from './fold-case.ts';
import { wildcardMatches } from './wildcard-matches.ts';

/** Whether a value that is there passes a test. */
export function testHolds(test: LeafTest, value: Scalar): boolean {
  switch (test.kind) {
    case 'equals':
      return value === test.value || sameText(value, test.value);
    case 'equals-ignore-case':
      return typeof value === 'string' && foldCase(value) === test.folded;
    case 'prefix':
      return typeof value === 'string' && (test.ignoreCase ? foldCase(value) : value).startsWith(test.text);
    case 'suffix':
      return typeof value === 'string' && (test.ignoreCase ? foldCase(value) : value).endsWith(test.text);
    case 'wildcard':
      return typeof value === 'string' && wildcardMatches(test.pieces, value);
    case 'numeric':
      return typeof value === 'number' && Number.isFinite(value) && inRange(test, value);
    case 'cidr':
      return typeof value === 'string' && (addressBits(value)?.startsWith(test.bits) ?? false);
    case 'exists':
      return true;
    case 'absent':
      return false;
    case 'anything-but':
      return !test.excluded.some((excluded) => testHolds(excluded, value));
    default:
      return unreachable(test);
  }
}

/** Numbers that no double holds are equal where their texts are. */
function sameText(one: Scalar, other: Scalar): boolean {
  return isRaw(one) && isRaw(other) && one.rawJSON === other.rawJSON;
}

const isRaw = (value: Scalar): value is Exclude<Scalar, null | boolean | number | string> =>
  typeof value === 'object' && value !== null;

function inRange({ low, lowIncluded, high, highIncluded }: NumericTest, value: number): boolean {
  return (lowIncluded ? value >= low : value > low) && (highIncluded ? value <= high : value < high);
}
