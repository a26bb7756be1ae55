import type { Migration } from './migration.ts';

/*
 * Executions of any document, woken by their own rows. Open executions of version 1 go on: all that they lack is made
 * of what they have. `readable` blanks escapes (NUL, half surrogates) that PostgreSQL keeps in json but cannot read.
 */
export const automation: Migration = {
  number: 2,
  name: 'automation',
  sql: String.raw`
drop schema if exists trueup_jobs cascade;

create function trueup.readable(given json) returns json language sql immutable as $$
  select regexp_replace(given::text, '\\u[0-9a-fA-F]{4}', '\\u0001', 'g')::json
$$;

alter table trueup.plans add undoes text collate "C";
update trueup.plans set undoes = trueup.readable(body)->>'undoes';
create index plans_undoes on trueup.plans (undoes) where undoes is not null;

-- Rows change several times while they live: with room on their pages the indexes need not change with them.
alter table trueup.executions set (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);
alter table trueup.executions
  alter finding_id drop not null,
  alter plan_id drop not null,
  drop queued_at,
  add kind text,
  add document_name text collate "C",
  add client_token text collate "C",
  add tag_keys text[] not null default '{}',
  add cross_account boolean not null default false,
  add spread json,
  add wakes bigint not null default 0,
  add signals_length int not null default 0;

update trueup.executions as execution
set kind = old.body->>'kind',
  document_name = named.name,
  body = ('{' ||
    '"scope":' || json_build_object('accountId', old.body->'resource'->'accountId',
      'region', old.body->'resource'->'region', 'partition', old.body->'resource'->'partition') ||
    coalesce(',"permissions":' || (trueup.readable(plan.body)->'permissions')::text, '') ||
    ',"documentName":' || to_json(named.name) ||
    ',"documentVersion":"1","mode":"Auto","tags":[],' || substr(execution.body::text, 2))::json,
  -- No time used to mean: look at it soon.
  due_at = coalesce(execution.due_at, now())
from (select id, plan_id, parent_id, trueup.readable(body) as body from trueup.executions) as old
  left join trueup.plans as plan on plan.id = old.plan_id
  cross join lateral (
    select coalesce(
      -- A child has the name by which its parent's step called it.
      (select started.body->'inputs'->>'DocumentName'
       from (select trueup.readable(event.body) as body from trueup.step_events as event
             where event.execution_id = old.parent_id) as started
       where started.body->>'kind' = 'step.started' and started.body->>'step' = old.body->'parent'->>'step'
       limit 1),
      'Trueup-' || (trueup.readable(plan.body)->>'controlId') ||
        case when old.body->>'kind' = 'undo' then '-Undo' else '' end,
      'Trueup-unknown') as name
  ) as named
where execution.id = old.id;
drop function trueup.readable;

alter table trueup.executions alter kind set not null, alter document_name set not null;
drop index trueup.executions_finding;
drop index trueup.executions_plan;
drop index trueup.executions_open;
create index executions_finding on trueup.executions (finding_id, started_at desc, id desc)
  where finding_id is not null;
create index executions_plan on trueup.executions (plan_id) where plan_id is not null;
create unique index executions_client_token on trueup.executions (client_token) where client_token is not null;
-- An execution that waits to be woken is not in it, however many there are.
create index executions_due on trueup.executions (due_at) where phase <> 'finished' and due_at is not null;
create index executions_finished on trueup.executions (finished_at collate "C") where phase = 'finished';

-- Only written together with their execution's row, under its lease: a check of every entry costs more than the entry.
alter table trueup.step_events drop constraint step_events_execution_id_fkey;
alter table trueup.journal drop constraint journal_execution_id_fkey;

create table trueup.signals (
  execution_id text collate "C" not null,
  seq int not null,
  body json not null,
  primary key (execution_id, seq)
);

create table trueup.documents (
  name text collate "C" primary key,
  owner text not null,
  target_type text,
  -- Each the JSON of [key, value].
  tags text[] not null,
  body json not null
);

create table trueup.document_versions (
  name text collate "C" not null references trueup.documents on delete cascade deferrable initially deferred,
  version int not null,
  version_name text collate "C",
  -- SHA-256 of each.
  attachments text[] not null,
  -- A JSON string.
  content json not null,
  body json not null,
  primary key (name, version)
);
create unique index document_versions_named on trueup.document_versions (name, version_name)
  where version_name is not null;

create table trueup.document_attachments (
  sha256 text collate "C" primary key,
  content bytea not null
);

create table trueup.access_keys (
  id text collate "C" primary key,
  created_at timestamptz not null,
  body json not null
);
`,
};
