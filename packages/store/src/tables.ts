import type { ColumnType, Generated } from 'kysely';

/** A json column: parsed by the driver, written as text. `json` and not `jsonb`, which refuses the NUL character. */
type Json<T = unknown> = ColumnType<T, string, string>;
type OptionalJson = ColumnType<unknown, string | undefined, string | null>;
/** A timestamptz column; written as ISO 8601, read only by SQL. */
type Time = ColumnType<Date, string, string>;
type OptionalTime = ColumnType<Date | null, string | null | undefined, string | null>;

export interface Tables {
  findings: {
    id: string;
    control_id: string;
    account_id: string;
    region: string;
    resource_arn: string;
    resource_type: string;
    severity: string;
    severity_rank: number;
    workflow: string;
    record_state: string;
    last_observed_at: Time;
    last_scan_id: string | null;
    body: Json;
  };
  plans: {
    id: string;
    finding_id: string;
    status: string;
    created_at: Time;
    undoes: string | null;
    body: Json;
  };
  approvals: { seq: Generated<number>; plan_id: string; body: Json };
  executions: {
    id: string;
    kind: string;
    finding_id: string | null;
    plan_id: string | null;
    account_id: string;
    parent_id: string | null;
    document_name: string;
    client_token: string | null;
    tag_keys: string[];
    cross_account: boolean;
    started_at: Time;
    body: Json;
    phase: string;
    status: string;
    outcome: string | null;
    finished_at: string | null;
    before: OptionalJson;
    after: OptionalJson;
    verify_attempts: number;
    verification: OptionalJson;
    failure_message: OptionalJson;
    outputs: OptionalJson;
    spread: OptionalJson;
    cancel_requested_at: string | null;
    wake_at: string | null;
    due_at: OptionalTime;
    wakes: Generated<number>;
    lease_owner: string | null;
    lease_epoch: Generated<number>;
    lease_until: OptionalTime;
    log_length: Generated<number>;
    journal_length: Generated<number>;
    signals_length: Generated<number>;
    failures: Generated<number>;
    failed_at: OptionalTime;
    retry_at: OptionalTime;
  };
  step_events: { execution_id: string; seq: number; body: Json };
  journal: { execution_id: string; seq: number; body: Json };
  signals: { execution_id: string; seq: number; body: Json };
  documents: { name: string; owner: string; target_type: string | null; tags: string[]; body: Json };
  document_versions: {
    name: string;
    version: number;
    version_name: string | null;
    attachments: string[];
    content: Json;
    body: Json;
  };
  document_attachments: { sha256: string; content: Buffer };
  access_keys: { id: string; created_at: Time; body: Json };
  resource_locks: { arn: string; execution_id: string; taken_at: string };
  records: {
    seq: number;
    action: string;
    subject_id: string;
    body: Json;
    previous_hash: string;
    hash: string;
  };
  record_head: { single: Generated<boolean>; seq: number; hash: string };
  scans: { id: string; started_at: Time; body: Json };
  migrations: { number: number; name: string; applied_at: Generated<Date> };
}
