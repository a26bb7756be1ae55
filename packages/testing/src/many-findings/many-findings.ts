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
    for (let copy = 1; copy < count / MADE; copy += 1) await client.query(COPY, [`-${copy}`, copy]);
    // What autovacuum does within minutes of such a load.
    await client.query('vacuum analyze trueup.findings');
  } finally {
    await client.end();
  }
  return perSecond;
}

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
  select ${COPIED.map((name) => CHANGED[name] ?? name).join(', ')} from trueup.findings where id not like '%-%-%'`;
