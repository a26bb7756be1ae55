import type { FieldFilter } from '@trueup/core';
import { runRaw, type Database } from '../connection/database.ts';
import { readableText } from './readable.ts';

/** With more titles than this a look at each costs more than it saves. */
const MOST_TITLES = 5000;

/** Every title there is is found by leaps over the index; a limit ends a recursion that is read no further. */
const MATCHES = `
  exists (select 1 from unnest($1::text[]) as part where strpos(title, part) > 0)
  or exists (select 1 from unnest($2::text[]) as start where starts_with(title, start))
  or title = any($3::text[])`;
const TITLES = `
  with recursive leaps (title) as (
    (select title from trueup.findings order by title limit 1)
    union all
    select (select title from trueup.findings where title > leaps.title order by title limit 1)
    from leaps where leaps.title is not null
  ), titles (title) as (select title from leaps where title is not null limit ${MOST_TITLES + 1})
  select count(*) as known, array_agg(title) filter (where ${MATCHES}) as matching from titles`;
/**
 * The titles that a filter by part of a title finds: they are far fewer than findings. Undefined without such a filter,
 * and where there are too many titles.
 */
export async function matchingTitles(
  db: Database,
  fields: readonly FieldFilter[],
): Promise<readonly string[] | undefined> {
  const tests = fields.find((field) => field.kind === 'string' && field.field === 'Title');
  if (tests?.kind !== 'string' || tests.any.every(({ comparison }) => comparison === 'EQUALS')) return undefined;
  const of = (wanted: string) =>
    tests.any.filter(({ comparison }) => comparison === wanted).map(({ value }) => readableText(value));
  const [row] = await runRaw<{ known: number; matching: readonly string[] | null }>(db, TITLES, [
    of('CONTAINS'),
    of('PREFIX'),
    of('EQUALS'),
  ]);
  return row && row.known <= MOST_TITLES ? (row.matching ?? []) : undefined;
}
