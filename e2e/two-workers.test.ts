import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@trueup/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptedAws, type ScriptedAws } from './src/scripted-aws.ts';
import { BIN, trueupHome, until, type TrueupHome, type TrueupServer } from './src/trueup-process.ts';

/** A server and a second worker on one PostgreSQL, and one of them is killed and never comes back. */
const EXECUTIONS = 60;
const WITHIN_MS = 30_000;
const REST_S = 5;

const DOCUMENT = `
schemaVersion: '0.3'
mainSteps:
  - { name: First, action: aws:executeAwsApi, inputs: { Service: kms, Api: TagResource, KeyId: '{{ automation:EXECUTION_ID }}', Tags: [{ TagKey: First, TagValue: x }] } }
  - { name: Rest, action: aws:sleep, inputs: { Duration: PT${REST_S}S } }
  - { name: Last, action: aws:executeAwsApi, inputs: { Service: kms, Api: TagResource, KeyId: '{{ automation:EXECUTION_ID }}', Tags: [{ TagKey: Last, TagValue: x }] } }
`;

let aws: ScriptedAws;
let home: TrueupHome;
let directory: string;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;

beforeAll(async () => {
  aws = await scriptedAws();
  directory = await mkdtemp(join(tmpdir(), 'trueup-two-'));
  await chmod(directory, 0o711);
  postgres = await startEmbeddedPostgres({ dataDir: directory });
  home = await trueupHome(aws.endpoint, undefined, { DATABASE_URL: postgres.connectionString });
});
afterAll(async () => {
  await home.remove();
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
  await aws.stop();
});

function startWorker(): ChildProcess {
  return spawn(process.execPath, [BIN, 'worker'], { env: home.env, stdio: 'ignore' });
}

async function startAll(server: TrueupServer): Promise<void> {
  const trueup = server.as('ann');
  const start = (): Promise<unknown> =>
    trueup.startAutomation({ document: { kind: 'text', name: 'Shared', text: DOCUMENT } });
  for (let begun = 0; begun < EXECUTIONS; begun += 20) await Promise.all(Array.from({ length: 20 }, start));
}

test('what a killed worker held goes on in the other one, within 30 s', async () => {
  const server = await home.serve();
  const worker = startWorker();
  await startAll(server);
  const trueup = server.as('ann');
  await until(
    async () => (await trueup.listExecutions({ statuses: ['InProgress'], limit: 1 })).items,
    (running) => running.length > 0,
  );
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
  const killedAt = Date.now();
  await until(
    async () => (await trueup.listExecutions({ phases: ['running'], limit: 1 })).items,
    (running) => running.length === 0,
  );
  expect(Date.now() - killedAt).toBeLessThan(WITHIN_MS + REST_S * 1_000);
  const { items } = await trueup.listExecutions({ limit: 200 });
  expect(items.map(({ status }) => status)).toEqual(Array.from({ length: EXECUTIONS }, () => 'Success'));
  expect(new Set(aws.tagged.map(({ key, tag }) => `${key} ${tag}`)).size).toBe(2 * EXECUTIONS);
  await server.stop();
}, 120_000);

test('executions in flight go on after the server was stopped, exchanged and started again', async () => {
  const before = await home.serve();
  const { execution } = await before.as('ann').startAutomation({
    document: { kind: 'text', name: 'InFlight', text: DOCUMENT },
  });
  await until(
    () => before.as('ann').getExecution({ id: execution.id }),
    ({ steps }) => steps[0]?.status === 'Success',
  );
  await before.stop();
  const after = await home.serve();
  const ended = await until(
    () => after.as('ann').getExecution({ id: execution.id }),
    (seen) => seen.execution.phase === 'finished',
  );
  expect(ended.execution.status).toBe('Success');
  expect(aws.tagged.filter(({ key }) => key === execution.id).map(({ tag }) => tag)).toEqual(['First', 'Last']);
  await after.stop();
}, 60_000);
