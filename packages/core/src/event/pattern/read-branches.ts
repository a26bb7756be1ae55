import { isJsonObject, type JsonObject } from '../../value/json.ts';
import type { Leaf, LeafTest, PatternBranch, PatternNode } from './event-pattern.ts';
import { PatternRefused } from './pattern-refused.ts';
import { isRawNumber } from './raw-number.ts';
import { readLeafTest } from './read-leaf-test.ts';

/** EventBridge refuses patterns whose $or arrays multiply to more. */
const MOST_COMBINATIONS = 1_000;

/** One field with its alternatives. */
interface Condition {
  readonly path: readonly string[];
  readonly alternatives: readonly LeafTest[];
}

/** Conditions that must all hold. */
type Conjunction = readonly Condition[];

/** Where the reading stands. `combinations` is the product of the lengths of all $or arrays so far. */
interface Place {
  readonly path: readonly string[];
  readonly text: string;
  readonly total: { combinations: number };
}

/** Reads a whole pattern: every combination of the alternatives of $or is a branch. */
export function readBranches(value: unknown): PatternBranch[] {
  return readObject(value, { path: [], text: '', total: { combinations: 1 } }).map(branchOf);
}

function readObject(value: unknown, place: Place): Conjunction[] {
  if (!isObject(value)) throw new PatternRefused(place.text, 'must be a JSON object that names fields');
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  if (fields.length === 0) throw new PatternRefused(place.text, 'must name at least one field, it is an empty object');
  return fields.reduce<Conjunction[]>(
    (sofar, [name, field]) => {
      const more = name === '$or' ? readOr(field, within(place, name, [])) : readField(field, within(place, name));
      return sofar.flatMap((conjunction) => more.map((conditions) => [...conjunction, ...conditions]));
    },
    [[]],
  );
}

/** A dotted name is the same path as nesting. */
const within = (place: Place, name: string, segments: readonly string[] = name.split('.')): Place => ({
  ...place,
  path: [...place.path, ...segments],
  text: place.text === '' ? name : `${place.text}.${name}`,
});

function readOr(value: unknown, place: Place): Conjunction[] {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isObject)) {
    throw new PatternRefused(place.text, 'must be an array of two objects or more, each a pattern');
  }
  place.total.combinations *= value.length;
  if (place.total.combinations > MOST_COMBINATIONS) {
    throw new PatternRefused(place.text, `the $or arrays make more than ${MOST_COMBINATIONS} combinations`);
  }
  return value.flatMap((member, index) => readObject(member, { ...place, text: `${place.text}[${index}]` }));
}

function readField(value: unknown, place: Place): Conjunction[] {
  if (isObject(value)) return readObject(value, place);
  if (!Array.isArray(value)) {
    throw new PatternRefused(place.text, 'must be an array of values to match, or an object that names fields');
  }
  if (value.length === 0) throw new PatternRefused(place.text, 'must hold at least one value, it is an empty array');
  const alternatives = value.map((member: unknown, index) => readLeafTest(member, `${place.text}[${index}]`));
  return [[{ path: place.path, alternatives }]];
}

const isObject = (value: unknown): value is JsonObject => isJsonObject(value) && !isRawNumber(value);

/** Puts conditions on one path into one leaf. */
function branchOf(conjunction: Conjunction): PatternBranch {
  const byPath = Map.groupBy(conjunction, ({ path }) => path.join('.'));
  const leaves = [...byPath.values()].map((conditions): Leaf => {
    const tests = conditions.map(({ alternatives }) => alternatives);
    const acceptsAbsence = tests.every((alternatives) => alternatives.some(({ kind }) => kind === 'absent'));
    return { path: conditions[0]?.path ?? [], tests, acceptsAbsence };
  });
  return { leaves, root: nodeOf(leaves, 0) };
}

function nodeOf(leaves: readonly Leaf[], depth: number): PatternNode {
  const below = Map.groupBy(leaves, ({ path }) => path[depth]);
  const fields = [...below].flatMap(([name, inside]): [string, PatternNode][] =>
    name === undefined ? [] : [[name, nodeOf(inside, depth + 1)]],
  );
  return { leaf: below.get(undefined)?.[0], fields: new Map(fields) };
}
