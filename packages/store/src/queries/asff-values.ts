import type { AsffPath } from '@trueup/core';
import { sql, type RawBuilder, type SqlBool } from 'kysely';

export type Condition = RawBuilder<SqlBool>;
export type Text = RawBuilder<string | null>;
type Json = RawBuilder<unknown>;

interface Walk {
  /** The lists on the way, each of which depends on those before it. */
  readonly lists: readonly RawBuilder<unknown>[];
  readonly from: Json;
  readonly rest: readonly string[];
}

/** Holds when the test holds for some text that the path leads to in the stored ASFF form. */
export function someValue(path: AsffPath, test: (text: Text) => Condition): Condition {
  const walk = walked(path);
  return somewhere(walk, test(textAt(walk)));
}

/** The same of whatever stands there, as JSON. */
export function someJson(path: AsffPath, test: (json: Json) => Condition): Condition {
  const walk = walked(path);
  return somewhere(walk, test(jsonAt(walk.from, walk.rest)));
}

/** Every text that a path leads to: a row for each, and none for a list without entries. */
export function eachValue(path: AsffPath): { readonly from: RawBuilder<unknown>; readonly text: Text } {
  const walk = walked(path);
  const joins = walk.lists.map((list) => sql`cross join lateral ${list}`);
  return { from: joins.length === 0 ? sql`` : sql.join(joins, sql` `), text: textAt(walk) };
}

function walked(path: AsffPath): Walk {
  const lists: RawBuilder<unknown>[] = [];
  let from: Json = sql`body`;
  let rest: string[] = ['asff'];
  for (const part of path) {
    if (part === '[]') {
      const list = jsonAt(from, rest);
      const alias = sql.raw(`list_${lists.length}`);
      lists.push(sql`json_array_elements(case json_typeof(${list}) when 'array' then ${list} else '[]' end)
        as ${alias} (value)`);
      from = sql`${alias}.value`;
      rest = [];
    } else rest.push(part);
  }
  return { lists, from, rest };
}

function somewhere({ lists }: Walk, condition: Condition): Condition {
  if (lists.length === 0) return condition;
  return sql<SqlBool>`exists (select 1 from ${sql.join(lists)} where ${condition})`;
}

// Steps are taken together: each operator on json reads the whole text that is left of it.
const jsonAt = (from: Json, path: readonly string[]): Json =>
  path.length === 0 ? from : sql`(${from} #> ${steps(path)})`;
const textAt = ({ from, rest }: Walk): Text => sql<string | null>`(${from} #>> ${steps(rest)})`;
const steps = (path: readonly string[]): RawBuilder<unknown> =>
  sql`array[${sql.join(path.map((part) => sql.lit(part)))}]::text[]`;
