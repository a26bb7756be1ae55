import { MOST_REPAIRS } from '@trueup/core';

/**
 * How long verified repairs took since the finding was opened. A finding opens again after a regression, so the opening
 * is the last before the repair. `repairs` narrows the runs; `parts` are the quantiles.
 */
export function secondsToRemediate(repairs: string, parts: readonly number[]): string {
  return `
  with repairs as (
    select finding_id, started_at, finished_at from trueup.runs
    where kind = 'repair' and result = 'verified' and ${repairs}
    order by finished_at desc limit ${MOST_REPAIRS}
  ), taken as (
    select extract(epoch from finished_at - opened.at)::float8 as seconds
    from repairs cross join lateral (
      select at from trueup.records
      -- The index of subjects sorts as the server does, and ids of findings by code unit.
      where subject_id = repairs.finding_id collate "default" and action in ('finding.opened', 'finding.reopened')
        and at <= repairs.started_at
      order by seq desc limit 1
    ) as opened
  )
  select count(*)::int as count, coalesce(avg(seconds), 0)::float8 as mean,
    ${parts
      .map((part) => `coalesce(percentile_cont(${part}) within group (order by seconds), 0)::float8 as p${part * 100}`)
      .join(', ')}
  from taken`;
}
