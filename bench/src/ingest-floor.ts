import pg from 'pg';
import { sampleFinding } from './ingest-sample.ts';

const AT_ONCE = 200;

/** Rows of a finding's size a second that one connection stores, with a key and nothing else. */
export async function insertFloor(connectionString: string, count: number): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('create table bench_floor (id text primary key, body json not null)');
    const begun = performance.now();
    for (let from = 0; from < count; from += AT_ONCE) {
      const numbers = Array.from({ length: AT_ONCE }, (_, index) => from + index);
      await client.query(
        `insert into bench_floor select id, body::json
         from unnest($1::text[], string_to_array($2::text, E'\\n')) as given (id, body)`,
        [
          numbers.map((number) => `f-${number}`),
          numbers.map((number) => JSON.stringify(sampleFinding(number, '2026-01-02T00:00:00.000Z'))).join('\n'),
        ],
      );
    }
    const rate = count / ((performance.now() - begun) / 1_000);
    await client.query('drop table bench_floor');
    return rate;
  } finally {
    await client.end();
  }
}
