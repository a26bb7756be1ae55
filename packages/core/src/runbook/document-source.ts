import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  type Alias,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import { pathText } from '../value/difference.ts';
import type { Json } from '../value/json.ts';
import { byteLength } from './byte-length.ts';
import { nestingOf } from './document-nesting.ts';
import type { DocumentProblem } from './document.ts';
import { PLAIN_NUMBER_AS_TEXT, YAML_VERSION } from './undocumented.ts';

export type Path = readonly (string | number)[];

/** Offsets in the text; `end` is after the last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A document's text as a value, and where each part of it stands. */
export interface DocumentSource {
  readonly value: Json;
  /** The place of a member's value, or of its key. A path that is not there has the place of what it would be in. */
  readonly placeOf: (path: Path, part: 'key' | 'value') => { readonly line: number; readonly column: number };
  /** Where exactly that part is written. Undefined: nowhere. */
  readonly spanOf: (path: Path, part: 'key' | 'value') => Span | undefined;
}

export type ReadSource =
  | { readonly kind: 'source'; readonly source: DocumentSource }
  | { readonly kind: 'invalid'; readonly problems: readonly DocumentProblem[] };

/** automation-documents, 1.1: larger is MaxDocumentSizeExceeded. */
const MOST_BYTES = 65_536;
const MOST_DEPTH = 100;
const MOST_NODES = 100_000;
const MOST_ALIASES = 1_000;
const MOST_PROBLEMS = 20;
const MOST_SHOWN = 200;
const TOO_DEEP = `The document is nested more than ${MOST_DEPTH} deep.`;

/** Reads YAML, or JSON where the text begins with a brace. */
export function readSource(text: string): ReadSource {
  if (text.length > MOST_BYTES || byteLength(text) > MOST_BYTES) {
    return fault('MaxDocumentSizeExceeded: a document may have 64 KB.', { line: 1, column: 1 });
  }
  const json = text.trimStart().startsWith('{');
  if (nestingOf(text, MOST_DEPTH) > MOST_DEPTH) return fault(TOO_DEEP, { line: 1, column: 1 });
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: YAML_VERSION,
    schema: 'core',
    merge: false,
    // Both cost the square of a hostile text's length. Keys are compared in the walk over the nodes.
    prettyErrors: false,
    uniqueKeys: false,
  });
  const broken = syntaxProblems(document, lines, json);
  if (broken.length > 0) return { kind: 'invalid', problems: broken };
  if (json && !isJson(text)) return fault('JSON not well-formed.', { line: 1, column: 1 });
  return readNodes(document, lines);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function syntaxProblems(document: Document, lines: LineCounter, json: boolean): DocumentProblem[] {
  // An unknown tag is only a warning to the parser, but its value would not be what was written.
  const faults = [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS);
  return faults.map(({ message, pos: [start] }) => ({
    message: `${json ? 'JSON' : 'YAML'} not well-formed. ${shown(message.split('\n')[0] ?? '')}`,
    path: '',
    ...columnOf(lines, Math.max(start, 0)),
  }));
}

const shown = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

function fault(message: string, place: { readonly line: number; readonly column: number }, path = ''): ReadSource {
  return { kind: 'invalid', problems: [{ message, path, ...place }] };
}

/** Where a part of the document is written, and the parts in it. */
interface Place {
  key?: Span;
  value?: Span;
  readonly members: Map<string | number, Place>;
}

interface Walk {
  readonly faults: { readonly path: Path; readonly part: 'key' | 'value'; readonly message: string }[];
  /** The node that each anchor last stood on. */
  readonly anchors: Map<string, Node>;
  nodes: number;
  aliases: number;
  /** How many aliases the walk is inside of. */
  expanding: number;
}

function readNodes(document: Document, lines: LineCounter): ReadSource {
  const walk: Walk = { faults: [], anchors: new Map(), nodes: 0, aliases: 0, expanding: 0 };
  const root: Place = { members: new Map() };
  const value = jsonOf(walk, document.contents, [], root);
  const placeOf: DocumentSource['placeOf'] = (path, part) => {
    const { place, depth } = nearest(root, path);
    const key = depth === path.length && part === 'key' ? place.key : undefined;
    const span = key ?? place.value;
    return span ? columnOf(lines, span.start) : { line: 1, column: 1 };
  };
  const spanOf: DocumentSource['spanOf'] = (path, part) => {
    const { place, depth } = nearest(root, path);
    return depth === path.length ? place[part] : undefined;
  };
  if (walk.faults.length > 0) {
    const problems = walk.faults.map(({ path, part, message }) => ({
      message: shown(message),
      path: shown(pathText(path)),
      ...placeOf(path, part),
    }));
    return { kind: 'invalid', problems };
  }
  return { kind: 'source', source: { value, placeOf, spanOf } };
}

