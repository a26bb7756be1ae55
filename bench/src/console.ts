import { createHash } from 'node:crypto';
import { postgresStore } from '@trueup/store';
import { logIn, openConsole, startChromium } from '@trueup/testing/browser';
import { manyFindings } from '@trueup/testing/many-findings';
import { consoleAudit } from './console-audit.ts';
import { consoleInteractions } from './console-interactions.ts';
import { firstLoad } from './console-load.ts';
import { startConsoleServer, type ConsoleServer } from './start-console-server.ts';
import { startServer } from './start-server.ts';
import { machine, table } from './table.ts';

/**
 * The console in a real browser, in front of a server with 1,000,000 findings (FINDINGS makes it fewer): what the first
 * page weighs, how long the list of findings takes to show what was asked for, and what axe finds on every page.
 */
const FINDINGS = Number(process.env['FINDINGS'] ?? 1_000_000);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

async function fill(connection: string): Promise<void> {
  const clock = { now: () => new Date().toISOString() };
  const store = await postgresStore({ connection, applicationName: 'trueup-bench', clock, digest: sha256 });
  try {
    await manyFindings(store, connection, FINDINGS, sha256);
  } finally {
    await store.close();
  }
}

async function measure({ address, who }: ConsoleServer): Promise<void> {
  const browser = await startChromium();
  try {
    const cold = await openConsole(browser, address, { path: '/healthz' });
    process.stdout.write(`${table(['first load', 'measured', 'asked'], await firstLoad(cold.page, who))}\n\n`);
    await cold.close();
    const warm = await openConsole(browser, address);
    await logIn(warm.page, who);
    const rows = await consoleInteractions(warm.page);
    process.stdout.write(
      `${table(['list of findings', 'next frame p95', 'answer p50', 'answer p75', 'answer p95', 'asked'], rows)}\n\n`,
    );
    await warm.close();
    const audit = await consoleAudit(browser, address, who);
    process.stdout.write(`${table(['language', 'theme', 'pages', 'serious by axe', 'faults', 'asked'], audit)}\n`);
  } finally {
    await browser.close();
  }
}

async function measureAll(): Promise<void> {
  const postgres = await startServer();
  if (!postgres) {
    process.stdout.write('No PostgreSQL server: set DATABASE_URL\n');
    return;
  }
  try {
    await fill(postgres.connection);
    process.stdout.write(`${machine()}, PostgreSQL ${postgres.version}, ${FINDINGS} findings\n\n`);
    const server = await startConsoleServer(postgres.connection);
    await measure(server);
    await server.stop();
  } finally {
    await postgres.stop();
  }
}

await measureAll();
