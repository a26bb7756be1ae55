import type { Page } from '@trueup/core';
import { InvalidPageRequest } from '@trueup/store';
import { AwsError } from './aws-error.ts';

const invalidToken = (cause?: unknown): AwsError =>
  new AwsError('InvalidNextToken', 'The specified token is not valid.', { cause });

/** `of` says which list a token belongs to, so that the token of another one is refused. */
function writeToken(of: string, cursor: string): string {
  return Buffer.from(JSON.stringify([of, cursor])).toString('base64url');
}

function readToken(of: string, token: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch (error) {
    throw invalidToken(error);
  }
  const [list, cursor] = Array.isArray(parsed) ? (parsed as readonly unknown[]) : [];
  if (list !== of || typeof cursor !== 'string') throw invalidToken();
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

const MOST_RESULTS = 50;

/** A page of a list that the store keeps. */
export async function storedPage<T>(
  of: string,
  { MaxResults = MOST_RESULTS, NextToken }: PageAsked,
  read: (request: { readonly limit: number; readonly cursor?: string }) => Promise<Page<T>>,
): Promise<PageGiven<T>> {
  const cursor = NextToken === undefined ? {} : { cursor: readToken(of, NextToken) };
  try {
    const { items, next } = await read({ limit: MaxResults, ...cursor });
    return { items, members: next === undefined ? {} : { NextToken: writeToken(of, next) } };
  } catch (error) {
    if (error instanceof InvalidPageRequest) throw invalidToken(error);
    throw error;
  }
}

/** A page of a list in hand. */
export function listPage<T>(
  of: string,
  { MaxResults = MOST_RESULTS, NextToken }: PageAsked,
  all: readonly T[],
): PageGiven<T> {
  const start = NextToken === undefined ? 0 : Number(readToken(of, NextToken));
  if (!Number.isSafeInteger(start) || start < 0) throw invalidToken();
  const end = start + MaxResults;
  return {
    items: all.slice(start, end),
    members: end < all.length ? { NextToken: writeToken(of, String(end)) } : {},
  };
}
