import type { Json, JsonObject } from '../../../value/json.ts';
import { elementsOf } from '../elements-of.ts';
import type { Scalar } from '../event-pattern.ts';
import { memberAt } from '../member-at.ts';
import { isRawNumber } from '../raw-number.ts';
import type { PathNode } from './path-slots.ts';

/** What one event holds on the paths of the rules. */
export interface EventValues {
  /** By slot: nothing, one value, or several of an array. */
  readonly bySlot: (Scalar | Scalar[] | undefined)[];
  /** The slots that hold something. */
  readonly touched: number[];
  /** Whether an array holds several elements of which one is an object: leaves may then hold in different ones. */
  ambiguous: boolean;
  /** Whether a name with a dot was met. */
  dotted: boolean;
}

/** Reads an event in place of what was read before. */
export function readEventValues(paths: PathNode, event: JsonObject, values: EventValues): void {
  clear(values);
  readMembers(paths, event, values);
  if (!values.dotted) return;
  clear(values);
  values.dotted = true;
  readMembers(paths, event, values);
}

function clear(values: EventValues): void {
  for (const slot of values.touched) values.bySlot[slot] = undefined;
  values.touched.length = 0;
  values.ambiguous = false;
  values.dotted = false;
}

function readMembers(node: PathNode, object: JsonObject, values: EventValues): void {
  if (values.dotted) {
    for (const [name, child] of node.children) readValue(child, memberAt(object, name), values);
    return;
  }
  for (const name of Object.keys(object)) {
    const child = node.children.get(name);
    if (child !== undefined) readValue(child, object[name], values);
    else if (name.includes('.')) values.dotted = true;
  }
}

function readValue(node: PathNode, value: Json | undefined, values: EventValues): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null) {
    if (node.slot >= 0) put(node.slot, value, values);
  } else if (isArray(value)) {
    readArray(node, elementsOf(value), values);
  } else if (isRawNumber(value)) {
    if (node.slot >= 0) put(node.slot, value, values);
  } else if (node.children.size > 0) {
    readMembers(node, value, values);
  }
}

function readArray(node: PathNode, elements: readonly Json[], values: EventValues): void {
  if (elements.length > 1 && node.children.size > 0 && !values.ambiguous) {
    values.ambiguous = elements.some((element) => typeof element === 'object' && element !== null);
  }
  for (const element of elements) readValue(node, element, values);
}

function put(slot: number, value: Scalar, { bySlot, touched }: EventValues): void {
  const present = bySlot[slot];
  if (present === undefined) {
    bySlot[slot] = value;
    touched.push(slot);
  } else if (Array.isArray(present)) {
    present.push(value);
  } else {
    bySlot[slot] = [present, value];
  }
}

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);
