import { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { Json } from '../value/json.ts';
import type { PolicyFileText } from './policy-file-text.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { pathText } from '../value/difference.ts';
import { MOST_EXCEPTIONS } from './exception.ts';

/** Lists, maps and entries of block lists in one file: three for each of the most exceptions, and plenty beside. */
const MOST_PARTS = 60_000;
/** Colons and commas: 25 for each of the most exceptions. */
const MOST_MEMBERS = 250_000;
const DEEPEST = 40;

/** A file that is plain data: maps with text keys, lists and scalars, each said where it stands. */
export interface PolicyDocument {
  readonly name: string;
  readonly value: Json | undefined;
  /** Of the node at a path, or the nearest above it; with `key`, of the key in its map. */
  placeOf(path: readonly (string | number)[], key?: string): { readonly line: number; readonly column: number };
}

export type ReadDocument =
  | { readonly kind: 'document'; readonly document: PolicyDocument }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] };

/** Reads YAML that came from anyone: whatever could name itself, grow, or reach a prototype is refused. */
export function readPolicyDocument({ name, text }: PolicyFileText): ReadDocument {
  const lines = new LineCounter();
  const at = (offset: number, message: string, path: readonly (string | number)[] = []): PolicyProblem => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line: Math.max(line, 1), column: Math.max(col, 1), path: pathText(path), message };
  };
  const invalid = (problems: readonly PolicyProblem[]): ReadDocument => ({ kind: 'invalid', problems });
  const size = oversize(text);
  if (size !== undefined) return invalid([{ file: name, line: 1, column: 1, path: '', message: size }]);
  // Unique keys are checked below: the parser compares each with all others.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return invalid(faults.map(({ pos, message }) => at(pos[0], firstLine(message))));
  const problems: PolicyProblem[] = [];
  const value = plainValue(document.contents, [], (node, path, message) => {
    problems.push(at(node?.range?.[0] ?? 0, message, path));
  });
  if (problems.length > 0) return invalid(problems);
  return { kind: 'document', document: { name, value, placeOf: placesOf(document, lines) } };
}

/** Looks at the tokens alone, which costs little, before anything is built of them. */
function oversize(text: string): string | undefined {
  const seen = { parts: 0, members: 0, depth: 0, onLine: 0 };
  let afterScalarMark = false;
  for (const token of new Lexer().lex(text)) {
    if (!afterScalarMark) count(token, seen);
    // The lexer puts U+001F before each scalar.
    afterScalarMark = token === '\u001F';
    if (seen.depth > DEEPEST || seen.onLine > DEEPEST) return `is nested more than ${DEEPEST} levels deep`;
    if (seen.parts > MOST_PARTS || seen.members > MOST_MEMBERS) {
      return `has more lists, maps and members than a policy with ${MOST_EXCEPTIONS} exceptions, which are the most it takes`;
    }
  }
  return undefined;
}

function count(token: string, seen: { parts: number; members: number; depth: number; onLine: number }): void {
  if (token === '[' || token === '{') {
    seen.parts += 1;
    seen.depth += 1;
  } else if (token === ']' || token === '}') seen.depth -= 1;
  else if (token === '-' || token === '?') {
    seen.parts += 1;
    seen.onLine += 1;
  } else if (token === ',' || token === ':') seen.members += 1;
  else if (token === '\n') seen.onLine = 0;
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

type Tell = (node: Node | null | undefined, path: readonly (string | number)[], message: string) => void;

function plainValue(node: Node | null, path: readonly (string | number)[], tell: Tell): Json | undefined {
  if (node === null) return undefined;
  if (isAlias(node) || ('anchor' in node && node.anchor !== undefined)) {
    tell(node, path, 'anchors and aliases (& and *) are not taken here: write it out');
    return undefined;
  }
  if (path.length > DEEPEST) {
    tell(node, path.slice(0, 3), `is nested more than ${DEEPEST} levels deep`);
    return undefined;
  }
  if (isMap(node)) return plainMap(node.items, path, tell);
  if (isSeq(node)) return node.items.map((item, index) => plainValue(item as Node, [...path, index], tell) ?? null);
  if (isScalar(node)) return plainScalar(node, node.value, path, tell);
  tell(node, path, 'is neither a map, a list nor a scalar');
  return undefined;
}

function plainScalar(node: Node, value: unknown, path: readonly (string | number)[], tell: Tell): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  tell(node, path, 'must be a text, a number, true, false or null');
  return null;
}

function plainMap(
  items: readonly { readonly key: unknown; readonly value: unknown }[],
  path: readonly (string | number)[],
  tell: Tell,
): Json {
  const members = new Map<string, Json | undefined>();
  for (const { key, value } of items) {
    const node = key as Node | null;
    const name = isScalar(node) ? node.value : undefined;
    if (typeof name !== 'string' || isAnchored(node)) {
      tell(node, path, 'a key must be a plain text: put it in quotes');
    } else if (name === '__proto__') {
      tell(node, path, "the key '__proto__' is not taken");
    } else if (members.has(name)) {
      tell(node, [...path, name], 'Map keys must be unique');
    } else {
      members.set(name, plainValue(value as Node | null, [...path, name], tell));
    }
  }
  return Object.fromEntries(members);
}

const isAnchored = (node: Node | null): boolean => node !== null && 'anchor' in node && node.anchor !== undefined;

function placesOf(document: Document, lines: LineCounter): PolicyDocument['placeOf'] {
  return (path, key) => {
    const nodes = [document.contents, ...path.map((_, depth) => document.getIn(path.slice(0, depth + 1), true))];
    const parent = nodes.findLast((node) => node !== undefined && node !== null);
    const pair = key !== undefined && isMap(parent) ? parent.items.find((item) => nameOf(item.key) === key) : undefined;
    const offset = rangeOf(pair?.key) ?? rangeOf(parent) ?? 0;
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
}

const nameOf = (key: unknown): unknown => (isScalar(key) ? key.value : undefined);

function rangeOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  return (node.range as readonly [number] | null | undefined)?.[0];
}
