import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { readableText } from './readable.ts';

/**
 * Whether a text is one of some. One alone is written as an equation: PostgreSQL reads an index in its order below an
 * equation, and not below an array of one.
 */
export function isOneOf(text: RawBuilder<unknown>, values: readonly string[]): RawBuilder<SqlBool> {
  const [only, ...more] = values;
  if (only === undefined || more.length > 0) return sql<SqlBool>`${text} = any(${textArray(values)})`;
  return sql<SqlBool>`${text} = ${readableText(only)}::text`;
}

/** Written as they would be stored, so that what was sent finds itself. */
export const textArray = (values: readonly string[]): RawBuilder<unknown> => sql`${values.map(readableText)}::text[]`;
