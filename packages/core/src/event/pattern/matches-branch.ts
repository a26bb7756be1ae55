import type { Json, JsonObject } from '../../value/json.ts';
import { elementsOf, type Element } from './elements-of.ts';
import type { Leaf, PatternBranch, PatternNode, Scalar } from './event-pattern.ts';
import { leafHolds } from './leaf-holds.ts';
import type { MemberAt } from './member-at.ts';
import { isRawNumber } from './raw-number.ts';

/** `absent`: everything asked for is `{"exists": false}`, and nothing is there. */
type Outcome = 'holds' | 'absent' | 'differs';

const NOTHING: JsonObject = {};

/**
 * Whether all leaves hold. Fields below an array of objects must hold in one element. A field that must be absent is
 * looked for in the element where its siblings hold; if all siblings must be absent too, in every element.
 */
export function matchesBranch(branch: PatternBranch, event: JsonObject, memberAt: MemberAt): boolean {
  return fieldsOutcome(branch.root, event, memberAt) !== 'differs';
}

function fieldsOutcome(node: PatternNode, object: JsonObject, memberAt: MemberAt): Outcome {
  let outcome: Outcome = 'absent';
  for (const [name, field] of node.fields) {
    outcome = both(outcome, nodeOutcome(field, memberAt(object, name), memberAt));
    if (outcome === 'differs') return outcome;
  }
  return outcome;
}

function nodeOutcome(node: PatternNode, value: Json | undefined, memberAt: MemberAt): Outcome {
  const elements: readonly Element[] = isArray(value) ? elementsOf(value) : value === undefined ? [] : [value];
  const atLeaf = node.leaf === undefined ? 'absent' : leafOutcome(node.leaf, elements.filter(isScalar));
  if (atLeaf === 'differs' || node.fields.size === 0) return atLeaf;
  const objects = elements.filter(isObject);
  return both(atLeaf, objectsOutcome(node, objects.length === 0 ? [NOTHING] : objects, memberAt));
}

function leafOutcome(leaf: Leaf, values: readonly Scalar[]): Outcome {
  if (values.some((value) => leafHolds(leaf, value))) return 'holds';
  return leaf.acceptsAbsence && values.length === 0 ? 'absent' : 'differs';
}

function objectsOutcome(node: PatternNode, objects: readonly JsonObject[], memberAt: MemberAt): Outcome {
  let outcome: Outcome = 'absent';
  for (const object of objects) {
    const here = fieldsOutcome(node, object, memberAt);
    if (here === 'holds') return here;
    if (here === 'differs') outcome = here;
  }
  return outcome;
}

function both(one: Outcome, other: Outcome): Outcome {
  if (one === 'differs' || other === 'differs') return 'differs';
  return one === 'holds' ? one : other;
}

const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isScalar = (element: Element): element is Scalar & Element =>
  typeof element !== 'object' || element === null || isRawNumber(element);
const isObject = (element: Element): element is JsonObject => !isScalar(element);
