import { exec } from 'node:child_process';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scriptedFindings, scriptedTrueup, type ScriptedFinding } from '@trueup/api-contract/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { runHere } from './testing/run-here.ts';
import { expectRefused, expectSaid, servedUntil } from './testing/served.ts';
import { realBin, spawnCli } from './testing/spawn-cli.ts';

const { emptyDir, served } = servedUntil(onTestFinished);

const BUCKET = 'f-0000000000000001';
const NEEDS_APPROVAL = 'f-0000000000000002';
const PAUSED = 'f-0000000000000003';
const STAYS_WRONG = 'f-0000000000000004';

function twoOfOneBucket(): ScriptedFinding[] {
  const [first, , , last] = scriptedFindings();
  if (!first || !last) throw new Error('expected four scripted findings');
  return [first, { ...first, finding: { ...last.finding, resource: first.finding.resource } }];
}

describe('a command line alone', () => {
  test.each([
    [['findngs'], /unknown command 'findngs' \(Did you mean findings\?\)/],
    [['findings', 'list', '--colour'], /unknown option '--colour'/],
    [['scan', '-o', 'xml'], /Allowed choices are table, json, yaml/],
    [['findings', 'list', '--limit', 'all'], /expected a whole number/],
    [['remediate'], /name one finding id, or a filter/],
    [['remediate', BUCKET, '--all'], /name one finding id, or a filter/],
    [['reject', 'plan-1'], /required option '--reason <text>' not specified/],
    [['serve', '--aws-api-host', '0.0.0.0'], /--aws-api-host goes with --aws-api-port/],
    [['--as', 'no such name!', 'doctor'], /--as no such name!: expected 1 to 64/],
    [['--server', 'https://trueup.example.com', 'doctor'], /set TRUEUP_TOKEN or pass --token/],
    [['--server', 'trueup.example.com', 'doctor'], /expected a URL such as/],
    [['--server', 'http://127.0.0.1:9', '--token', 'x', 'doctor'], /the server at http:\/\/127.0.0.1:9 did not answer/],
    [['findings', 'list', '-o', 'table', '--query', 'items'], /--query works on -o json or -o yaml/],
  ])('refuses %j in one line', async (args, message) => {
    expectRefused(await runHere(['--data-dir', await emptyDir(), ...args]), message);
  });
});

