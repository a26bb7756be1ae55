import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startAwsLab, type AwsLab } from '@trueup/testing/lab';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prowlerFinding } from './src/prowler-finding.ts';
import { ROOT, trueupHome, type TrueupHome } from './src/trueup-process.ts';

/**
 * Every command of the README, in its order, on a stand-in. Ids are those of the README; what stands for them is put
 * in. Two commands are run elsewhere: `npm ci && npm run demo` by demo.test.ts and `npm ci && npm test` by CI itself.
 */
const COMMANDS: readonly { readonly line: string; readonly exits: number; readonly says: RegExp }[] = [
  { line: 'npx trueup init', exits: 0, says: /trueup\.yaml/ },
  { line: 'npx trueup doctor', exits: 0, says: /PostgreSQL answers/ },
  { line: 'npx trueup scan', exits: 2, says: /S3\.14|findings/i },
  { line: 'npx trueup findings list', exits: 2, says: /S3\.14/ },
  { line: 'npx trueup permissions --format cloudformation', exits: 0, says: /AWS::IAM::Role/ },
  { line: 'npx trueup plan f-0123456789abcdef', exits: 2, says: /s3:PutBucketVersioning/ },
  { line: 'npx trueup remediate f-0123456789abcdef', exits: 0, says: /verified/ },
  { line: 'npx trueup executions list', exits: 0, says: /verified/ },
  { line: 'npx trueup undo 11111111-2222-4333-8444-555555555555', exits: 0, says: /verified/ },
  { line: 'npx trueup audit verify', exits: 0, says: /intact/ },
  {
    line: 'npx trueup policy plan',
    exits: 2,
    says: /Once it is applied, it counts in the place of the file[^]*Plan hash/,
  },
  { line: 'npx trueup policy explain f-0123456789abcdef', exits: 0, says: /kill-switch +passes/ },
  { line: 'npx trueup remediations', exits: 0, says: /S3\.14 +manual/ },
  { line: 'npx trueup runbook validate versioning.yaml', exits: 0, says: /versioning\.yaml|no/i },
  {
    line: `npx trueup runbook plan versioning.yaml --parameters '{"BucketName": "invoices"}'`,
    exits: 0,
    says: /s3:PutBucketVersioning[^]*Nothing was changed/,
  },
  {
    line: `npx trueup runbook run versioning.yaml --parameters '{"BucketName": "invoices"}'`,
    exits: 0,
    says: /status +Success/,
  },
  { line: 'npx trueup runbook import versioning.yaml --name Enable-Versioning', exits: 0, says: /version 1/ },
  {
    line: `npx trueup runbook run Enable-Versioning --parameters '{"BucketName": "invoices"}' -o json`,
    exits: 0,
    says: /"AutomationExecutionStatus": "Success"/,
  },
  {
    line: 'npx trueup findings import prowler.ocsf.json',
    exits: 0,
    says: /1 created, 0 updated, 0 unchanged, 0 rejected/,
  },
  { line: 'npx trueup findings list --product Prowler --sort priority', exits: 2, says: /HIGH .*SSH port 22/ },
  { line: 'npx trueup findings export --format sarif -f trueup.sarif', exits: 0, says: /Wrote .*trueup\.sarif/ },
  { line: 'npx trueup standards score', exits: 0, says: /fsbp\/1\.0\.0 +\d+ %/ },
  { line: 'npx trueup rules preview critical.yaml', exits: 0, says: /1 finding matches now/ },
  { line: 'npx trueup rules create critical.yaml', exits: 0, says: /status +ENABLED/ },
  {
    line: `npx trueup events put-rule criticals --pattern '{"detail": {"findings": {"Severity": {"Label": ["CRITICAL"]}}}}'`,
    exits: 0,
    says: /status +ENABLED/,
  },
  { line: 'npx trueup events put-targets criticals team.yaml', exits: 0, says: /team +slack +secret TEAM_SLACK/ },
  { line: 'npx trueup events deliveries --status dead', exits: 0, says: /No deliveries/ },
  { line: 'npx trueup keys create --name alice', exits: 0, says: /AKTU/ },
];
const FILES = ['versioning.yaml', 'critical.yaml', 'team.yaml', 'prowler.ocsf.json', 'trueup.sarif'];
/** Run elsewhere, or below. */
const ELSEWHERE = ['npm ci && npm run demo', 'npm ci && npm test'];
const ACCOUNT = '640000000001';
const SERVE = 'npx trueup serve --data-dir ~/.trueup --port 4747';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
/** A policy, a runbook, an automation rule, and targets. */
const yamlOfReadme = [...readme.matchAll(/```yaml\n([^]*?)```/g)].map(([, block]) => block);

