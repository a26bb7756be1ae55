import { isJsonObject, type JsonObject } from '../../value/json.ts';
import { addressBits } from './address-bits.ts';
import type { LeafTest, Scalar } from './event-pattern.ts';
import { foldCase } from './fold-case.ts';
import { PatternRefused } from './pattern-refused.ts';
import { isRawNumber } from './raw-number.ts';
import { readNumericTest } from './read-numeric-test.ts';
import { readWildcard } from './read-wildcard.ts';

type ReadOperand = (operand: unknown, place: string) => LeafTest;

const OPERATORS: ReadonlyMap<string, ReadOperand> = new Map<string, ReadOperand>([
  ['prefix', (operand, place) => readAffix('prefix', operand, place)],
  ['suffix', (operand, place) => readAffix('suffix', operand, place)],
  ['equals-ignore-case', readIgnoreCase],
  ['anything-but', readAnythingBut],
  ['numeric', readNumericTest],
  ['exists', readExists],
  ['cidr', readBlock],
  ['wildcard', (operand, place) => ({ kind: 'wildcard', pieces: readWildcard(textOf(operand, place), place) })],
]);

/** Operators that anything-but takes in the place of values. */
const EXCLUSIONS: ReadonlyMap<string, (operand: string, place: string) => LeafTest> = new Map<
  string,
  (operand: string, place: string) => LeafTest
>([
  ['prefix', (operand, place) => ({ kind: 'prefix', text: notEmpty(operand, place), ignoreCase: false })],
  ['suffix', (operand, place) => ({ kind: 'suffix', text: notEmpty(operand, place), ignoreCase: false })],
  ['equals-ignore-case', readIgnoreCase],
  ['wildcard', (operand, place) => ({ kind: 'wildcard', pieces: readWildcard(operand, place) })],
]);

/** Reads one alternative of a field. `place` is where it stands, for the reason of a refusal. */
export function readLeafTest(value: unknown, place: string): LeafTest {
  if (isScalar(value)) return { kind: 'equals', value };
  if (!isJsonObject(value)) {
    throw new PatternRefused(place, 'must be a string, a number, true, false, null or an object with one operator');
  }
  const [name, operand] = onlyMember(value, place, OPERATORS);
  return (OPERATORS.get(name) ?? refuse)(operand, `${place}.${name}`);
}

function isScalar(value: unknown): value is Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  return isNumber(value);
}

const isNumber = (value: unknown): value is Scalar =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'object' && value !== null && isRawNumber(value);

function onlyMember(object: JsonObject, place: string, accepted: ReadonlyMap<string, unknown>): [string, unknown] {
  const names = `one of ${[...accepted.keys()].join(', ')}`;
  const [member, another] = Object.entries(object);
  if (member === undefined || another !== undefined) {
    throw new PatternRefused(place, `must hold exactly one operator: ${names}`);
  }
  if (!accepted.has(member[0])) throw new PatternRefused(place, `"${member[0]}" is not an operator here, use ${names}`);
  return member;
}

function refuse(_operand: unknown, place: string): never {
  throw new PatternRefused(place, 'is not known');
}

function textOf(operand: unknown, place: string): string {
  if (typeof operand !== 'string') throw new PatternRefused(place, 'must be one string');
  return operand;
}

function notEmpty(operand: string, place: string): string {
  if (operand === '') throw new PatternRefused(place, 'must not be an empty string');
  return operand;
}

function readAffix(kind: 'prefix' | 'suffix', operand: unknown, place: string): LeafTest {
  if (typeof operand === 'string') return { kind, text: operand, ignoreCase: false };
  const folded = isJsonObject(operand) && Object.keys(operand).length === 1 ? operand['equals-ignore-case'] : undefined;
  if (typeof folded !== 'string') {
    throw new PatternRefused(place, 'must be one string, or {"equals-ignore-case": string}');
  }
  return { kind, text: foldCase(folded), ignoreCase: true };
}

function readIgnoreCase(operand: unknown, place: string): LeafTest {
  return { kind: 'equals-ignore-case', folded: foldCase(textOf(operand, place)) };
}

function readExists(operand: unknown, place: string): LeafTest {
  if (typeof operand !== 'boolean') throw new PatternRefused(place, 'must be true or false');
  return { kind: operand ? 'exists' : 'absent' };
}

function readAnythingBut(operand: unknown, place: string): LeafTest {
  if (isJsonObject(operand) && !isRawNumber(operand)) {
    const [name, excluded] = onlyMember(operand, place, EXCLUSIONS);
    const inside = `${place}.${name}`;
    const read = EXCLUSIONS.get(name) ?? refuse;
    const texts = listOf(excluded, inside).map((text) => read(textOf(text, inside), inside));
    return { kind: 'anything-but', excluded: texts };
  }
  const values = listOf(operand, place);
  if (values.every((value) => typeof value === 'string') || values.every(isNumber)) {
    return { kind: 'anything-but', excluded: values.map((value) => ({ kind: 'equals', value })) };
  }
  throw new PatternRefused(
    place,
    `must be a string, a number, a list of strings, a list of numbers or one of ${[...EXCLUSIONS.keys()].join(', ')}`,
  );
}

function listOf(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) return [value];
  if (value.length === 0) throw new PatternRefused(place, 'must not be an empty list');
  return value as readonly unknown[];
}

/** Bits of the address after the mask are ignored. */
function readBlock(operand: unknown, place: string): LeafTest {
  const [address = '', mask = '', more] = textOf(operand, place).split('/');
  const bits = addressBits(address);
  const most = bits?.startsWith('6') ? 127 : 32;
  if (bits === undefined || more !== undefined || !/^\d{1,3}$/.test(mask) || Number(mask) > most) {
    throw new PatternRefused(
      place,
      'must be a block of addresses such as "10.0.0.0/24" (mask 0 to 32) or "2001:db8::/32" (mask 0 to 127)',
    );
  }
  return { kind: 'cidr', bits: bits.slice(0, 1 + Number(mask)) };
}