describe('without a server', () => {
  test('Trueup runs in the same process, for the person named, and is closed', async () => {
    const dataDir = await emptyDir();
    const result = await runHere(['--data-dir', dataDir, '--as', 'alice', 'findings', 'list', '-o', 'json']);
    expect(result.code).toBe(2);
    expect(result.stderr).toBe(`embedded: opened on ${dataDir}\nembedded: application for alice\nembedded: closed\n`);
  });

  test('only a command that follows executions starts a worker', async () => {
    const result = await runHere(['--data-dir', await emptyDir(), 'remediate', BUCKET]);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('worker started');
  });

  test('inputs are checked as a server checks them, and it is closed after an error too', async () => {
    const result = await runHere(['--data-dir', await emptyDir(), 'findings', 'list', '--severity', 'huge']);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/embedded: closed\ntrueup: listFindings: severities\[0\]: expected one of [^\n]+\n$/);
  });

  test('init writes a policy for the account of the credentials, and never overwrites one', async () => {
    const dataDir = await emptyDir();
    const path = join(dataDir, 'trueup.yaml');
    expect(await runHere(['--data-dir', dataDir, 'init'])).toMatchObject({ code: 0 });
    const written = await readFile(path, 'utf8');
    expect(parse(written)).toMatchObject({
      partition: 'aws',
      accounts: [{ id: '222222222222', name: 'main' }],
      remediations: [{ controls: ['*'], mode: 'manual' }],
    });
    await writeFile(path, '# mine\n');
    expectRefused(await runHere(['--data-dir', dataDir, 'init']), /exists already: init never overwrites/);
    expect(await readFile(path, 'utf8')).toBe('# mine\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});

describe('on the server of the data directory', () => {
  test('findings are a table, JSON or YAML, and exit 2', async () => {
    const { trueup } = await served();
    const table = await trueup('findings', 'list');
    const json = await trueup('findings', 'list', '-o', 'json');
    const yaml = await trueup('findings', 'list', '-o', 'yaml');
    expect([table.code, json.code, yaml.code]).toEqual([2, 2, 2]);
    expect(table.stdout.split('\n')[0]).toMatch(/^ID +SEVERITY +CONTROL/);
    expect(table.stdout.split('\n')).toHaveLength(6);
    const findings = JSON.parse(json.stdout) as { items: { id: string }[] };
    expect(findings.items.map(({ id }) => id)).toEqual([BUCKET, NEEDS_APPROVAL, PAUSED, STAYS_WRONG]);
    expect(parse(yaml.stdout)).toEqual(findings);
    expect(table.stderr + json.stderr + yaml.stderr).toBe('');
  });

  test('--query picks out of the result, and a bad one is refused', async () => {
    const { trueup } = await served();
    const picked = await trueup('findings', 'list', '--query', "items[?severity=='HIGH'].resource.arn");
    expect(JSON.parse(picked.stdout)).toEqual(['arn:aws:s3:::archive']);
    expectRefused(await trueup('findings', 'list', '--query', 'items['), /--query: /);
  });

  test('pages are followed, and what is left out is said', async () => {
    const { trueup } = await served();
    const page = await trueup('findings', 'list', '--limit', '3');
    expect(page.stdout).toContain('There are more: raise --limit.');
    const none = await trueup('findings', 'list', '--status', 'suppressed');
    expect(none).toMatchObject({ code: 0, stdout: 'No findings.\n' });
  });

  test('a scan with open findings exits 2, and its progress is not in the result', async () => {
    const { trueup } = await served();
    const scan = await trueup('scan', '-o', 'json');
    expect(scan.code).toBe(2);
    expect(JSON.parse(scan.stdout)).toMatchObject({ scan: { status: 'finished', counts: { nonCompliant: 4 } } });
  });

  test('one finding is planned, repaired, verified and undone', async () => {
    const { trueup } = await served();
    const plan = await trueup('plan', BUCKET);
    expect(plan.code).toBe(2);
    expect(plan.stdout).toContain('~ PublicAccessBlock.BlockPublicAcls: false -> true');
    const repair = await trueup('remediate', BUCKET, '-o', 'json');
    expect(repair.code).toBe(0);
    const { execution } = JSON.parse(repair.stdout) as { execution: { id: string } };
    expect(execution).toMatchObject({ outcome: 'verified', startedBy: { kind: 'person', name: 'alice' } });
    expect(repair.stderr).toContain('invoices: verifying');
    const undo = await trueup('undo', execution.id);
    expect(undo.code).toBe(0);
    expect(undo.stdout).toContain('~ PublicAccessBlock.BlockPublicAcls: true -> false');
    expect((await trueup('executions', 'watch', execution.id)).code).toBe(0);
    expect((await trueup('executions', 'list')).stdout).toContain(execution.id);
  });

  test('what the engine leaves alone exits 2 while the finding is open, and 0 once it is not', async () => {
    const { trueup } = await served();
    expectSaid(await trueup('remediate', PAUSED), 2, 'automation-paused');
    expect((await trueup('remediate', BUCKET)).code).toBe(0);
    expectSaid(await trueup('plan', BUCKET), 0, 'finding-not-open');
    expect((await trueup('resume', PAUSED)).code).toBe(0);
    expectRefused(await trueup('resume', PAUSED), /automation is not paused/);
  });

  test('a repair that does not help exits 1', async () => {
    const { trueup } = await served();
    const repair = await trueup('remediate', STAYS_WRONG);
    expect(repair.code).toBe(1);
    expect(repair.stdout).toContain('still-non-compliant: shared is still public');
  });

  test('an approval needs another person and the hash of the plan, and then the plan may start', async () => {
    const { trueup } = await served();
    const asked = await trueup('remediate', NEEDS_APPROVAL, '--query', 'plan.[id, hash]');
    expect(asked.code).toBe(2);
    const [id = '', hash = ''] = JSON.parse(asked.stdout) as string[];
    expectRefused(await trueup('approve', id), /pass --hash, as `trueup plans show plan-1` prints it/);
    expectRefused(await trueup('approve', id, '--hash', 'other'), /the hash given is of another plan/);
    expectRefused(await trueup('approve', id, '--hash', hash), /another person must approve it/);
    const approved = await trueup('--as', 'bob', 'approve', id, '--hash', hash);
    expectSaid(approved, 0, `trueup remediate ${NEEDS_APPROVAL}`);
    expect((await trueup('remediate', NEEDS_APPROVAL)).code).toBe(0);
  });

  test('many repairs start only when their count is confirmed', async () => {
    const { trueup } = await served();
    const dry = await trueup('remediate', '--all', '--dry-run', '--query', 'items[].result');
    expect(dry.code).toBe(2);
    expect(JSON.parse(dry.stdout)).toEqual(['planned', 'waiting-for-approval', 'left', 'planned']);
    const unconfirmed = await trueup('remediate', '--all', '-o', 'json');
    expectRefused(unconfirmed, /2 repairs, the highest risk is disruptive\. .*pass --yes-count 2/);
    expectRefused(
      await trueup('remediate', '--all', '--yes-count', '3', '-o', 'json'),
      /2 repairs would start, nothing was/,
    );
    expect(JSON.parse((await trueup('executions', 'list', '-o', 'json')).stdout)).toEqual({ items: [] });
    const done = await trueup('remediate', '--all', '--yes-count', '2', '--query', 'items[].result');
    expect(done.code).toBe(1);
    expect(JSON.parse(done.stdout)).toEqual(['verified', 'waiting-for-approval', 'left', 'still-non-compliant']);
  });

  test('the repairs of one resource follow each other, each on a plan of its own', async () => {
    const { trueup } = await served(scriptedTrueup(twoOfOneBucket()));
    const done = await trueup('remediate', '--all', '--yes-count', '2', '--query', 'items[].[result, planId]');
    expect(JSON.parse(done.stdout)).toEqual([
      ['verified', 'plan-1'],
      ['verified', 'plan-3'],
    ]);
    expect(done.code).toBe(0);
  });

  test('a later repair that would call something else than was confirmed does not start', async () => {
    const scripted = scriptedTrueup(twoOfOneBucket());
    let plans = 0;
    const application: typeof scripted.application = (actor) => {
      const trueup = scripted.application(actor);
      return {
        ...trueup,
        async makePlan(input) {
          const outcome = await trueup.makePlan(input);
          plans += 1;
          return outcome.kind === 'planned' && plans > 2
            ? { ...outcome, plan: { ...outcome.plan, calls: [] } }
            : outcome;
        },
      };
    };
    const { trueup } = await served({ application, records: [] });
    const done = await trueup('remediate', '--all', '--yes-count', '2', '--query', 'items[].result');
    expect(JSON.parse(done.stdout)).toEqual(['verified', 'not-started']);
    expect(done.code).toBe(1);
    expect(JSON.parse((await trueup('executions', 'list', '--query', 'items | length(@)')).stdout)).toBe(1);
  });

  test('the audit log is intact, and not when a head noted elsewhere is missing', async () => {
    const { trueup } = await served();
    expectSaid(await trueup('audit', 'verify'), 0, 'intact');
    const broken = await trueup('audit', 'verify', '--head', 'd'.repeat(64));
    expectSaid(broken, 1, 'broken at record 1');
  });

  test('permissions are printed as they are', async () => {
    const { trueup } = await served();
    expect((await trueup('permissions')).stdout).toBe('{ "Version": "2012-10-17" }\n');
    expect((await trueup('controls', 'show', 'S3.8')).stdout).toContain('schemaVersion');
    expectRefused(await trueup('controls', 'show', 'S3.99'), /no control S3.99/);
  });

  test('a second server is refused before anything is opened', async () => {
    const { trueup, dataDir, address } = await served();
    expectRefused(
      await trueup('serve'),
      new RegExp(`already running on ${dataDir} \\(pid ${process.pid}, ${address}\\)`),
    );
  });

  test('a person who may not read the token is told so', async () => {
    const { trueup, dataDir } = await served();
    await rm(join(dataDir, 'admin-token'));
    expectRefused(await trueup('doctor'), /a server runs on .*, but its token cannot be read/);
  });
});

describe('on a server that was named', () => {
  test('a wrong token is refused', async () => {
    const { address } = await served();
    const wrong = await runHere(['--server', address, '--token', 'wrong', 'findings', 'list']);
    expectRefused(wrong, /authorization: Bearer TOKEN/);
  });

  test('what is no Trueup is told from an error of Trueup', async () => {
    const other = createServer((_request, response) => response.writeHead(200).end('<html>hello</html>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => other.close(() => resolve())));
    const { port } = other.address() as AddressInfo;
    const result = await runHere(['--server', `http://127.0.0.1:${port}`, '--token', 'x', 'doctor']);
    expectRefused(result, /in a form that this client does not know/);
  });
});

/** A process of its own takes its time to start on a busy machine. */
describe('the real command line', { timeout: 60_000 }, () => {
  test('prints its help and its version', async () => {
    const help = await spawnCli(['findings', 'list', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Examples:');
    expect((await spawnCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('exits with the code, and keeps result and progress apart', async () => {
    const { dataDir } = await served();
    const scan = await spawnCli(['--data-dir', dataDir, 'scan', '-o', 'json']);
    expect(scan.code).toBe(2);
    expect(JSON.parse(scan.stdout)).toMatchObject({ scan: { status: 'finished' } });
    expectRefused(await spawnCli(['--data-dir', dataDir, 'findings', 'show', 'f-9']), /^trueup: no finding f-9\n$/);
  });

  test('takes the token and the data directory from the environment', async () => {
    const { address, token, dataDir } = await served();
    const named = await spawnCli(['--server', address, 'findings', 'list'], { TRUEUP_TOKEN: token });
    const local = await spawnCli(['findings', 'list'], { TRUEUP_DATA_DIR: dataDir });
    expect([named.code, local.code]).toEqual([2, 2]);
    expect(local.stdout).toBe(named.stdout);
  });

  test('a reader that stops reading is no error', async () => {
    const { dataDir } = await served();
    const command = `'${process.execPath}' '${realBin}' --data-dir '${dataDir}' findings list | head -c 1`;
    const { stdout, stderr } = await promisify(exec)(command);
    expect({ stdout, stderr }).toEqual({ stdout: 'I', stderr: '' });
  });
});
