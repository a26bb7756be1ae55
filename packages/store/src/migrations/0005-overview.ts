import type { Migration } from './migration.ts';

/*
 * What the console asks for: when a finding falls due, which accounts a scan is about, the days on which findings opened
 * and closed, groups by control. `readable` is readableJson, as in migration 3; findings are readable since.
 */
export const overview: Migration = {
  number: 5,
  name: 'overview',
  sql: String.raw`
create function trueup.readable(given json) returns json language sql immutable as $$
  select regexp_replace(given::text, '(?<!\\)((\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})', '\1\\ufffd', 'gi')::json
$$;

-- Null where it never falls due.
alter table trueup.findings add due_at timestamptz;
-- The year 0 of ISO 8601 is 1 BC here, as in stored-instant.ts.
update trueup.findings as finding
set due_at = (case when due.at like '0000-%' then '0001' || substr(due.at, 5) || ' BC' else due.at end)::timestamptz
from (select id, body #>> '{priority,dueAt}' as at from trueup.findings) as due
where due.id = finding.id and due.at is not null;
-- For counts alone, as findings_facets: what is open in an account, how old and how late it is.
create index findings_open on trueup.findings (account_id, severity, first_observed_at, due_at)
  where record_state = 'ACTIVE' and workflow in ('NEW', 'NOTIFIED') and compliance is distinct from 'PASSED';

-- For counts alone too, in the place of the one by control: the most severe finding of each control, and how many.
drop index trueup.findings_by_control;
create index findings_by_control on trueup.findings
  (record_state, workflow, control_id, severity, severity_rank, compliance);
create index findings_passed on trueup.findings (control_id, account_id, region)
  where record_state = 'ACTIVE' and compliance = 'PASSED';
-- What lists are sorted by, and exports read in.
create index findings_last_observed on trueup.findings (last_observed_at, id);
create index findings_first_observed on trueup.findings (first_observed_at, id);

-- Set where a record changes the number of open findings, for counts of them by day: see changed-account.ts. What it
-- says stands in the body too, and no record is read by it. Nobody asks for more than the last ninety days.
alter table trueup.records add account_id text collate "C";
alter table trueup.records disable trigger records_are_kept;
update trueup.records as record set account_id = change.account_id
from (
  select seq, action, trueup.readable(body) -> 'detail' ->> 'accountId' as account_id,
    lag(action) over (partition by subject_id order by seq) as before
  from trueup.records
  where action in ('finding.opened', 'finding.reopened', 'finding.resolved', 'finding.archived')) as change
where change.seq = record.seq and record.at >= now() - interval '91 days' and not (change.action in ('finding.resolved', 'finding.archived')
  and coalesce(change.before, '') in ('finding.resolved', 'finding.archived'));
alter table trueup.records enable trigger records_are_kept;
create index records_of_findings on trueup.records (at, action, account_id) where account_id is not null;

-- Whose name a record bears, for searches of the log. Of the body itself, so that no edit of a copy hides a record.
create function trueup.record_actor(body json) returns text language sql immutable as $$
  select (case
    when position('\u' in body::text) = 0 then body
    else regexp_replace(body::text, '(?<!\\)((\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})', '\1\\ufffd', 'gi')::json
  end) -> 'actor' ->> 'name'
$$;
create index records_actor on trueup.records (trueup.record_actor(body), seq desc);

alter table trueup.scans add accounts text[] collate "C", add status text;
update trueup.scans set status = trueup.readable(body) ->> 'status',
  accounts = array(select json_array_elements_text(trueup.readable(body) -> 'accounts'));
alter table trueup.scans alter accounts set not null, alter status set not null;
drop function trueup.readable;
`,
};