let lab: AwsLab;
let home: TrueupHome;
beforeAll(async () => {
  lab = await startAwsLab();
  home = await trueupHome(lab.endpoint);
});
afterAll(async () => {
  await home.remove();
  await lab.stop();
});

async function makeBucket(): Promise<void> {
  const { awsDoor } = await import('@trueup/aws');
  const { accountId, region } = await import('@trueup/core');
  process.env['AWS_ACCESS_KEY_ID'] = 'e2e';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'e2e';
  const door = awsDoor({ endpoint: lab.endpoint, accountOf: () => ({ role: 'SetUp' }) });
  const scope = { accountId: accountId(ACCOUNT), region: region('us-east-1'), partition: 'aws' } as const;
  const made = await door
    .open(scope, { mode: 'live' })
    .call({ service: 's3', operation: 'CreateBucket', parameters: { Bucket: 'readme' } });
  expect(made.kind).toBe('answered');
}

/** Those that the README shows, and a report of Prowler's. */
async function writeFiles(): Promise<void> {
  const shown = ['versioning.yaml', 'critical.yaml', 'team.yaml'];
  await Promise.all(shown.map((name, at) => writeFile(join(home.dataDir, name), yamlOfReadme[at + 1] ?? '')));
  await writeFile(join(home.dataDir, 'prowler.ocsf.json'), JSON.stringify([prowlerFinding(ACCOUNT)]));
}

async function id(command: readonly string[], query: string): Promise<string> {
  const { stdout } = await home.run(...command, '--query', query, '-o', 'json');
  return JSON.parse(stdout) as string;
}

/** What stands in the README for things of the person who reads it. */
async function withIds(given: string): Promise<string> {
  const line = FILES.reduce((text, name) => text.replace(name, join(home.dataDir, name)), given).replace(
    'invoices',
    'readme',
  );
  if (line.includes('f-0123456789abcdef')) {
    const found = await id(['findings', 'list', '--control', 'S3.14'], 'items[0].id');
    return line.replace('f-0123456789abcdef', found);
  }
  if (!line.includes('11111111-2222')) return line;
  return line.replace(/[\d-]{36}/, await id(['executions', 'list'], 'items[0].id'));
}

/** As a shell splits it. */
function argumentsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

test('every command of the README is run by a test', () => {
  const shown = [...readme.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
  const run = [...COMMANDS.map(({ line }) => line), SERVE, ...ELSEWHERE];
  expect(shown.filter((line) => !run.includes(line))).toEqual([]);
});

test('every command of the README does what it says', async () => {
  await makeBucket();
  await writeFiles();
  for (const { line, exits, says } of COMMANDS) {
    const [, , ...args] = argumentsOf(await withIds(line));
    const { code, stdout, stderr } = await home.run(...args);
    expect({ line, code, stderr: code === exits ? '' : stderr }).toEqual({ line, code: exits, stderr: '' });
    expect(stdout + stderr).toMatch(says);
    if (line.endsWith(' init')) await writeFile(join(home.dataDir, 'trueup.yaml'), policy());
  }
}, 300_000);

test('the server of the README listens, and any command given its directory talks to it', async () => {
  expect(SERVE).toContain('--port 4747');
  const server = await home.serve();
  try {
    const { stdout } = await home.run('findings', 'list', '--debug');
    expect(stdout).toContain('readme');
    const second = await home.run('serve', '--port', '0');
    expect(second).toMatchObject({ code: 1 });
    expect(second.stderr).toMatch(new RegExp(`already running on .* \\(pid ${server.process.pid}`));
  } finally {
    await server.stop();
  }
}, 120_000);

test('the policy of the README is a policy', async () => {
  await writeFile(join(home.dataDir, 'trueup.yaml'), yamlOfReadme[0] ?? '');
  const { stdout } = await home.run('doctor');
  expect(stdout).toMatch(/policy\s+ok/i);
});

function policy(): string {
  return `regions: [us-east-1]
accounts: [{ id: "${ACCOUNT}", name: readme, role: TrueupMember }]
remediations: [{ name: all-others, controls: ["*"], mode: manual }]
`;
}
