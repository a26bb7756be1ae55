import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { compose, serverLog, startServer } from '@trueup/server';

/**
 * The server of bench/src/console.ts, in a process of its own as in an installation, so that the browser's driver takes
 * none of its time. Tells its address, and ends with its standard input.
 */
const POLICY = `accounts: [{ id: '123456789012', name: main }]\nregions: [us-east-1]\n`;

const [databaseUrl = '', dataDir = '', password = ''] = process.argv.slice(2);
const policyPath = join(dataDir, 'trueup.yaml');
await writeFile(policyPath, POLICY);
const log = serverLog({ level: 'silent', destination: process.stderr });
const trueup = await compose({ dataDir, policyPath, databaseUrl, log });
const server = await startServer({ ...trueup, dataDir, log, port: 0 });
await trueup
  .application({ kind: 'system', name: 'bench' })
  .createUser({ name: 'ann', grants: [{ role: 'admin' }], password });
process.stdout.write(`${server.address}\n`);
for await (const _line of process.stdin);
await server.close();
await trueup.close();
