import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import { pathText } from '../value/difference.ts';
import type { Json } from '../value/json.ts';
import { byteLength } from './byte-length.ts';
import type { DocumentProblem } from './document.ts';
import { PLAIN_NUMBER_AS_TEXT, YAML_VERSION } from './undocumented.ts';

export type Path = readonly (string | number)[];

/** A document's text as a value, and where each part of it stands. */
export interface DocumentSource {
  readonly value: Json;
  /** The place of a member's value, or of its key. A path that is not there has the place of what it would be in. */
  readonly placeOf: (path: Path, part: 'key' | 'value') => { readonly line: number; readonly column: number };
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

/** Reads YAML, or JSON where the text begins with a brace. */
export function readSource(text: string): ReadSource {
  if (text.length > MOST_BYTES || byteLength(text) > MOST_BYTES) {
    return fault('MaxDocumentSizeExceeded: a document may have 64 KB.', { line: 1, column: 1 });
  }
  const json = text.trimStart().startsWith('{');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: YAML_VERSION, schema: 'core', merge: false });
  const broken = syntaxProblems(document, json);
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

function syntaxProblems(document: Document, json: boolean): DocumentProblem[] {
  // An unknown tag is only a warning to the parser, but its value would not be what was written.
  const faults = [...document.errors, ...document.warnings].slice(0, MOST_PROBLEMS);
  return faults.map((error) => ({
    message:
      error.code === 'DUPLICATE_KEY'
        ? 'Duplicate key.'
        : `${json ? 'JSON' : 'YAML'} not well-formed. ${(error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')}`,
    path: '',
    line: error.linePos?.[0].line ?? 1,
    column: error.linePos?.[0].col ?? 1,
  }));
}

function fault(message: string, place: { readonly line: number; readonly column: number }, path = ''): ReadSource {
  return { kind: 'invalid', problems: [{ message, path, ...place }] };
}

interface Walk {
  readonly document: Document;
  /** Offsets by path. */
  readonly keys: Map<string, number>;
  readonly values: Map<string, number>;
  readonly faults: { readonly path: Path; readonly message: string }[];
  nodes: number;
  aliases: number;
}

function readNodes(document: Document, lines: LineCounter): ReadSource {
  const walk: Walk = { document, keys: new Map(), values: new Map(), faults: [], nodes: 0, aliases: 0 };
  const value = jsonOf(walk, document.contents, []);
  const placeOf: DocumentSource['placeOf'] = (path, part) => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const name = pathText(path.slice(0, depth));
      const key = depth === path.length && part === 'key' ? walk.keys.get(name) : undefined;
      const offset = key ?? walk.values.get(name);
      if (offset !== undefined) return columnOf(lines, offset);
    }
    return { line: 1, column: 1 };
  };
  const [first] = walk.faults;
  if (first) return fault(first.message, placeOf(first.path, 'value'), pathText(first.path));
  return { kind: 'source', source: { value, placeOf } };
}

function columnOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function jsonOf(walk: Walk, node: Node | null, path: Path): Json {
  walk.nodes += 1;
  if (walk.nodes > MOST_NODES) return refuse(walk, path, `The document has more than ${MOST_NODES} parts.`);
  if (path.length > MOST_DEPTH) return refuse(walk, path, `The document is nested more than ${MOST_DEPTH} deep.`);
  if (node?.range && !walk.values.has(pathText(path))) walk.values.set(pathText(path), node.range[0]);
  if (node === null) return null;
  if (isAlias(node)) {
    walk.aliases += 1;
    if (walk.aliases > MOST_ALIASES) return refuse(walk, path, `The document has more than ${MOST_ALIASES} aliases.`);
    const anchored = node.resolve(walk.document);
    return anchored ? jsonOf(walk, anchored, path) : refuse(walk, path, `Unknown alias: ${node.source}`);
  }
  if (isMap(node)) return mapOf(walk, node, path);
  if (isSeq(node)) return node.items.map((item, index) => jsonOf(walk, item as Node | null, [...path, index]));
  return isScalar(node) ? scalarOf(walk, node, path) : refuse(walk, path, 'Unknown kind of value.');
}

/** The first fault ends the walk: what comes after it would only repeat it. */
function refuse(walk: Walk, path: Path, message: string): null {
  if (walk.faults.length === 0) walk.faults.push({ path, message });
  walk.nodes = Infinity;
  return null;
}

function mapOf(walk: Walk, map: YAMLMap, path: Path): Json {
  const members = map.items.map(({ key, value }): [string, Json] => {
    const scalar = isAlias(key) ? key.resolve(walk.document) : key;
    if (!isScalar(scalar)) return ['', refuse(walk, path, 'A key is not plain text.')];
    const name = String(scalar.source ?? scalar.value);
    const at = [...path, name];
    if (scalar.range) walk.keys.set(pathText(at), scalar.range[0]);
    return [name, jsonOf(walk, value as Node | null, at)];
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
