import type { Migration } from './migration.ts';

/*
 * Findings in ASFF with their reporters and history, what people define about them, and the event bus. The table of
 * findings is made anew: narrow rows, what is compared often first, and names that sort by code unit on every server.
 * Findings of version 2 get the ASFF form of what they say. `readable` is readableJson: escapes that PostgreSQL keeps
 * in json but cannot read, after an even number of backslashes, become U+FFFD.
 */
export const findingsAndEvents: Migration = {
  number: 3,
  name: 'findings and events',
  sql: String.raw`
create function trueup.readable(given json) returns json language sql immutable as $$
  select regexp_replace(given::text, '(?<!\\)((\\\\)*)\\u(0000|d[89a-f][0-9a-f]{2})', '\1\\ufffd', 'gi')::json
$$;

alter table trueup.findings rename to findings_2;
create table trueup.findings (
  id text collate "C" not null,
  last_observed_at timestamptz not null,
  first_observed_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  severity_rank int not null,
  priority int not null default 0,
  severity text collate "C" not null,
  workflow text collate "C" not null,
  record_state text collate "C" not null,
  compliance text collate "C",
  account_id text collate "C" not null,
  control_id text collate "C" not null,
  region text collate "C" not null,
  resource_type text collate "C" not null,
  product text collate "C",
  -- What the ASFF form says, which is not always what the columns above do: see save-findings.ts.
  asff_region text collate "C",
  asff_type text collate "C",
  security_control_id text collate "C",
  product_arn text collate "C" not null,
  asff_id text collate "C" not null,
  resource_arn text collate "C" not null,
  title text collate "C" not null,
  generator_id text collate "C" not null,
  last_scan_id text collate "C",
  -- Null in most rows.
  asff_types text[] collate "C",
  resource_ids text[] collate "C",
  folded text[] collate "C",
  body json not null
) with (
  -- Bodies lie beside the rows, so that counting and filtering read little; they are not worth compressing twice.
  toast_tuple_target = 1024,
  -- Every import and scan writes rows anew: what is dead is cleared and counted before it is a tenth.
  autovacuum_vacuum_scale_factor = 0.05,
  autovacuum_vacuum_insert_scale_factor = 0.05,
  autovacuum_analyze_scale_factor = 0.02
);
alter table trueup.findings alter body set storage external;

insert into trueup.findings (
  id, last_observed_at, first_observed_at, created_at, updated_at, severity_rank, severity, workflow, record_state,
  compliance, account_id, control_id, region, resource_type, product, asff_region, asff_type, security_control_id,
  product_arn, asff_id, resource_arn, title, generator_id, last_scan_id, body)
select finding.id, last_observed_at, (old.body->>'firstObservedAt')::timestamptz,
  (old.body->>'firstObservedAt')::timestamptz, last_observed_at, severity_rank,
  severity, workflow, record_state, old.body->>'compliance', account_id, control_id, region, resource_type, 'Trueup',
  region, old.type, control_id, old.product_arn, 'trueup/' || finding.id, resource_arn,
  left(old.body->>'title', 256), 'security-control/' || control_id, last_scan_id,
  (left(old.body::text, length(old.body::text) - 1) || ',' ||
    '"sources":' || json_build_array(json_build_object(
      'productArn', old.product_arn, 'id', 'trueup/' || finding.id, 'generatorId', 'security-control/' || control_id,
      'productName', 'Trueup', 'title', left(old.body->>'title', 256), 'severity', severity,
      'compliance', old.body->'compliance', 'recordState', record_state, 'own', true,
      'updatedAt', old.body->'lastObservedAt', 'statusSince', old.body->'lastObservedAt')) ||
    ',"customerFields":[],"priority":{"base":0,"reasons":[]},"asff":' || json_build_object(
      'SchemaVersion', '2018-10-08', 'Id', 'trueup/' || finding.id, 'ProductArn', old.product_arn,
      'ProductName', 'Trueup', 'CompanyName', 'Trueup', 'Region', region,
      'GeneratorId', 'security-control/' || control_id, 'AwsAccountId', account_id,
      'FirstObservedAt', old.body->'firstObservedAt', 'LastObservedAt', old.body->'lastObservedAt',
      'CreatedAt', old.body->'firstObservedAt', 'UpdatedAt', old.body->'lastObservedAt',
      'Severity', json_build_object('Label', severity), 'Title', left(old.body->>'title', 256),
      'Description', left(old.body->>'reason', 1024),
      'Resources', json_build_array(json_build_object(
        'Type', old.type, 'Id', resource_arn, 'Partition', split_part(resource_arn, ':', 2), 'Region', region)),
      'Compliance', json_build_object('Status', old.body->'compliance', 'SecurityControlId', control_id),
      'Workflow', json_build_object('Status', workflow), 'RecordState', record_state) || '}')::json
from trueup.findings_2 as finding join (
  select id, trueup.readable(body) as body,
    'arn:' || split_part(resource_arn, ':', 2) || ':securityhub:' || region || ':' || account_id ||
      ':product/' || account_id || '/default' as product_arn,
    -- The types that version 2 had controls for.
    case resource_type
      when 'AWS::::Account' then 'AwsAccount'
      when 'AWS::CloudTrail::Trail' then 'AwsCloudTrailTrail'
      when 'AWS::EC2::Instance' then 'AwsEc2Instance'
      when 'AWS::EC2::SecurityGroup' then 'AwsEc2SecurityGroup'
      when 'AWS::IAM::Role' then 'AwsIamRole'
      when 'AWS::KMS::Key' then 'AwsKmsKey'
      when 'AWS::RDS::DBInstance' then 'AwsRdsDbInstance'
      when 'AWS::S3::Bucket' then 'AwsS3Bucket'
      else 'Other'
    end as type
  from trueup.findings_2) as old using (id);
drop table trueup.findings_2;
drop function trueup.readable;

alter table trueup.findings add primary key (id);
create index findings_order on trueup.findings (severity_rank, last_observed_at, id);
create index findings_account on trueup.findings (account_id, severity_rank, last_observed_at, id);
create index findings_control on trueup.findings (control_id, severity_rank, last_observed_at, id);
create index findings_type on trueup.findings (resource_type, severity_rank, last_observed_at, id);
create index findings_asff_type on trueup.findings (asff_type, severity_rank, last_observed_at, id);
create index findings_asff_types on trueup.findings (severity_rank, last_observed_at, id) where asff_types is not null;
create index findings_priority on trueup.findings (priority, id);
create index findings_updated on trueup.findings (updated_at, id);
-- For counts alone. Equal entries share a place in an index, so that each of these takes some 8 MB a million findings.
create index findings_facets on trueup.findings
  (record_state, workflow, severity, compliance, product, region, resource_type);
create index findings_by_control on trueup.findings (record_state, workflow, control_id);
create index findings_by_account on trueup.findings (record_state, workflow, account_id);
create index findings_by_asff_type on trueup.findings (record_state, workflow, asff_type) where asff_types is null;
-- There are few titles: which of them have a word in them is found by leaps over this.
create index findings_title on trueup.findings (title, severity_rank, last_observed_at, id);
-- Its start, because an entry of a btree has a limit.
create index findings_product_arn on trueup.findings (left(product_arn, 256));
create index findings_place on trueup.findings (account_id, region, resource_type) where record_state = 'ACTIVE';
-- By hash: ASFF sets no limit to the length of a resource's id, and a btree entry has one.
create index findings_resource on trueup.findings using hash (resource_arn);
create index findings_asff_id on trueup.findings using hash (asff_id);
create function trueup.hashes(given text[]) returns int[] language sql immutable parallel safe as $$
  select array_agg(hashtext(one)) from unnest(given) as one
$$;
create index findings_resources on trueup.findings using gin (trueup.hashes(resource_ids)) where resource_ids is not null;

-- A text as an address or network, as ip-network.ts reads it; null where it is none. PostgreSQL alone takes more forms
-- of IPv4 (10/8), and fewer leading zeros.
create function trueup.address(given text) returns inet language plpgsql immutable as $$
begin
  if given ~ '^[0-9]{1,3}(\.[0-9]{1,3}){3}(/[0-9]{1,3})?$'
    or (given ~ '^[0-9a-fA-F:]*:([0-9a-fA-F]*|[0-9]{1,3}(\.[0-9]{1,3}){3})(/[0-9]{1,3})?$'
      and length(split_part(given, '/', 1)) <= 45)
  then
    return regexp_replace(given, '((^|:)(?=[0-9]+\.)|[./])0+([0-9])', '\1\3', 'g')::inet;
  end if;
  return null;
exception when invalid_text_representation then
  return null;
end
$$;

-- Which reporter's finding became part of which. The key is a digest of product and id.
create table trueup.finding_sources (
  key text collate "C" primary key,
  finding_id text collate "C" not null
);

create table trueup.finding_history (
  seq bigint generated by default as identity primary key,
  finding_id text collate "C" not null,
  at timestamptz not null,
  body json not null
);
create index finding_history_finding on trueup.finding_history (finding_id, seq desc);

create table trueup.definitions (
  kind text not null,
  key text collate "C" not null,
  body json not null,
  primary key (kind, key)
);
create table trueup.definition_versions (
  kind text primary key,
  version bigint not null
);

create table trueup.deliveries (
  id text collate "C" primary key,
  bus text not null,
  rule text not null,
  target_key text collate "C" not null,
  status text not null,
  attempts int not null default 0,
  created_at timestamptz not null,
  -- While it is under way: when it may be taken again.
  due_at timestamptz not null,
  taken boolean not null default false,
  ended_at timestamptz,
  body json not null,
  problem json
);
alter table trueup.deliveries alter body set storage external;
create index deliveries_due on trueup.deliveries (target_key, due_at) where status = 'pending';
create index deliveries_taken on trueup.deliveries (target_key, due_at) where taken;
create index deliveries_order on trueup.deliveries (created_at desc, id desc);
create index deliveries_ended on trueup.deliveries (ended_at) where status <> 'pending';

create table trueup.archived_events (
  seq bigint generated by default as identity primary key,
  archive text collate "C" not null,
  time timestamptz not null,
  bytes int not null,
  body json not null
);
create index archived_events_order on trueup.archived_events (archive, time, seq);

create table trueup.schedules (
  rule text collate "C" primary key,
  due_at timestamptz not null
);

-- How many resources the last scan of a list found compliant.
create table trueup.evaluated_controls (
  account_id text collate "C" not null,
  region text collate "C" not null,
  resource_type text collate "C" not null,
  control_id text collate "C" not null,
  resources int not null,
  at timestamptz not null,
  primary key (account_id, region, resource_type, control_id)
);

-- The last compliance score of each day.
create table trueup.scores (
  day date not null,
  standard text collate "C" not null,
  account_id text collate "C" not null,
  region text collate "C" not null,
  at timestamptz not null,
  body json not null,
  primary key (day, standard, account_id, region)
);

create table trueup.poison_messages (
  id text collate "C" primary key,
  origin text not null,
  body text not null,
  reason text not null,
  received_at timestamptz not null
);
create index poison_messages_order on trueup.poison_messages (received_at desc, id desc);
`,
};
