import { AGE_DAYS, REPAIR_DAYS, type MetricsStore, type StoreMeasures, type Waiting } from '@trueup/core';
import { runRaw, type Database } from '../connection/database.ts';
import { OPEN_FINDING } from './open-finding.ts';
import { secondsToRemediate } from './seconds-to-remediate.ts';

export function postgresMetricsStore(db: Database): MetricsStore {
  return {
    async measure(now) {
      const one = async <Row>(text: string, parameters: readonly unknown[] = [now]): Promise<Row> => {
        const [row] = await runRaw<Row>(db, text, parameters);
        if (row === undefined) throw new Error('an aggregate gave no row');
        return row;
      };
      // One after another: whoever looks at figures takes one connection from those who work.
      return {
        openFindings: await runRaw<StoreMeasures['openFindings'][number]>(db, OPEN_FINDINGS, [now]),
        openExecutions: await runRaw<StoreMeasures['openExecutions'][number]>(db, OPEN_EXECUTIONS, []),
        executionsDue: await one<Waiting>(EXECUTIONS_DUE),
        deliveriesDue: await one<Waiting>(DELIVERIES_DUE),
        decisionsDue: await one<Waiting>(DECISIONS_DUE),
        deliveries: await one<StoreMeasures['deliveries']>(DELIVERIES, []),
        runs: await runRaw<StoreMeasures['runs'][number]>(db, RUNS, []),
        secondsToRemediate: await one<StoreMeasures['secondsToRemediate']>(SECONDS_TO_REMEDIATE),
        records: recordsOf(await one<RecordsRow>(RECORDS, [])),
      };
    },
  };
}

const OPEN_FINDINGS = `
  select severity, count(*)::int as count,
    array[${AGE_DAYS.map((days) => `count(*) filter (where first_observed_at < $1::timestamptz - interval '${days} days')::int`).join(', ')}] as older,
    greatest(0, extract(epoch from $1::timestamptz - min(first_observed_at)))::float8 as "oldestSeconds"
  from trueup.findings
  where ${OPEN_FINDING}
  group by severity`;

const OPEN_EXECUTIONS = `
  select kind, phase, count(*)::int as count from trueup.executions where phase <> 'finished' group by kind, phase`;

const waiting = (from: string): string => `
  select count(*)::int as count,
    greatest(0, coalesce(extract(epoch from $1::timestamptz - min(due_at)), 0))::float8 as "oldestSeconds"
  from ${from} and due_at <= $1::timestamptz`;

const EXECUTIONS_DUE = waiting(`trueup.executions where phase <> 'finished'`);
const DELIVERIES_DUE = waiting(`trueup.deliveries where status = 'pending'`);
const DECISIONS_DUE = waiting(`trueup.decisions where due_at is not null`);

const DELIVERIES = `
  select (select count(*)::int from trueup.deliveries where status = 'pending') as pending,
    (select count(*)::int from trueup.deliveries where status = 'dead') as dead`;

const RUNS = `
  select kind, automatic, result, count(*)::int as count, count(undone_at)::int as undone
  from trueup.runs where result is not null group by kind, automatic, result`;

const SECONDS_TO_REMEDIATE = secondsToRemediate(
  `finished_at >= $1::timestamptz - interval '${REPAIR_DAYS} days'`,
  [0.5, 0.9, 0.99],
);

interface RecordsRow {
  readonly seq: number;
  readonly anchorSeq: number;
  readonly lastCheckpointAt: Date | null;
}

const RECORDS = `
  select head.seq, coalesce((select seq from trueup.record_anchor), 0) as "anchorSeq",
    (select at from trueup.records where action = 'checkpoint.signed' order by seq desc limit 1) as "lastCheckpointAt"
  from trueup.record_head as head`;

function recordsOf({ seq, anchorSeq, lastCheckpointAt }: RecordsRow): StoreMeasures['records'] {
  return {
    seq,
    anchorSeq,
    ...(lastCheckpointAt === null ? {} : { lastCheckpointAt: lastCheckpointAt.toISOString() }),
  };
}
