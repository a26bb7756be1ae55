import { createHash } from 'node:crypto';
import { postgresStore } from '@trueup/store';
import { quantile } from './executions-load.ts';
import { findingQuestions, type Question } from './finding-questions.ts';
import { manyFindings } from '@trueup/testing/many-findings';
import { startServer } from './start-server.ts';
import { machine, table } from './table.ts';

/**
 * Lists and counts of the findings of a large organization, as the console and AWS's own tools ask for them, on the
 * PostgreSQL of DATABASE_URL or the installed one with the settings it comes with. FINDINGS and CALLS make it smaller;
 * an argument names the questions to ask. A store that has so many already is not filled again.
 */
const FINDINGS = Number(process.env['FINDINGS'] ?? 1_000_000);
const CALLS = Number(process.env['CALLS'] ?? 200);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

async function measured({ name, atMostMs, ask }: Question): Promise<readonly string[]> {
  // The first calls open connections and read what nobody has read for long.
  for (let call = 0; call < 3; call += 1) await ask(call);
  const times: number[] = [];
  for (let call = 0; call < CALLS; call += 1) {
    const begun = performance.now();
    await ask(call);
    times.push(performance.now() - begun);
  }
  const ms = (part: number): string => `${quantile(times, part).toFixed(1)} ms`;
  return [name, ms(0.5), ms(0.95), `≤ ${atMostMs} ms`];
}

async function measureAll(): Promise<void> {
  const server = await startServer();
  if (!server) {
    process.stdout.write('No PostgreSQL server: set DATABASE_URL\n');
    return;
  }
  const { connection, version } = server;
  process.stdout.write(`${machine()}, PostgreSQL ${version}, ${FINDINGS} findings, ${CALLS} calls each\n\n`);
  const store = await postgresStore({
    connection,
    applicationName: 'trueup-bench',
    clock: { now: () => new Date().toISOString() },
    digest: sha256,
  });
  try {
    const saved = await manyFindings(store, connection, FINDINGS, sha256);
    if (saved !== undefined) process.stdout.write(`saved ${Math.round(saved)}/s by one caller, 500 at once\n\n`);
    const only = process.argv[2] ?? '';
    const rows: (readonly string[])[] = [];
    for (const question of await findingQuestions(store)) {
      if (question.name.includes(only)) rows.push(await measured(question));
    }
    process.stdout.write(`${table(['what', 'p50', 'p95', 'asked'], rows)}\n`);
  } finally {
    await store.close();
    await server.stop();
  }
}

await measureAll();
