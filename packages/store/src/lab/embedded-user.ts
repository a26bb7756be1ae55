import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { messageOf } from '../log.ts';
import { runSql } from './lab-postgres.ts';
import { silentLog } from './silent-log.ts';

// A process of its own for tests: uses the embedded PostgreSQL of a data directory until it is told to stop.
const [, , dataDir] = process.argv;
if (dataDir === undefined) throw new Error('usage: embedded-user.ts DATA_DIRECTORY');
try {
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog });
  const rows = await runSql(server.connectionString, 'select pg_postmaster_start_time()::text as started');
  process.stdout.write(`${JSON.stringify({ url: server.connectionString, started: rows[0]?.['started'] })}\n`);
  process.stdin.resume();
  process.stdin.once('end', () => void server.stop());
} catch (error) {
  process.stdout.write(`${JSON.stringify({ failed: messageOf(error) })}\n`);
}
