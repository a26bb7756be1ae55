import { isJsonObject, type Json } from '../../value/json.ts';
import { ASFF_ENUMS, ASFF_SHAPES } from './generated/asff-shapes.ts';
import { type MapLimits, readTextMap } from './read-text-map.ts';
import {
  below,
  type Bounds,
  readBoolean,
  readEnum,
  readInteger,
  readList,
  readNumber,
  readText,
  readTimestamp,
  type ReadValue,
  refuse,
  REFUSED,
} from './read-value.ts';

/** Shapes by name, and in each the members by name, in the language of ASFF_SHAPES. */
type Shapes = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Members {
  readonly read: ReadonlyMap<string, ReadValue>;
  readonly required: readonly string[];
}

/** AWS's limits on tags; a tag without a value is common, though ASFF's model says that no text is blank. */
const TAG_LIMITS: MapLimits = { pairs: 50, keyCharacters: 128, valueCharacters: 256, blankValues: true };

/**
 * Reads objects of one shape, its members in the order in which they came. What the shape has not is dropped without a
 * word at every depth, as AWS does; null is absent. Compiled at the first use, since few of the shapes are ever seen.
 */
export function readShape(name: string, shapes: Shapes = ASFF_SHAPES): ReadValue {
  let members: Members | undefined;
  return (value, fault) => {
    if (!isJsonObject(value)) return refuse(fault, 'must be an object');
    members ??= compile(shapes[name] ?? {}, shapes);
    const kept: Record<string, Json> = {};
    for (const member of Object.keys(value)) {
      const read = members.read.get(member);
      const given = value[member];
      if (read === undefined || given === null || given === undefined) continue;
      const one = read(given, fault);
      if (one === REFUSED) return below(fault, `.${member}`);
      kept[member] = one;
    }
    const missing = members.required.find((member) => kept[member] === undefined);
    if (missing === undefined) return kept;
    refuse(fault, 'is required');
    return below(fault, `.${missing}`);
  };
}

function compile(shape: Readonly<Record<string, string>>, shapes: Shapes): Members {
  const members = Object.entries(shape);
  return {
    read: new Map(members.map(([name, type]) => [name, readerOf(type.replace(/^!/, ''), shapes)])),
    required: members.filter(([, type]) => type.startsWith('!')).map(([name]) => name),
  };
}

function readerOf(type: string, shapes: Shapes): ReadValue {
  if (type.startsWith('{')) return readShape(type.slice(1), shapes);
  const [, limits, item] = /^\[([\d.]*)\](.+)$/.exec(type) ?? [];
  if (item !== undefined) return readList(readerOf(item, shapes), boundsOf(limits));
  const [kind, detail] = type.split(' ');
  switch (kind) {
    case 'text':
      return readText(boundsOf(detail));
    case 'timestamp':
      return readTimestamp;
    case 'integer':
      return readInteger(boundsOf(detail));
    case 'number':
      return readNumber;
    case 'boolean':
      return readBoolean;
    case 'enum':
      return readEnum(ASFF_ENUMS[detail ?? ''] ?? []);
    case 'tags':
      return readTextMap(TAG_LIMITS);
    default:
      return readTextMap(limitsOf(detail));
  }
}

function boundsOf(range = ''): Bounds {
  const [least = '', most = ''] = range.split('..');
  return { ...(least === '' ? {} : { least: Number(least) }), ...(most === '' ? {} : { most: Number(most) }) };
}

function limitsOf(limits: string | undefined): MapLimits {
  const [pairs = Infinity, keyCharacters = Infinity, valueCharacters = Infinity] = limits?.split(',').map(Number) ?? [];
  return { pairs, keyCharacters, valueCharacters, blankValues: false };
}
