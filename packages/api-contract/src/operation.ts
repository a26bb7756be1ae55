import type { z } from 'zod';

/**
 * One thing that can be asked of Trueup, and how it is said over HTTP. `{name}` in the path is the member of that name
 * of the input; the other members travel in the query of a GET and in the JSON body of a POST.
 */
export interface Operation<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST';
  readonly path: `/api/v1/${string}`;
  readonly summary: string;
  /** The largest body of a POST. Absent: DEFAULT_BODY_LIMIT_BYTES. */
  readonly bodyLimitBytes?: number;
  readonly input: Input;
  readonly output: Output;
}

/** Enough for a list of ids. */
export const DEFAULT_BODY_LIMIT_BYTES = 64 * 1024;

/** Keeps the exact schemas of an entry of the table. */
export function operation<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: Operation<Input, Output>,
): Operation<Input, Output> {
  return definition;
}

/** Names of the members that stand in the path. */
export function pathMembers(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