/** The place of a path, or of the deepest part on the way to it that is written somewhere. */
function nearest(root: Place, path: Path): { readonly place: Place; readonly depth: number } {
  let found = { place: root, depth: 0 };
  let place: Place | undefined = root;
  for (let depth = 1; place && depth <= path.length; depth += 1) {
    place = place.members.get(path[depth - 1] ?? '');
    if (place?.value || place?.key) found = { place, depth };
  }
  return found;
}

function memberOf({ members }: Place, name: string | number): Place {
  const place = members.get(name) ?? { members: new Map<string | number, Place>() };
  members.set(name, place);
  return place;
}

function columnOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

const spanOfNode = ([start, end]: readonly [number, number, number]): Span => ({ start, end });

function jsonOf(walk: Walk, node: Node | null, path: Path, place: Place): Json {
  walk.nodes += 1;
  if (walk.nodes > MOST_NODES) return refuse(walk, path, `The document has more than ${MOST_NODES} parts.`);
  if (path.length > MOST_DEPTH) return refuse(walk, path, TOO_DEEP);
  if (node?.range) place.value ??= spanOfNode(node.range);
  if (node === null) return null;
  if (isAlias(node)) return aliasOf(walk, node, path, place);
  noteAnchor(walk, node);
  if (isMap(node)) return mapOf(walk, node, path, place);
  if (isSeq(node)) {
    return node.items.map((item, index) => jsonOf(walk, item as Node | null, [...path, index], memberOf(place, index)));
  }
  return isScalar(node) ? scalarOf(walk, node, path) : refuse(walk, path, 'Unknown kind of value.');
}

function aliasOf(walk: Walk, { source }: Alias, path: Path, place: Place): Json {
  walk.aliases += 1;
  if (walk.aliases > MOST_ALIASES) return refuse(walk, path, `The document has more than ${MOST_ALIASES} aliases.`);
  const anchored = walk.anchors.get(source);
  if (!anchored) return refuse(walk, path, `Unknown alias: ${source}`);
  walk.expanding += 1;
  const value = jsonOf(walk, anchored, path, place);
  walk.expanding -= 1;
  return value;
}

/** Anchors hold from where they are written, not from where they are repeated. */
function noteAnchor(walk: Walk, node: Node): void {
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor !== undefined && walk.expanding === 0) walk.anchors.set(anchor, node);
}

/** Such a fault ends the walk: what comes after it would only repeat it. */
function refuse(walk: Walk, path: Path, message: string): null {
  if (walk.nodes !== Infinity) walk.faults.push({ path, part: 'value', message });
  walk.nodes = Infinity;
  return null;
}

function mapOf(walk: Walk, map: YAMLMap, path: Path, place: Place): Json {
  const names = new Set<string>();
  const members = map.items.map(({ key, value }): [string, Json] => {
    const scalar = isAlias(key) ? walk.anchors.get(key.source) : key;
    if (!isScalar(scalar)) return ['', refuse(walk, path, 'A key is not plain text.')];
    if (!isAlias(key)) noteAnchor(walk, scalar);
    const name = String(scalar.source ?? scalar.value);
    const at = [...path, name];
    const member = memberOf(place, name);
    if (scalar.range) member.key = spanOfNode(scalar.range);
    if (names.has(name) && walk.faults.length < MOST_PROBLEMS) {
      walk.faults.push({ path: at, part: 'key', message: 'Duplicate key.' });
    }
    names.add(name);
    return [name, jsonOf(walk, value as Node | null, at, member)];
  });
  return Object.fromEntries(members);
}

function scalarOf(walk: Walk, node: Scalar, path: Path): Json {
  const { value, source = '', type } = node;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) return refuse(walk, path, `${source} is not a number that JSON knows.`);
      return type === Scalar.PLAIN && isNoNumber(source, value) ? source : value;
    default:
      return value === null ? null : refuse(walk, path, `${source} is not a value that JSON knows.`);
  }
}

/** Digits of which a number would lose some. */
function isNoNumber(source: string, value: number): boolean {
  return PLAIN_NUMBER_AS_TEXT.test(source) || (/^[-+]?\d+$/.test(source) && !Number.isSafeInteger(value));
}
