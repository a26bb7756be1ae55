import type { AccountOpenFindings, FindingDay, OpenFindings, OverviewMeasures, OverviewStore } from '@trueup/core';
import { runRaw, type Database } from '../connection/database.ts';
import { OPEN_FINDING } from './open-finding.ts';
import { secondsToRemediate } from './seconds-to-remediate.ts';

export function postgresOverviewStore(db: Database): OverviewStore {
  return {
    async measure({ accounts, from, now }) {
      const given = accounts === undefined ? null : [...accounts];
      const one = async <Row>(text: string, parameters: readonly unknown[]): Promise<Row> => {
        const [row] = await runRaw<Row>(db, text, parameters);
        if (row === undefined) throw new Error('an aggregate gave no row');
        return row;
      };
      // One after another: whoever looks at figures takes one connection from those who work.
      return {
        open: await runRaw<OpenFindings>(db, OPEN, [given, now]),
        days: await runRaw<FindingDay>(db, DAYS, [given, from, now]),
        repairs: await one<OverviewMeasures['repairs']>(REPAIRS, [given, from]),
        secondsToRemediate: await one<OverviewMeasures['secondsToRemediate']>(SECONDS_TO_REMEDIATE, [given, from]),
        waitingApprovals: (await one<Count>(WAITING_APPROVALS, [given, now])).count,
        runningExecutions: (await one<Count>(RUNNING_EXECUTIONS, [given])).count,
      };
    },

    openByAccount: (accounts) => runRaw<AccountOpenFindings>(db, OPEN_BY_ACCOUNT, [[...accounts]]),
  };
}

interface Count {
  readonly count: number;
}

/** PostgreSQL plans each call with its own parameters, so that the first half costs nothing. */
const WITHIN = `($1::text[] is null or account_id = any($1::text[]))`;

const OPEN = `
  select severity, count(*)::int as count, count(*) filter (where due_at < $2::timestamptz)::int as overdue,
    greatest(0, extract(epoch from $2::timestamptz - min(first_observed_at)))::float8 as "oldestSeconds"
  from trueup.findings where ${OPEN_FINDING} and ${WITHIN}
  group by severity`;

const OPEN_BY_ACCOUNT = `
  select account_id as "accountId", severity, count(*)::int as count
  from trueup.findings where ${OPEN_FINDING} and account_id = any($1::text[])
  group by account_id, severity`;

/** Of the log only the index records_of_findings is read, day by day. */
const DAYS = `
  select to_char(day, 'YYYY-MM-DD') as date, opened, resolved
  from generate_series($2::timestamptz at time zone 'UTC', $3::timestamptz at time zone 'UTC', interval '1 day') as day
  cross join lateral (
    select count(*) filter (where action in ('finding.opened', 'finding.reopened'))::int as opened,
      count(*) filter (where action in ('finding.resolved', 'finding.archived'))::int as resolved
    from trueup.records
    where at >= day at time zone 'UTC' and at < (day + interval '1 day') at time zone 'UTC'
      and account_id is not null and ${WITHIN}
  ) as counted
  where opened > 0 or resolved > 0`;

/** What an execution says of its outcome is gone once the policy no longer keeps it: then its run's result counts. */
const REPAIRS = `
  select count(*) filter (where became = 'undone')::int as undone,
    count(*) filter (where became = 'verified')::int as verified,
    count(*) filter (where became = 'already-compliant')::int as "alreadyCompliant",
    count(*) filter (where became = 'still-non-compliant')::int as "stillNonCompliant",
    count(*) filter (where became in ('failed', 'inconclusive'))::int as failed,
    count(*) filter (where became in ('refused-stale', 'refused-unread', 'cancelled', 'neutral'))::int as other
  from (
    select case when run.undone_at is null then coalesce(execution.outcome, run.result) else 'undone' end as became
    from trueup.runs as run left join trueup.executions as execution on execution.id = run.id
    where run.kind = 'repair' and run.finished_at >= $2::timestamptz
      and ($1::text[] is null or run.account_id = any($1::text[]))) as repair`;

const SECONDS_TO_REMEDIATE = secondsToRemediate(
  `undone_at is null and finished_at >= $2::timestamptz and ${WITHIN}`,
  [0.5, 0.9],
);

const WAITING_APPROVALS = `
  select count(*)::int as count from trueup.plans as plan
  where status = 'waiting-for-approval' and expires_at > $2::timestamptz
    and ($1::text[] is null or exists (
      select from trueup.findings where id = plan.finding_id and account_id = any($1::text[])))`;

const RUNNING_EXECUTIONS = `
  select count(*)::int as count from trueup.executions where phase <> 'finished' and ${WITHIN}`;
