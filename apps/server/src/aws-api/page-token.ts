import type { Page } from '@trueup/core';
import { InvalidPageRequest } from '@trueup/store';
import { AwsError } from './aws-error.ts';

/** What lists of one service have in common. */
export interface ListStyle {
  /** The error code of a token that is none. */
  readonly invalidToken: string;
  /** Items of a page when the caller does not say. */
  readonly limit: number;
}

const SSM: ListStyle = { invalidToken: 'InvalidNextToken', limit: 50 };

const tokenError = ({ invalidToken }: ListStyle, cause?: unknown): AwsError =>
  new AwsError(invalidToken, 'The specified token is not valid.', { cause });

/** `of` says which list a token belongs to, so that the token of another one is refused. */
function writeToken(of: string, cursor: string): string {
  return Buffer.from(JSON.stringify([of, cursor])).toString('base64url');
}

function readToken(of: string, token: string, style: ListStyle): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch (error) {
    throw tokenError(style, error);
  }
  const [list, cursor] = Array.isArray(parsed) ? (parsed as readonly unknown[]) : [];
  if (list !== of || typeof cursor !== 'string') throw tokenError(style);
  return cursor;
}

/** What a caller asks for of a list. */
export interface PageAsked {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface PageGiven<T> {
  readonly items: readonly T[];
  readonly members: { readonly NextToken?: string };
}

/** A page of a list that the store keeps. */
export async function storedPage<T>(
  of: string,
  { MaxResults, NextToken }: PageAsked,
  read: (request: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
  style = SSM,
): Promise<PageGiven<T>> {
  const cursor = NextToken === undefined ? {} : { cursor: readToken(of, NextToken, style) };
  try {
    const { items, next } = await read({ limit: MaxResults ?? style.limit, ...cursor });
    return { items, members: next === undefined ? {} : { NextToken: writeToken(of, next) } };
  } catch (error) {
    if (error instanceof InvalidPageRequest) throw tokenError(style, error);
    throw error;
  }
}

/** A page of a list in hand. */
export function listPage<T>(of: string, { MaxResults, NextToken }: PageAsked, all: readonly T[]): PageGiven<T> {
  const start = NextToken === undefined ? 0 : Number(readToken(of, NextToken, SSM));
  if (!Number.isSafeInteger(start) || start < 0) throw tokenError(SSM);
  const end = start + (MaxResults ?? SSM.limit);
  return {
    items: all.slice(start, end),
    members: end < all.length ? { NextToken: writeToken(of, String(end)) } : {},
  };
}

/** A page of a list in hand, in the order of its keys: what is made or removed meanwhile moves nothing else. */
export function keyedPage<T>(
  of: string,
  { MaxResults, NextToken }: PageAsked,
  all: readonly T[],
  keyOf: (item: T) => string,
  style: ListStyle,
): PageGiven<T> {
  const after = NextToken === undefined ? undefined : readToken(of, NextToken, style);
  const keyed = all.map((item) => ({ key: keyOf(item), item }));
  const left = keyed
    .filter(({ key }) => after === undefined || key > after)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const page = left.slice(0, MaxResults ?? style.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    members: last && page.length < left.length ? { NextToken: writeToken(of, last.key) } : {},
  };
}
