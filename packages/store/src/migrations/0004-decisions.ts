import type { Migration } from './migration.ts';

/*
 * Decisions and the runs they count, people with their tokens and sessions, and an audit log that can be cut at a
 * checkpoint. What version 3 repaired and undid counts as runs. `readable` is readableJson, as in migration 3.
 */
export const decisions: Migration = {
  number: 4,
  name: 'decisions',
  sql: String.raw`
create function trueup.readable(given json) returns json language sql immutable as $$
  select regexp_replace(given::text, '(?<!\\)((\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})', '\1\\ufffd', 'gi')::json
$$;

create table trueup.decisions (
  finding_id text collate "C" primary key,
  -- Nothing was decided yet where it is null.
  kind text,
  reason text,
  decided_at timestamptz,
  -- While it is claimed: when the claim lapses.
  due_at timestamptz,
  -- When who decides now has claimed it, and when it is to be decided after that: it changed meanwhile.
  claimed_at timestamptz,
  again_at timestamptz,
  body json
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create index decisions_due on trueup.decisions (due_at) where due_at is not null;
create index decisions_order on trueup.decisions (decided_at desc, finding_id desc) where decided_at is not null;

create table trueup.runs (
  id text collate "C" primary key,
  kind text not null,
  finding_id text collate "C" not null,
  remediation text not null,
  control_id text not null,
  document_name text not null,
  account_id text not null,
  resource_arn text not null,
  automatic boolean not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  result text,
  undone_at timestamptz
) with (
  -- A limit asks for the last minutes of a long table, and the planner must know where they begin.
  autovacuum_analyze_scale_factor = 0.02
);
create index runs_finding on trueup.runs (finding_id, started_at desc);
create index runs_order on trueup.runs (started_at desc, id desc);
create index runs_account on trueup.runs (account_id, started_at desc);
create index runs_control on trueup.runs (control_id, started_at desc);
create index runs_remediation on trueup.runs (remediation, started_at desc);
create index runs_under_way on trueup.runs (account_id, control_id, remediation) where finished_at is null;

create table trueup.users (
  id text collate "C" primary key,
  name text collate "C" not null unique,
  oidc_key text collate "C" unique,
  slack_user_id text collate "C" unique,
  body json not null
);
create table trueup.api_tokens (
  id text collate "C" primary key,
  hash text not null unique,
  user_id text collate "C" not null references trueup.users,
  last_used_at timestamptz,
  body json not null
);
create index api_tokens_user on trueup.api_tokens (user_id);
create table trueup.sessions (
  hash text primary key,
  user_id text collate "C" not null references trueup.users,
  expires_at timestamptz not null,
  body json not null
);
create index sessions_user on trueup.sessions (user_id);
create index sessions_expiry on trueup.sessions (expires_at);
-- The key is a digest: people type passwords in the place of names.
create table trueup.login_failures (key text not null, at timestamptz not null);
create index login_failures_key on trueup.login_failures (key, at);
create index login_failures_at on trueup.login_failures (at);
create table trueup.bootstrap (single boolean primary key default true check (single), hash text not null);

alter table trueup.plans add expires_at timestamptz;
update trueup.plans set expires_at = (trueup.readable(body)->>'expiresAt')::timestamptz;
alter table trueup.plans alter expires_at set not null;
create index plans_lapsing on trueup.plans (expires_at) where status in ('ready', 'waiting-for-approval', 'approved');

insert into trueup.runs (id, kind, finding_id, remediation, control_id, document_name, account_id, resource_arn,
  automatic, started_at, finished_at, result, undone_at)
select execution.id, execution.kind, execution.finding_id, 'none', plan.body->>'controlId', execution.document_name,
  execution.account_id, execution.body->'resource'->>'arn', execution.body->'startedBy'->>'kind' = 'system',
  execution.started_at,
  case execution.phase when 'finished' then coalesce(execution.finished_at::timestamptz, execution.started_at) end,
  case
    when execution.phase <> 'finished' then null
    when execution.outcome = 'verified' then 'verified'
    when execution.outcome in ('already-compliant', 'refused-stale', 'refused-unread', 'cancelled') then 'neutral'
    else 'failed'
  end,
  (select min(undo.finished_at::timestamptz) from trueup.plans as undoing
    join trueup.executions as undo on undo.plan_id = undoing.id
    where undoing.undoes = execution.id and undo.kind = 'undo' and undo.outcome = 'verified')
from (select id, kind, finding_id, plan_id, document_name, account_id, started_at, phase, outcome, finished_at,
    trueup.readable(body) as body
  from trueup.executions where kind in ('repair', 'undo')) as execution
join (select id, trueup.readable(body) as body from trueup.plans) as plan on plan.id = execution.plan_id;

-- For exports by time. The log is in the order of time but for clocks that were set back. An entry that somebody has
-- edited gets a time that it cannot have.
alter table trueup.records add at timestamptz;
drop trigger records_are_kept on trueup.records;
create function trueup.instant(given text) returns timestamptz language plpgsql as $$
begin
  return case when given ~ '^\d{4}-\d\d-\d\dT[\d:.]+Z$' then given::timestamptz else 'epoch' end;
exception when datetime_field_overflow or invalid_datetime_format then
  return 'epoch';
end
$$;
update trueup.records set at = trueup.instant(trueup.readable(body)->>'at');
alter table trueup.records alter at set not null;
create index records_at on trueup.records (at, seq);
drop function trueup.instant;
drop function trueup.readable;

-- One row: the record that what is kept continues.
create table trueup.record_anchor (
  single boolean primary key default true check (single),
  seq bigint not null,
  hash text not null
);
create function trueup.refuse_anchor() returns trigger language plpgsql as $$
begin
  if (tg_op = 'UPDATE' and new.seq <= old.seq) or not exists (
    select from trueup.records where seq = new.seq and hash = new.hash
    -- An import brings the anchor and not its record.
    union all select from trueup.records where seq = new.seq + 1 and previous_hash = new.hash
    union all select from trueup.record_head where seq = new.seq and hash = new.hash)
  then
    raise exception 'the anchor of the audit log only moves on, to a record of the log';
  end if;
  return new;
end
$$;
create trigger record_anchor_moves_on before insert or update on trueup.record_anchor
  for each row execute function trueup.refuse_anchor();
create trigger record_anchor_is_kept before delete or truncate on trueup.record_anchor
  for each statement execute function trueup.refuse_change();
-- Records go only up to the anchor.
create function trueup.refuse_removal() returns trigger language plpgsql as $$
begin
  if old.seq <= coalesce((select seq from trueup.record_anchor), 0) then
    return old;
  end if;
  raise exception 'records of the audit log are never changed or removed but up to the anchor';
end
$$;
create trigger records_are_kept before update on trueup.records
  for each row execute function trueup.refuse_change();
create trigger records_are_removed_in_order before delete on trueup.records
  for each row execute function trueup.refuse_removal();
`,
};
