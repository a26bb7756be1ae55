import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { FIVE_STEPS } from './executions-load.ts';

/** As many durable writes as an execution of five steps takes: its row, and six writes of its log and its row. */
const WRITES = 6;

const INSERT = {
  name: 'floor-insert',
  text: 'insert into floor_runs (id, body) values ($1, $2)',
};
const WRITE = {
  name: 'floor-write',
  text: `with held as (update floor_runs set length = length + 2 where id = $1 returning id, length)
    insert into floor_events (run, seq, body)
    select id, length - position, body::json from held, unnest($2::text[]) with ordinality as event (body, position)`,
};

/** A bare loop of prepared statements on ten connections. Runs a second. */
export async function floorLoop(connectionString: string, inFlight: number, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString, max: 10 });
  await pool.query('create table floor_runs (id text primary key, body json not null, length int not null default 0)');
  await pool.query('create table floor_events (run text, seq int, body json not null, primary key (run, seq))');
  const event = JSON.stringify({ kind: 'step.started', step: 'step1', attempt: 1, at: new Date(), inputs: {} });
  const body = JSON.stringify({ document: FIVE_STEPS, parameters: {} });
  let done = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < begun + seconds * 1_000) {
        const id = randomUUID();
        await pool.query({ ...INSERT, values: [id, body] });
        for (let write = 0; write < WRITES; write += 1) await pool.query({ ...WRITE, values: [id, [event, event]] });
        done += 1;
      }
    }),
  );
  const rate = done / ((performance.now() - begun) / 1_000);
  await pool.query('drop table floor_runs, floor_events');
  await pool.end();
  return rate;
}
