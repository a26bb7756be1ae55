import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { verifyChain, type Page, type Store } from '@trueup/core';
import { createEngine } from '@trueup/engine';
import { postgresStore, startEmbeddedPostgres, type EmbeddedPostgres } from '@trueup/store';
import { eventParts, freshAccount, REQUESTER, sha256, systemClock } from '@trueup/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

/**
 * A process that takes in findings is killed with SIGKILL at random moments: what it acknowledged is there, once, with
 * its history, its record and its deliveries, and nothing is there in part.
 */
const KILLS = Number(process.env['INGEST_KILLS'] ?? 4);
const CHILD = fileURLToPath(new URL('src/ingest-until-killed.ts', import.meta.url));

let dataDir: string;
let postgres: EmbeddedPostgres;
let store: Store;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'trueup-ingest-'));
  // As root, PostgreSQL runs as another user, who must be able to get there.
  await chmod(dataDir, 0o711);
  postgres = await startEmbeddedPostgres({ dataDir });
  store = await postgresStore({
    connection: postgres.connectionString,
    digest: sha256,
    clock: systemClock,
    applicationName: 'trueup-e2e',
  });
});
afterAll(async () => {
  await store.close();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs the child until it is killed, some time after its first batch; tells what it acknowledged. */
async function ingestAndKill(account: string, run: string): Promise<readonly string[]> {
  const child = spawn(process.execPath, [CHILD, postgres.connectionString, account, run], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => acknowledged.push(line));
  const ended = once(lines, 'close');
  await Promise.race([once(lines, 'line'), ended]);
  await sleep(Math.random() * 700);
  child.kill('SIGKILL');
  await ended;
  return acknowledged;
}

async function everyOf<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = await page(cursor);
    all.push(...items);
    if (next === undefined) return all;
    cursor = next;
  }
}

const at = (cursor: string | undefined) => ({ limit: 1000, ...(cursor === undefined ? {} : { cursor }) });

const counted = (keys: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

test('killed again and again while it takes in findings, all it acknowledged is there once, and nothing in part', async () => {
  const account = freshAccount();
  const given = eventParts(store, account);
  const { operations } = createEngine(given);
  const pattern = JSON.stringify({ source: ['aws.securityhub'], account: [account] });
  const kept = await operations.putEventRule({ name: 'all', enabled: true, pattern }, given.scope, REQUESTER);
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  await operations.putEventTargets(kept.rule.arn, [{ id: 'one', address: { kind: 'remediation' } }], REQUESTER);

  const acknowledged: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) acknowledged.push(...(await ingestAndKill(account, `run${kill}`)));
  expect(acknowledged.length).toBeGreaterThan(KILLS);

  const findings = await everyOf((cursor) => store.findings.list({ accounts: [account], ...at(cursor) }));
  const versions = new Map(findings.map(({ asff }) => [asff.Id, Number(asff.Title.slice(1))]));
  expect(versions.size).toBe(findings.length);
  const lost: string[] = [];
  for (const line of acknowledged) {
    const [name, version] = line.split(' ');
    for (let n = 0; n < 20; n += 1) {
      const stored = versions.get(`${name}-${n}`) ?? 0;
      if (stored < Number(version)) lost.push(`${name}-${n}: ${version} was acknowledged, ${stored} is there`);
    }
  }

  expect(lost).toEqual([]);

  const deliveries = await everyOf((cursor) => store.events.deliveries({ rule: 'all', ...at(cursor) }));
  const sent = counted(deliveries.map(({ event }) => event.resources[0] ?? ''));
  const records = await everyOf((cursor) => store.records.list({ actions: ['finding.opened'], ...at(cursor) }));
  const opened = counted(records.map(({ subject }) => subject.id));
  for (const { id, asff, sources } of findings) {
    const version = versions.get(asff.Id);
    const { items: history } = await store.findings.history(id, { limit: 10 });
    expect({
      id: asff.Id,
      history: history.map(({ created }) => created).toReversed(),
      sent: sent.get(`${asff.ProductArn}/${asff.Id}`),
      opened: opened.get(id),
      sources: sources.length,
    }).toEqual({ id: asff.Id, history: [true, false].slice(0, version), sent: version, opened: 1, sources: 1 });
  }
  expect(deliveries).toHaveLength([...versions.values()].reduce((sum, version) => sum + version, 0));
  expect(opened.size).toBe(findings.length);
  expect(await verifyChain(store.records.all(), await store.records.head(), sha256)).toMatchObject({ kind: 'intact' });
}, 180_000);
