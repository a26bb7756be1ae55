import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { BIN, trueupHome, until, type TrueupHome } from './src/trueup-process.ts';

/** A directory without a policy: runbooks, keys and the server need none. */
let home: TrueupHome;
beforeAll(async () => {
  home = await trueupHome(inject('awsLabEndpoint'));
  await writeFile(join(home.dataDir, 'make.yaml'), runbook('{{ Name }}'));
});
afterAll(() => home.remove());

const runbook = (bucket: string): string => `schemaVersion: '0.3'
parameters: { Name: { type: String } }
mainSteps:
  - name: Wait
    action: aws:sleep
    inputs: { Duration: PT2S }
  - name: Make
    action: aws:executeAwsApi
    inputs: { Service: s3, Api: CreateBucket, Bucket: '${bucket}' }
`;

function make(name: string, ...more: string[]): string[] {
  const path = join(home.dataDir, 'make.yaml');
  return ['runbook', 'run', path, '--parameters', JSON.stringify({ Name: name }), ...more];
}

async function keyOf(...options: string[]): Promise<string> {
  const { code, stdout } = await home.run('keys', 'create', ...options, '--data-dir', home.dataDir, '-o', 'json');
  expect(code).toBe(0);
  const key = JSON.parse(stdout) as { accessKeyId: string; secretAccessKey: string };
  expect(key).toEqual({
    accessKeyId: expect.stringMatching(/^[A-Z0-9]{20}$/) as string,
    secretAccessKey: expect.stringMatching(/^\S{40}$/) as string,
  });
  return key.accessKeyId;
}

test('without a policy and a server a runbook runs in this process, and its exit code says how it ended', async () => {
  const good = await home.run(...make('e2e-runbook-good', '-o', 'json'));
  expect(good).toMatchObject({ code: 0 });
  expect(JSON.parse(good.stdout)).toMatchObject({ AutomationExecutionStatus: 'Success', DocumentName: 'make' });
  expect(good.stderr).toMatch(/^execution \S+\n(step .+\n)+$/);
  const bad = await home.run(...make('x', '-o', 'json'));
  expect(bad).toMatchObject({ code: 1 });
  expect(JSON.parse(bad.stdout)).toMatchObject({ AutomationExecutionStatus: 'Failed' });
  const plan = await home.run(
    'runbook',
    'plan',
    ...make('e2e-runbook-planned').slice(2),
    '--query',
    'calls[].operation',
  );
  expect(plan).toMatchObject({ code: 0, stdout: '[\n  "CreateBucket"\n]\n' });
}, 180_000);

test('keys are made with and without a server, and a person who interrupts leaves the execution running', async () => {
  const before = await keyOf();
  const server = await home.serve();
  try {
    const after = await keyOf('--name', 'bob');
    const listed = await home.run('keys', 'list', '--query', 'items[].[accessKeyId, name]');
    expect(JSON.parse(listed.stdout)).toEqual([
      [before, expect.any(String)],
      [after, 'bob'],
    ]);
    const { code, stderr } = await interrupted(...make('e2e-runbook-interrupted'));
    expect(code).toBe(130);
    const [, id = ''] = /execution (\S+) goes on\. Follow it/.exec(stderr) ?? [];
    const trueup = server.as('alice');
    const ended = await until(
      () => trueup.getAutomationExecution({ id }),
      ({ ExecutionEndTime }) => ExecutionEndTime !== undefined,
    );
    expect(ended).toMatchObject({ AutomationExecutionStatus: 'Success' });
    expect((await home.run('executions', 'watch', id)).code).toBe(0);
  } finally {
    await server.stop();
  }
}, 180_000);

/** Ctrl-C once the first step is told. */
async function interrupted(...args: string[]): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, [BIN, ...args], { env: home.env, stdio: ['ignore', 'ignore', 'pipe'] });
  const said = text(child.stderr);
  child.stderr.on('data', (chunk: Buffer) => {
    if (chunk.toString('utf8').includes('step Wait')) child.kill('SIGINT');
  });
  await once(child, 'close');
  return { code: child.exitCode, stderr: await said };
}
