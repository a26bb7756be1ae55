import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStore, startEmbeddedPostgres } from '@trueup/store';
import { floorLoop } from './executions-floor.ts';
import { closedLoop, load, quantile, startLatencies, waiting } from './executions-load.ts';
import { startServer, versionOf } from './start-server.ts';
import { machine, megabytes, table } from './table.ts';

/**
 * Executions of five steps that do nothing, every step durable, through the whole engine: started with their record,
 * run by a worker, ended with their record. The floor is a bare loop of prepared statements that makes as many durable writes, each by itself.
 */
const IN_FLIGHT = 100;
const SECONDS = 10;
const STARTS = 200;
const WAITING = 10_000;
const WOKEN = 100;

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

interface Asked {
  readonly perSecond: number;
}

async function measure(connection: string, asked: Asked): Promise<readonly (readonly string[])[]> {
  const floor = await floorLoop(connection, IN_FLIGHT, SECONDS);
  const store = await postgresStore({
    connection,
    applicationName: 'trueup-bench',
    clock: { now: () => new Date().toISOString() },
    digest: sha256,
  });
  const on = await load(store, sha256, IN_FLIGHT);
  try {
    const used = process.cpuUsage();
    const rate = await closedLoop(on, IN_FLIGHT, SECONDS);
    const { user, system } = process.cpuUsage(used);
    const cpuMs = (user + system) / 1_000 / (rate * (SECONDS + 3));
    const starts = await startLatencies(on, STARTS);
    const waits = await waiting(on, WAITING, WOKEN);
    return [
      ['floor: bare loop of the same writes', `${Math.round(floor)}/s`, '1.00', ''],
      [
        `executions, ${IN_FLIGHT} in flight`,
        `${Math.round(rate)}/s (${cpuMs.toFixed(2)} ms of our CPU each)`,
        (rate / floor).toFixed(2),
        `≥ ${asked.perSecond}/s`,
      ],
      ['start at low load, p50', `${quantile(starts, 0.5).toFixed(1)} ms`, '', '≤ 25 ms'],
      ['start at low load, p99', `${quantile(starts, 0.99).toFixed(1)} ms`, '', '≤ 150 ms'],
      [`${WAITING} waiting: more memory`, megabytes(waits.moreBytes), '', '≤ 60 MB'],
      [`${WAITING} waiting: CPU`, `${(waits.idleCpu * 100).toFixed(1)} % of a core`, '', ''],
      [
        `${WAITING} waiting: signal to segment, p99`,
        `${quantile(waits.wakeLatencies, 0.99).toFixed(1)} ms`,
        '',
        '≤ 1000 ms',
      ],
    ];
  } finally {
    await on.stop();
    await store.close();
  }
}

const HEAD = ['what', 'measured', 'ratio to floor', 'asked'];

async function compare(): Promise<void> {
  process.stdout.write(`${machine()}\n`);
  const server = await startServer();
  if (server) {
    const rows = await measure(server.connection, { perSecond: 600 });
    process.stdout.write(`\nPostgreSQL ${server.version}, a server\n\n${table(HEAD, rows)}\n`);
    await server.stop();
  } else process.stdout.write('\nNo PostgreSQL server: set DATABASE_URL\n');
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-bench-'));
  // As root, PostgreSQL runs as another user, who must be able to get there.
  await chmod(dataDir, 0o711);
  const embedded = await startEmbeddedPostgres({ dataDir });
  const version = await versionOf(embedded.connectionString);
  const rows = await measure(embedded.connectionString, { perSecond: 450 });
  process.stdout.write(`\nPostgreSQL ${version}, embedded\n\n${table(HEAD, rows)}\n`);
  await embedded.stop();
  await rm(dataDir, { recursive: true, force: true });
}

await compare();
