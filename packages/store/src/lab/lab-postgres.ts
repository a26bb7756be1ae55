import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findBinaries, installedBinaries } from '../embedded/find-binaries.ts';
import { startCluster } from '../embedded/start-embedded-postgres.ts';
import { openLabStore } from './open-lab-store.ts';
import { silentLog } from './silent-log.ts';

/** A PostgreSQL for tests, in which each caller gets a database of its own. */
export interface LabPostgres {
  /** One that has the tables of a store, with nothing in them. */
  newDatabase(): Promise<string>;
  /** One that has nothing at all. */
  emptyDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export interface LabPostgresKind {
  readonly name: string;
  start(): Promise<LabPostgres>;
}

/** Every PostgreSQL that this machine has to test on; says which ones it lacks. */
export function labPostgresKinds(): readonly LabPostgresKind[] {
  const url = process.env['TRUEUP_TEST_DATABASE_URL'];
  const oldest = installedBinaries().find(({ major }) => major === 15);
  const lacking = [
    ...(url === undefined ? ['TRUEUP_TEST_DATABASE_URL is not set: no tests on a server'] : []),
    ...(oldest ? [] : ['no PostgreSQL 15 is installed: no tests on the oldest supported version']),
  ];
  for (const reason of lacking) process.stderr.write(`store tests: ${reason}\n`);
  return [
    { name: 'the embedded PostgreSQL', start: () => startLocal(findBinaries) },
    ...(oldest ? [{ name: 'PostgreSQL 15', start: () => startLocal(() => oldest) }] : []),
    ...(url === undefined
      ? []
      : [{ name: 'TRUEUP_TEST_DATABASE_URL', start: async () => labPostgres(url, (made) => dropAll(url, made)) }]),
  ];
}

async function startLocal(find: typeof findBinaries): Promise<LabPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-store-'));
  // As root, the server's user has to get in.
  await chmod(dataDir, 0o711);
  const server = await startCluster({ dataDir, log: silentLog }, find);
  return labPostgres(server.connectionString, async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
}

async function dropAll(url: string, names: readonly string[]): Promise<void> {
  for (const name of names) await runSql(url, `drop database ${name} with (force)`);
}

function labPostgres(url: string, stop: (made: readonly string[]) => Promise<void>): LabPostgres {
  const made: string[] = [];
  const create = async (template?: string): Promise<string> => {
    const name = `trueup_test_${randomBytes(6).toString('hex')}`;
    await runSql(url, `create database ${name}${template === undefined ? '' : ` template ${template}`}`);
    made.push(name);
    return name;
  };
  const addressOf = (name: string): string => {
    const own = new URL(url);
    own.pathname = `/${name}`;
    return own.href;
  };
  let migrated: Promise<string> | undefined;
  const migrate = async (): Promise<string> => {
    const name = await create();
    await (await openLabStore(addressOf(name))).close();
    return name;
  };
  return {
    // A copy of one that was migrated takes half as long as the migrations.
    newDatabase: async () => addressOf(await create(await (migrated ??= migrate()))),
    emptyDatabase: async () => addressOf(await create()),
    stop: () => stop(made),
  };
}

/** Runs statements on a connection of their own, as somebody would who goes around the store. */
export async function runSql(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // A killed server rejects the query and is told here once more.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
}
