import type { Page, PageRequest } from '@trueup/core';

const DEFAULT_LIMIT = 100;
const LARGEST_LIMIT = 1000;

/** A page request that no caller could mean: a foreign or damaged cursor, or a limit out of range. */
export class InvalidPageRequest extends Error {
  override readonly name = 'InvalidPageRequest';
}

type Key = string | number;

/** A parsed page request: how many rows, and the sort key of the row after which they start. */
export interface PageStart {
  readonly limit: number;
  readonly after?: readonly Key[];
}

/** `list` names the list, so that a cursor of another one is refused; `shape` are the types of its sort key. */
export function pageStart(
  request: PageRequest,
  list: string,
  shape: readonly ('string' | 'number' | 'instant')[],
): PageStart {
  const limit = request.limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    throw new InvalidPageRequest(`limit ${limit} is not an integer from 1 to ${LARGEST_LIMIT}`);
  }
  if (request.cursor === undefined) return { limit };
  const [name, ...after] = parseCursor(request.cursor);
  const fits = name === list && after.length === shape.length && after.every((key, at) => isA(shape[at], key));
  if (!fits) throw new InvalidPageRequest(`the cursor is not one that the list of ${list} gave`);
  return { limit, after };
}

/** `rows` holds one row more than the page when there is a next page. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  start: PageStart,
  list: string,
  read: (row: Row) => { readonly item: T; readonly key: readonly Key[] },
): Page<T> {
  const entries = rows.slice(0, start.limit).map(read);
  const last = entries.at(-1);
  const items = entries.map(({ item }) => item);
  if (rows.length <= start.limit || !last) return { items };
  return { items, next: Buffer.from(JSON.stringify([list, ...last.key])).toString('base64url') };
}

function parseCursor(cursor: string): Key[] {
  const damaged = new InvalidPageRequest('the cursor is damaged: give one back as it was received');
  if (!/^[\w-]+$/.test(cursor)) throw damaged;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw damaged;
  }
  const isKey = (part: unknown): part is Key => typeof part === 'string' || typeof part === 'number';
  if (!Array.isArray(value) || !value.every(isKey)) throw damaged;
  return value;
}

function isA(type: 'string' | 'number' | 'instant' | undefined, key: Key): boolean {
  if (type === 'number') return Number.isSafeInteger(key);
  // A text with a NUL is no text to PostgreSQL.
  if (typeof key !== 'string' || key.includes('\0')) return false;
  return type === 'string' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(key);
}
