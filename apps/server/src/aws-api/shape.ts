import type { Instant, JsonObject } from '@trueup/core';

/**
 * A small language for the inputs of AWS operations, as their service model has them: types, required members, lengths,
 * ranges, patterns, enumerations.
 */
export type Shape =
  | StringShape
  | IntegerShape
  | DoubleShape
  | BooleanShape
  | TimestampShape
  | DocumentShape
  | ListShape
  | MapShape
  | StructureShape;

export interface StringShape {
  readonly kind: 'string';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: Pattern;
  readonly values?: readonly string[];
}

export interface IntegerShape {
  readonly kind: 'integer';
  readonly min?: number;
  readonly max?: number;
}

/** Any finite number. */
export interface DoubleShape {
  readonly kind: 'double';
}

/** Read as an Instant. JSON 1.1 has it in seconds since 1970, REST-JSON as text of RFC 3339. */
export interface TimestampShape {
  readonly kind: 'timestamp';
  readonly format: 'epoch-seconds' | 'rfc-3339';
}

/** A JSON object that is kept as it came: what it holds is checked elsewhere. */
export interface DocumentShape {
  readonly kind: 'document';
}

export interface BooleanShape {
  readonly kind: 'boolean';
}

export interface ListShape {
  readonly kind: 'list';
  readonly of: Shape;
  readonly min?: number;
  readonly max?: number;
}

export interface MapShape {
  readonly kind: 'map';
  readonly key: StringShape;
  readonly value: Shape;
  readonly min?: number;
  readonly max?: number;
}

export interface StructureShape {
  readonly kind: 'structure';
  readonly members: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

/** The pattern of the model, in Java's syntax, and the same for the whole of a value here. */
export interface Pattern {
  readonly text: string;
  readonly expression: RegExp;
}

function pattern(text: string): Pattern {
  const insensitive = text.startsWith('(?i)');
  const flags = `${insensitive ? 'i' : ''}${text.includes(String.raw`\p{`) ? 'u' : ''}`;
  return { text, expression: new RegExp(`^(?:${insensitive ? text.slice(4) : text})$`, flags) };
}

type Sizes = { readonly min?: number; readonly max?: number };

export const string = (
  limits: Sizes & { readonly pattern?: Pattern } = {},
): { readonly kind: 'string' } & typeof limits => ({
  kind: 'string',
  ...limits,
});
export const matching = (text: string, sizes: Sizes = {}) => string({ ...sizes, pattern: pattern(text) });
export const oneOf = <const V extends readonly string[]>(
  ...values: V
): { readonly kind: 'string'; readonly values: V } => ({
  kind: 'string',
  values,
});
export const integer = (min: number, max: number): IntegerShape => ({ kind: 'integer', min, max });
export const double: DoubleShape = { kind: 'double' };
export const epochTimestamp: TimestampShape = { kind: 'timestamp', format: 'epoch-seconds' };
export const isoTimestamp: TimestampShape = { kind: 'timestamp', format: 'rfc-3339' };
export const document: DocumentShape = { kind: 'document' };
export const boolean: BooleanShape = { kind: 'boolean' };
export const list = <S extends Shape>(of: S, sizes: Sizes = {}): { readonly kind: 'list'; readonly of: S } & Sizes => ({
  kind: 'list',
  of,
  ...sizes,
});
export const map = <S extends Shape>(
  key: StringShape,
  value: S,
  sizes: Sizes = {},
): { readonly kind: 'map'; readonly key: StringShape; readonly value: S } & Sizes => ({
  kind: 'map',
  key,
  value,
  ...sizes,
});
type Members = Readonly<Record<string, Shape>>;
interface Structure<M extends Members, R extends keyof M> {
  readonly kind: 'structure';
  readonly members: M;
  readonly required: readonly (R & string)[];
}

export function structure<M extends Members>(members: M): Structure<M, never>;
export function structure<M extends Members, const R extends keyof M & string>(
  members: M,
  required: readonly R[],
): Structure<M, R>;
export function structure(members: Members, required: readonly string[] = []): StructureShape {
  return { kind: 'structure', members, required };
}

/** What a shape's value is once it was read. */
export type Input<S> = StructureShape extends S
  ? Readonly<Record<string, unknown>>
  : S extends { readonly kind: 'string'; readonly values: readonly (infer V)[] }
    ? V
    : S extends { readonly kind: 'string' }
      ? string
      : S extends { readonly kind: 'integer' | 'double' }
        ? number
        : S extends { readonly kind: 'timestamp' }
          ? Instant
          : S extends { readonly kind: 'document' }
            ? JsonObject
            : S extends { readonly kind: 'boolean' }
              ? boolean
              : S extends { readonly kind: 'list'; readonly of: infer T }
                ? readonly Input<T>[]
                : S extends { readonly kind: 'map'; readonly value: infer T }
                  ? Readonly<Record<string, Input<T>>>
                  : S extends {
                        readonly kind: 'structure';
                        readonly members: infer M;
                        readonly required: readonly (infer R)[];
                      }
                    ? { readonly [K in keyof M & R]: Input<M[K]> } & {
                        readonly [K in Exclude<keyof M, R>]?: Input<M[K]>;
                      }
                    : never;
