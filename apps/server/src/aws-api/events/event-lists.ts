import { keyedPage, type ListStyle, type PageGiven } from '../page-token.ts';

const STYLE: ListStyle = { invalidToken: 'ValidationException', limit: 100 };

/** A page of a list of EventBridge, in the order of its names. */
export function namedPage<T>(
  of: string,
  { Limit, NextToken }: { readonly Limit?: number; readonly NextToken?: string },
  all: readonly T[],
  nameOf: (item: T) => string,
): PageGiven<T> {
  const asked = {
    ...(Limit === undefined ? {} : { MaxResults: Limit }),
    ...(NextToken === undefined ? {} : { NextToken }),
  };
  return keyedPage(of, asked, all, nameOf, STYLE);
}
