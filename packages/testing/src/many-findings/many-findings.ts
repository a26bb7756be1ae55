import pg from 'pg';
import type { Digest, Store } from '@trueup/core';
import { sampleFindings } from './sample-findings.ts';

const MADE = 20_000;
const AT_ONCE = 500;

/**
 * Fills an empty store. The first 20,000 findings go in as any others do; the rest are copies of them made by the server,
 * each about a resource of its own. Gives how many of the first were saved a second.
 */
export async function manyFindings(
  store: Store,
  connection: string,
  count: number,
  digest: Digest,
): Promise<number | undefined> {
  const there = await store.findings.count({});
  if (there >= count) return undefined;
  const made = sampleFindings(Math.min(MADE, count), digest);
  const begun = performance.now();
  for (let at = 0; at < made.length; at += AT_ONCE) await store.findings.save(made.slice(at, at + AT_ONCE));
  const perSecond = made.length / ((performance.now() - begun) / 1000);
  const client = new pg.Client({ connectionString: connection });
  await client.connect();
  try {
    await copyAll(client, Math.ceil(count / MADE) - 1);
    // What autovacuum does within minutes of such a load.
    await client.query('vacuum analyze trueup.findings');
  } finally {
    await client.end();
  }
  return perSecond;
}

/** Indexes are made once all rows are there, which is several times as fast as keeping them up row by row. */
async function copyAll(client: pg.Client, copies: number): Promise<void> {
  if (copies < 1) return;
  const { rows } = await client.query<{ name: string; definition: string }>(INDEXES);
  for (const { name } of rows) await client.query(`drop index trueup.${name}`);
  await client.query(`create temp table originals as select * from trueup.findings`);
  for (let copy = 1; copy <= copies; copy += 1) await client.query(COPY, [`-${copy}`, copy]);
  await client.query(`set maintenance_work_mem = '512MB'`);
  for (const { definition } of rows) await client.query(definition);
}

/** Those that no constraint stands on. */
const INDEXES = `
  select indexname as name, indexdef as definition from pg_indexes
  where schemaname = 'trueup' and tablename = 'findings' and indexdef not like 'CREATE UNIQUE%'`;

/** What differs from the original, by column. */
const CHANGED: Readonly<Record<string, string>> = {
  id: 'id || $1::text',
  asff_id: 'asff_id || $1',
  resource_arn: 'resource_arn || $1',
  last_observed_at: `last_observed_at + $2 * interval '1 second'`,
  updated_at: `updated_at + $2 * interval '1 second'`,
  body: `replace(replace(body::text, '/workload-', '/workload' || $1 || '-'), id, id || $1)::json`,
};
const COPIED =
  `id last_observed_at first_observed_at created_at updated_at severity_rank priority due_at severity workflow record_state
  compliance account_id control_id region resource_type product asff_region asff_type security_control_id product_arn asff_id
  resource_arn title generator_id last_scan_id asff_types resource_ids folded body`.split(/\s+/);
const COPY = `
  insert into trueup.findings (${COPIED.join(', ')})
  select ${COPIED.map((name) => CHANGED[name] ?? name).join(', ')} from originals`;
