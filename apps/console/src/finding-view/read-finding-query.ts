import { z } from 'zod';
import { isClosed, isDate, operatorsOf } from './field-kinds.ts';
import { FINDING_FIELDS, type FindingQuery } from './finding-view.ts';
import { dayBound } from './day-bound.ts';

/** The contract takes as many, of each. */
const MOST = 20;

const text = z.string().min(1).max(1024);
const token = z
  .object({ propertyKey: z.enum(FINDING_FIELDS), operator: z.string(), value: z.union([text, z.array(text).min(1)]) })
  .refine(({ propertyKey, operator }) => operatorsOf(propertyKey).includes(operator))
  .refine(({ propertyKey, value }) => typeof value === 'string' || isClosed(propertyKey))
  .refine(
    ({ propertyKey, operator, value }) =>
      !isDate(propertyKey) || (typeof value === 'string' && dayBound(operator, value) !== undefined),
  );
const operation = z.enum(['and', 'or']);
const query = z.object({
  operation,
  groups: z.array(z.object({ operation, tokens: z.array(token).min(1).max(MOST) })).max(MOST),
  overdue: z.literal(true).exactOptional(),
});

/** Reads the filter out of a URL; undefined where it is none, such as of a link that was cut. */
export function readFindingQuery(written: string): FindingQuery | undefined {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return query.safeParse(value).data;
}
