import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { firstTables } from './0001-first-tables.ts';
import { automation } from './0002-automation.ts';
import { findingsAndEvents } from './0003-findings-and-events.ts';
import { decisions } from './0004-decisions.ts';

const FOUR = [firstTables, automation, findingsAndEvents, decisions];
const ODD = 'NUL \u0000 and "quotes"';
const DAY_MS = 86_400_000;
/** Of today, because what is older than ninety days is left as it is. */
const at = (daysAgo: number): string =>
  `${new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10)}T10:00:00.000Z`;
const NOW = at(0);

const text = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'`;

function findingRow(id: string, priority: object): string {
  const body = { id, priority, asff: { priority: { dueAt: 'not this' } } };
  return `insert into trueup.findings (id, last_observed_at, first_observed_at, created_at, updated_at, severity_rank,
      severity, workflow, record_state, account_id, control_id, region, resource_type, product_arn, asff_id,
      resource_arn, title, generator_id, body)
    values ('${id}', '${NOW}', '${at(9)}', '${NOW}', '${NOW}', 3, 'HIGH', 'NEW', 'ACTIVE', '111122223333', 'S3.8',
      'eu-west-1', 'AWS::S3::Bucket', 'product', '${id}', 'arn', 'title', 'generator', ${text(body)})`;
}

let seq = 0;
function recordRow(daysAgo: number, action: string, subject: string, account = '111122223333'): string {
  seq += 1;
  const body = { at: at(daysAgo), detail: { text: ODD, accountId: account } };
  return `insert into trueup.records (seq, action, subject_id, body, previous_hash, hash, at)
    values (${seq}, '${action}', '${subject}', ${text(body)}, '', '', '${at(daysAgo)}')`;
}

function scanRow(id: string, daysAgo: number, status: string): string {
  const body = { id, status, accounts: ['111122223333', '444455556666'], gaps: [{ detail: ODD }] };
  return `insert into trueup.scans (id, started_at, body) values ('${id}', '${at(daysAgo)}', ${text(body)})`;
}

const FILL = [
  'create schema trueup',
  'create table trueup.migrations (number int primary key, name text not null, applied_at timestamptz not null default now())',
  ...FOUR.map(({ sql }) => sql),
  ...FOUR.map(({ number, name }) => `insert into trueup.migrations (number, name) values (${number}, '${name}')`),
  findingRow('late', { base: 1, reasons: [], since: at(9), dueAt: at(1) }),
  findingRow('ancient', { base: 1, reasons: [], since: at(9), dueAt: '0000-02-29T00:00:00.000Z' }),
  findingRow('in-time', { base: 1, reasons: [], since: at(9), dueAt: at(-9) }),
  findingRow('never', { base: 1, reasons: [] }),
  recordRow(200, 'finding.opened', 'late'),
  recordRow(3, 'finding.resolved', 'late'),
  recordRow(2, 'finding.archived', 'late'),
  recordRow(1, 'finding.reopened', 'late'),
  recordRow(1, 'finding.opened', 'theirs', '444455556666'),
  recordRow(1, 'finding.undetermined', 'never'),
  scanRow('done', 2, 'finished'),
  scanRow('now', 1, 'running'),
].join(';\n');

describe.each(labPostgresKinds())('what version 4 kept, on $name', { timeout: 60_000 }, (kind) => {
  let postgres: LabPostgres;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);

  it('is in the overview: what is late, what opened and closed, and the scans of an account', async () => {
    const url = await postgres.emptyDatabase();
    await runSql(url, FILL);
    const store = await openLabStore(url);
    const { open, days } = await store.overview.measure({ from: at(300), now: NOW, accounts: ['111122223333'] });
    expect(open).toMatchObject([{ severity: 'HIGH', count: 4, overdue: 2 }]);
    expect(days).toEqual([
      { date: at(3).slice(0, 10), opened: 0, resolved: 1 },
      { date: at(1).slice(0, 10), opened: 1, resolved: 0 },
    ]);
    expect(await store.scans.latestOf(['444455556666'])).toMatchObject([
      { last: { id: 'now' }, finished: { id: 'done' } },
    ]);
    await expect(runSql(url, `update trueup.records set account_id = 'x'`)).rejects.toThrow('never changed');
    await store.close();
  });
});
