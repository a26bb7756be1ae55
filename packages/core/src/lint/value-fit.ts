import type { Json } from '../value/json.ts';
import type { ApiShape } from './api-model.ts';

/** How a value goes into a member: as it is, by this engine's conversion only, or not at all. */
export type Fit = 'fits' | 'converted' | 'wrong';

/** What is known of a value before the step runs: it is written there, or the type of its reference is declared. */
export type Sort = 'text' | 'number' | 'boolean' | 'map' | 'list';

type Scalar = Exclude<ApiShape['kind'], 'structure' | 'list' | 'map' | 'any'>;

const SCALARS: Readonly<Record<Exclude<Sort, 'list'>, Readonly<Record<Scalar, Fit>>>> = {
  text: { text: 'fits', number: 'converted', boolean: 'converted', instant: 'fits', bytes: 'fits' },
  number: { text: 'converted', number: 'fits', boolean: 'wrong', instant: 'fits', bytes: 'wrong' },
  boolean: { text: 'converted', number: 'wrong', boolean: 'fits', instant: 'wrong', bytes: 'wrong' },
  map: { text: 'converted', number: 'wrong', boolean: 'wrong', instant: 'wrong', bytes: 'converted' },
};

export function fitOf(sort: Sort, shape: ApiShape): Fit {
  switch (shape.kind) {
    case 'any':
      return 'fits';
    case 'structure':
    case 'map':
      return sort === 'map' ? 'fits' : 'wrong';
    case 'list':
      // A single value becomes a list of one.
      return sort === 'list' ? 'fits' : lesser('converted', fitOf(sort, shape.element()));
    case 'text':
    case 'number':
    case 'boolean':
    case 'instant':
    case 'bytes':
      if (sort !== 'list') return SCALARS[sort][shape.kind];
      return shape.kind === 'text' || shape.kind === 'bytes' ? 'converted' : 'wrong';
  }
}

const ORDER: readonly Fit[] = ['fits', 'converted', 'wrong'];
const lesser = (one: Fit, other: Fit): Fit => (ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other);

/** Whether this very text can be converted. */
export function textConverts(text: string, kind: ApiShape['kind']): boolean {
  switch (kind) {
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text));
    case 'boolean':
      return /^(?:true|false)$/i.test(text);
    case 'instant':
      return /^\d{1,11}(?:\.\d+)?$/.test(text) || !Number.isNaN(Date.parse(text));
    default:
      return true;
  }
}

export function sortOf(value: Exclude<Json, null>): Sort {
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return Array.isArray(value) ? 'list' : 'map';
  }
}

/** What a reference of a declared type stands for, and for a list its elements. */
export function sortOfType(type: string): { readonly sort: Sort; readonly element?: Sort } | undefined {
  switch (type) {
    case 'String':
      return { sort: 'text' };
    case 'Integer':
      return { sort: 'number' };
    case 'Boolean':
      return { sort: 'boolean' };
    case 'StringMap':
      return { sort: 'map' };
    case 'StringList':
      return { sort: 'list', element: 'text' };
    case 'MapList':
      return { sort: 'list', element: 'map' };
    default:
      return undefined;
  }
}

export function shapeText(shape: ApiShape): string {
  switch (shape.kind) {
    case 'structure':
      return 'a map';
    case 'map':
      return 'a map';
    case 'list':
      return 'a list';
    case 'text':
      return 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'instant':
      return 'an instant (ISO 8601, or seconds since 1970)';
    case 'bytes':
      return 'a text of bytes';
    case 'any':
      return 'any value';
  }
}
