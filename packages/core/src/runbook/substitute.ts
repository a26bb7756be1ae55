import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import type { ValueType } from './document.ts';
import { piecesOf, type Reference } from './reference.ts';
import { textOf } from './text-of.ts';
import { INPUTS_LIMIT } from './undocumented.ts';
import { sizeOf } from './value-size.ts';

export type Resolved =
  | { readonly kind: 'value'; readonly value: Json }
  /** There is nothing to put in, such as the output of a selector that found nothing. */
  | { readonly kind: 'absent'; readonly type: ValueType }
  /** Not ours to resolve: stays as written. */
  | { readonly kind: 'text' }
  | { readonly kind: 'unresolvable'; readonly reason: string };

export type Resolve = (reference: Reference) => Resolved;

/** What becomes of a member whose whole value is an absent reference of a type other than String. */
export type WhenAbsent = 'empty-text' | 'left-out';

export type Substituted<T extends Json> =
  { readonly kind: 'resolved'; readonly value: T } | { readonly kind: 'unresolvable'; readonly reason: string };

/**
 * Puts values in place of references (automation-documents, 3.2), once: what is put in is never looked through again.
 * A text that is one reference and nothing else takes the value with its type; a list so put into a list is flattened
 * into it. Keys are left alone.
 */
export function substitute(inputs: JsonObject, resolve: Resolve, whenAbsent: WhenAbsent): Substituted<JsonObject> {
  const reasons: string[] = [];
  const value = object(inputs, { resolve, whenAbsent, reasons, characters: 0 });
  const [reason] = reasons;
  return reason === undefined ? { kind: 'resolved', value } : { kind: 'unresolvable', reason };
}

interface Pass {
  readonly resolve: Resolve;
  readonly whenAbsent: WhenAbsent;
  readonly reasons: string[];
  /** Of all that was put in so far. */
  characters: number;
}

const DROPPED = Symbol('dropped');
type Put = Json | typeof DROPPED;

function put(value: Json, pass: Pass): Put {
  if (typeof value === 'string') return text(value, pass);
  if (Array.isArray(value)) return list(value, pass);
  return isJsonObject(value) ? object(value, pass) : value;
}

function object(value: JsonObject, pass: Pass): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]): [string, Json][] => {
      const done = member === undefined ? DROPPED : put(member, pass);
      return done === DROPPED ? [] : [[key, done]];
    }),
  );
}

function list(value: readonly Json[], pass: Pass): Json[] {
  return value.flatMap((element): readonly Json[] => {
    const done = put(element, pass);
    if (done === DROPPED) return [];
    return typeof element === 'string' && Array.isArray(done) ? (done as readonly Json[]) : [done];
  });
}

function text(value: string, pass: Pass): Put {
  const pieces = piecesOf(value);
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined && typeof first !== 'string') return whole(first, pass);
  return pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(embedded(piece, pass)))).join('');
}

type Piece = { readonly written: string; readonly read: Reference };

function whole(piece: Piece, pass: Pass): Put {
  const resolved = pass.resolve(piece.read);
  if (resolved.kind === 'absent' && resolved.type !== 'String' && pass.whenAbsent === 'left-out') return DROPPED;
  return given(resolved, piece, pass);
}

function embedded(piece: Piece, pass: Pass): Json {
  return given(pass.resolve(piece.read), piece, pass);
}

function given(resolved: Resolved, piece: Piece, pass: Pass): Json {
  switch (resolved.kind) {
    case 'value':
      return weighed(resolved.value, pass);
    case 'absent':
      return '';
    case 'text':
      return piece.written;
    case 'unresolvable':
      pass.reasons.push(resolved.reason);
      return piece.written;
  }
}

/** A text may refer to one large value a thousand times. */
function weighed(value: Json, pass: Pass): Json {
  const { characters, depth } = sizeOf(value, INPUTS_LIMIT);
  pass.characters += characters;
  if (depth <= INPUTS_LIMIT.depth && pass.characters <= INPUTS_LIMIT.characters) return value;
  pass.reasons.push(
    depth > INPUTS_LIMIT.depth
      ? `What the references stand for is nested more than ${INPUTS_LIMIT.depth} deep`
      : `What the references stand for is larger than ${INPUTS_LIMIT.characters} characters`,
  );
  return '';
}
