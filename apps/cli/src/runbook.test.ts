import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scriptedTrueup, type ScriptedTrueup } from '@trueup/api-contract/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { runHere } from './testing/run-here.ts';
import { expectRefused, expectSaid, servedUntil } from './testing/served.ts';

const { emptyDir, served } = servedUntil(onTestFinished);

type Step = readonly [name: string, action: string];

const runbook = (...steps: Step[]): string =>
  `schemaVersion: "0.3"\nmainSteps:\n${steps.map(([name, action]) => `  - name: ${name}\n    action: ${action}\n`).join('')}`;

const TWO_STEPS = runbook(['Make', 'aws:executeAwsApi'], ['Tag', 'aws:createTags']);
const FIRST = '00000000-0000-4000-8000-000000000001';

async function file(name: string, text: string): Promise<string> {
  const path = join(await emptyDir(), name);
  await writeFile(path, text);
  return path;
}

/** Answers the execution as soon as somebody looks at it while it waits. */
function answered(
  answer: (trueup: ReturnType<ScriptedTrueup['application']>, id: string) => Promise<unknown>,
): ScriptedTrueup {
  const scripted = scriptedTrueup();
  let looks = 0;
  return {
    ...scripted,
    application: (actor) => {
      const trueup = scripted.application(actor);
      return {
        ...trueup,
        async getAutomationExecution(input) {
          const standing = await trueup.getAutomationExecution(input);
          looks += 1;
          if (standing.AutomationExecutionStatus === 'Waiting' && looks > 3) await answer(trueup, input.id);
          return standing;
        },
      };
    },
  };
}

describe('a command line that is wrong', () => {
  test.each([
    [['run'], /missing required argument 'file\|name'/],
    [['run', 'nowhere.yaml'], /no file nowhere\.yaml/],
    [['run', './Fix'], /no file \.\/Fix/],
    [['run', 'Fix', '--parameters', '{'], /--parameters: expected JSON, or @FILE with JSON: /],
    [['run', 'Fix', '--parameters', '[1]'], /--parameters: expected a JSON object such as \{"Name": "value"\}/],
    [['run', 'Fix', '--parameters', '@nowhere.json'], /--parameters: nowhere\.json cannot be read: ENOENT/],
    [['run', 'Fix', '--targets', '{}'], /--targets: expected a JSON list/],
    [['run', 'Fix', '--targets', '[]', '--target-maps', '[]'], /--targets or --target-maps, not both/],
    [['run', 'Fix', '--tag', 'team'], /'--tag <key=value>' argument 'team' is invalid\. expected key=value/],
    [['run', 'Fix', '--mode', 'Manual'], /Allowed choices are Auto, Interactive/],
    [['plan', 'Fix', '--permissions', '[]'], /--permissions goes with a file/],
    [
      ['import', 'Fix.yaml', '--name', 'Fix', '--permissions', '{"Statement": {}}'],
      /--permissions: expected a list of/,
    ],
    [['show', 'Fix', '--format', 'TOML'], /Allowed choices are YAML, JSON/],
    [['import', '-'], /a text without a file needs --name/],
    [['import', 'nowhere.yaml'], /nowhere\.yaml cannot be read: ENOENT/],
  ])('runbook %j is refused in one line, before anything is opened', async (args, message) => {
    expectRefused(await runHere(['--data-dir', await emptyDir(), 'runbook', ...args]), message);
  });

  test('a text that is larger than a document may be is not even sent', async () => {
    const { trueup } = await served();
    const large = await file('large.yaml', `# ${'x'.repeat(65 * 1024)}\n`);
    expectRefused(await trueup('runbook', 'run', large), /large\.yaml has \d+ bytes: a runbook may have at most 65536/);
  });

  test('a place that cannot be is refused with what would be accepted', async () => {
    const { trueup } = await served();
    const run = await file('fix.yaml', TWO_STEPS);
    expectRefused(await trueup('runbook', 'run', run, '--account', '12'), /scope\.accountId: expected 12 digits/);
    expectRefused(await trueup('runbook', 'run', run, '--region', 'mars'), /scope\.region: expected a region name/);
    expectRefused(await trueup('runbook', 'run', run, '--client-token', 'x'), /clientToken: expected a UUID/);
    expectRefused(
      await trueup('runbook', 'run', run, '--target-locations', '[{"Account": []}]'),
      /targetLocations\[0\].*unknown member 'Account'/,
    );
  });
});

describe('running a runbook', () => {
  test('prints the AutomationExecution, tells each step on standard error, and exits 0 on Success', async () => {
    const { trueup } = await served();
    const run = await trueup('runbook', 'run', await file('fix.yaml', TWO_STEPS), '-o', 'json');
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      AutomationExecutionId: FIRST,
      DocumentName: 'fix',
      AutomationExecutionStatus: 'Success',
      StepExecutions: [
        { StepName: 'Make', StepStatus: 'Success' },
        { StepName: 'Tag', StepStatus: 'Success' },
      ],
      Outputs: { 'Last.Result': ['done'] },
    });
    expect(run.stderr).toBe(
      [
        `execution ${FIRST}`,
        'step Make (aws:executeAwsApi)',
        'step Make: Success',
        'step Tag (aws:createTags)',
        'step Tag: Success',
        '',
      ].join('\n'),
    );
  });

  test('that fails exits 1 and says why', async () => {
    const { trueup } = await served();
    const run = await trueup('runbook', 'run', await file('fix.yaml', runbook(['FailHere', 'aws:sleep'])));
    expectSaid(run, 1, 'Step fails when it is executed. FailHere was told to fail.');
    expect(run.stderr).toContain('step FailHere: Failed: Step fails');
  });

  test('in this process has a worker, and on a server that was told nothing needs none', async () => {
    const path = await file('fix.yaml', TWO_STEPS);
    const here = await runHere(['--data-dir', await emptyDir(), 'runbook', 'run', path]);
    expect(here.code).toBe(0);
    expect(here.stderr).toContain('worker started');
    const started = await runHere(['--data-dir', await emptyDir(), 'runbook', 'run', path, '--detach']);
    expectSaid(started, 2, `Execution ${FIRST} was started. Follow it: trueup executions watch ${FIRST}`);
    expect(started.stderr).not.toContain('worker started');
  });

  test('hands over place, parameters, tags and spread as they were given', async () => {
    const scripted = scriptedTrueup();
    const asked: unknown[] = [];
    const { trueup } = await served({
      ...scripted,
      application: (actor) => {
        const inner = scripted.application(actor);
        return {
          ...inner,
          startAutomation: (input) => {
            asked.push(input);
            return inner.startAutomation(input);
          },
        };
      },
    });
    const values = await file('values.json', '{"Count": 3, "Names": ["a"]}');
    const maps = await file('maps.json', '[{"Name": ["a"]}]');
    const line = `--account 111111111111 --region eu-west-1 --tag team=web --tag why=a=b --target-maps @${maps}
      --max-concurrency 50% --max-errors 1 --client-token 3F0C9A52-0000-4000-8000-000000000000`;
    const path = await file('fix it.yaml', TWO_STEPS);
    const permissions = '{"Statement": [{"Effect": "Allow", "Action": "s3:PutBucketTagging", "Resource": "*"}]}';
    const options = ['--parameters', `@${values}`, '--permissions', permissions, ...line.split(/\s+/)];
    expect((await trueup('runbook', 'run', path, ...options)).code).toBe(0);
    expect(asked).toEqual([
      {
        document: {
          kind: 'text',
          name: 'fix-it',
          text: TWO_STEPS,
          permissions: [{ Action: ['s3:PutBucketTagging'], Resource: '*' }],
        },
        parameters: { Count: 3, Names: ['a'] },
        scope: { accountId: '111111111111', region: 'eu-west-1' },
        tags: [
          { Key: 'team', Value: 'web' },
          { Key: 'why', Value: 'a=b' },
        ],
        targetMaps: [{ Name: ['a'] }],
        maxConcurrency: '50%',
        maxErrors: '1',
        mode: 'Auto',
        clientToken: '3F0C9A52-0000-4000-8000-000000000000',
      },
    ]);
  });

  test('with a client token that was used follows the execution that it started', async () => {
    const { trueup } = await served();
    const path = await file('fix.yaml', TWO_STEPS);
    const token = ['--client-token', '3f0c9a52-0000-4000-8000-000000000000'];
    await trueup('runbook', 'run', path, ...token);
    const again = await trueup('runbook', 'run', path, ...token);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain(`execution ${FIRST}, which this client token started before`);
  });

  test('a server decides itself whether scripts run without a sandbox', async () => {
    const { trueup } = await served();
    const run = await trueup('runbook', 'run', await file('fix.yaml', TWO_STEPS), '--unsandboxed-scripts');
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('--unsandboxed-scripts does nothing here: the server decides about it');
  });
});

describe('a runbook that waits for a person', () => {
  test('says who may approve and how, and goes on once it is approved', async () => {
    const approved = answered((trueup, id) => trueup.signalExecution({ id, signal: { kind: 'approve' } }));
    const { trueup } = await served(approved);
    const run = await trueup('runbook', 'run', await file('ask.yaml', runbook(['Ask', 'aws:approve'])));
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(`step Ask waits for approval by bob: trueup executions approve ${FIRST}, or reject\n`);
    expect(run.stderr.match(/waits for approval/g)).toHaveLength(1);
  });

  test('is approved, rejected and resumed from another terminal', async () => {
    const { trueup } = await served();
    const start = async (...steps: Step[]): Promise<string> => {
      const path = await file('wait.yaml', runbook(...steps));
      const { stdout } = await trueup('runbook', 'run', path, '--detach', '--query', 'AutomationExecutionId');
      const id = JSON.parse(stdout) as string;
      await trueup('executions', 'show', id);
      return id;
    };
    const approve = await start(['Ask', 'aws:approve']);
    expectSaid(
      await trueup('executions', 'approve', approve, '--comment', 'fine'),
      0,
      `${approve} was approved by alice`,
    );
    expect((await trueup('executions', 'watch', approve)).code).toBe(0);
    const reject = await start(['Ask', 'aws:approve']);
    expect((await trueup('executions', 'reject', reject)).code).toBe(0);
    expect((await trueup('executions', 'watch', reject)).code).toBe(1);
    const pause = await start(['Look', 'aws:pause']);
    expectRefused(await trueup('executions', 'approve', pause), /has no aws:approve step that waits/);
    expectSaid(await trueup('executions', 'resume', pause), 0, `${pause} was resumed by alice`);
    expect((await trueup('executions', 'watch', pause)).code).toBe(0);
    expectRefused(await trueup('executions', 'resume', pause), /waits at no aws:pause step/);
  });

  test('in Interactive mode names the step that can be started, and is completed as it stands', async () => {
    const completed = answered((trueup, id) => trueup.stopAutomation({ id, type: 'Complete' }));
    const { trueup } = await served(completed);
    const path = await file('fix.yaml', TWO_STEPS);
    const run = await trueup('runbook', 'run', path, '--mode', 'Interactive', '-o', 'json');
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(`waits for a next step (Make): trueup executions start-step ${FIRST} Make`);
    expect(run.stderr).toContain(`trueup executions cancel ${FIRST} --complete`);
  });

  test('goes on when the person who waits for it interrupts', async () => {
    const interrupted = answered(() => Promise.resolve(process.emit('SIGINT')));
    const { trueup } = await served(interrupted);
    const path = await file('ask.yaml', runbook(['Ask', 'aws:approve']));
    const run = await trueup('runbook', 'run', path, '-o', 'json');
    expect(run).toMatchObject({ code: 130, stdout: '' });
    expect(run.stderr).toContain(
      `trueup: interrupted; execution ${FIRST} goes on. Follow it: trueup executions watch ${FIRST}\n`,
    );
    expect((await trueup('executions', 'approve', FIRST)).code).toBe(0);
  });

  test('is cancelled, and then nothing more can be said to it', async () => {
    const { trueup } = await served();
    const path = await file('fix.yaml', TWO_STEPS);
    expect((await trueup('runbook', 'run', path, '--mode', 'Interactive', '--detach')).code).toBe(2);
    expectSaid(await trueup('executions', 'start-step', FIRST, 'Make'), 0, 'was told to run Make');
    expectSaid(await trueup('executions', 'stop-step', FIRST, 'Make'), 0, 'was told to stop Make');
    expectRefused(await trueup('executions', 'cancel', FIRST, '--complete'), /is finished/);
  });
});

test('a plan lists the writes, what only a write can tell, and where it could not be followed', async () => {
  const { trueup } = await served();
  const path = await file('fix.yaml', TWO_STEPS);
  const plan = await trueup('runbook', 'plan', path, '--parameters', '{"Name": "invoices"}');
  expectSaid(plan, 0, '1. s3:CreateBucket (step Make)\n       Bucket: "invoices"');
  expect(plan.stdout).toContain('Plan: 2 writes. Nothing was changed.');
  const branching = await file('branch.yaml', runbook(['Make', 'aws:executeAwsApi'], ['Choose', 'aws:branch']));
  const cut = await trueup('runbook', 'plan', branching);
  expectSaid(cut, 0, 'Bucket: (known after apply)\n');
  expect(cut.stdout).toContain('Not followed further: Choose hangs on a value known after apply');
  expect(cut.stdout).toContain('2 writes at least');
});

describe('stored runbooks', () => {
  async function withFix(): ReturnType<typeof served> {
    const here = await served();
    const imported = await here.trueup(
      'runbook',
      'import',
      await file('Fix.yaml', TWO_STEPS),
      '--target-type',
      '/AWS::S3::Bucket',
    );
    expectSaid(imported, 0, 'Stored Fix, version 1. It is the default version.');
    return here;
  }

  test('are imported, listed, shown and run by name', async () => {
    const { trueup } = await withFix();
    expect(parse((await trueup('runbook', 'list', '-o', 'yaml')).stdout)).toMatchObject({
      items: [{ name: 'Fix', defaultVersion: 1, latestVersion: 1, targetType: '/AWS::S3::Bucket' }],
    });
    expectSaid(await trueup('runbook', 'list', '--prefix', 'Other'), 0, 'No stored runbooks.');
    const shown = await trueup('runbook', 'show', 'Fix');
    expect(shown.stdout).toContain(TWO_STEPS.trimEnd());
    expect(shown.stdout).toContain('1 (default)');
    expect((await trueup('runbook', 'run', 'Fix')).code).toBe(0);
    expectRefused(await trueup('runbook', 'run', 'Unknown'), /no document Unknown/);
  });

  test('get a next version that is the default only when it is said', async () => {
    const { trueup } = await withFix();
    const changed = await file('other.yaml', runbook(['Wait', 'aws:sleep']));
    expectSaid(await trueup('runbook', 'import', changed, '--name', 'Fix'), 0, 'The default is still version 1');
    expectSaid(await trueup('runbook', 'import', changed, '--name', 'Fix'), 0, 'This is Fix, version 2 already.');
    expect((await trueup('runbook', 'export', 'Fix')).stdout).toBe(TWO_STEPS);
    const latest = await trueup('runbook', 'export', 'Fix', '--document-version', '$LATEST', '--format', 'JSON');
    expect(latest.stdout).toContain('# as JSON');
    expectRefused(await trueup('runbook', 'show', 'Fix', '--document-version', '7'), /no version 7 of document Fix/);
    expectRefused(await trueup('runbook', 'show', 'Fix', '--document-version', 'last'), /expected a number, \$DEFAULT/);
  });

  test('come back out with their attachments, and never over a file', async () => {
    const { trueup } = await served();
    const attachment = await file('steps.py', 'print(1)\n');
    const source = await file('Fix.yaml', TWO_STEPS);
    await trueup('runbook', 'import', source, '--attachment', attachment);
    const dir = await emptyDir();
    const to = join(dir, 'out.yaml');
    const exported = await trueup('runbook', 'export', 'Fix', to, '--attachments', join(dir, 'files'));
    expectSaid(exported, 0, `Wrote ${to}, ${join(dir, 'files', 'steps.py')}.`);
    expect(await readFile(to, 'utf8')).toBe(TWO_STEPS);
    expect(await readFile(join(dir, 'files', 'steps.py'), 'utf8')).toBe('print(1)\n');
    expectRefused(await trueup('runbook', 'export', 'Fix', to), /exists already: runbook export never overwrites/);
  });

  test('go back to an older version', async () => {
    const { trueup } = await withFix();
    expectSaid(await trueup('runbook', 'set-default', 'Fix', '1'), 0, 'Version 1 of Fix is the default now.');
    expectRefused(await trueup('runbook', 'set-default', 'Fix', '9'), /no version 9/);
  });

  test('are deleted', async () => {
    const { trueup } = await withFix();
    expectSaid(await trueup('runbook', 'delete', 'Fix'), 0, 'Deleted Fix.');
    expectRefused(await trueup('runbook', 'show', 'Fix'), /no document Fix/);
  });
});

describe('access keys', () => {
  test('are made once with their secret, the options after the command', async () => {
    const { dataDir } = await served();
    const made = await runHere(['keys', 'create', '--name', 'bob', '--data-dir', dataDir, '-o', 'json']);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const key = JSON.parse(made.stdout) as Record<string, string>;
    expect(key).toEqual({ accessKeyId: 'AKTUSCRIPTED00000001', secretAccessKey: 'secret-of-AKTUSCRIPTED00000001' });
    const listed = await runHere(['keys', 'list', '--data-dir', dataDir]);
    expectSaid(listed, 0, 'bob');
    expect(listed.stdout).not.toContain('secret');
    expect((await runHere(['keys', 'delete', 'AKTUSCRIPTED00000001', '--data-dir', dataDir])).code).toBe(0);
    expectSaid(await runHere(['keys', 'list', '--data-dir', dataDir]), 0, 'No access keys.');
    expectRefused(
      await runHere(['keys', 'delete', 'bob', '--data-dir', dataDir]),
      /accessKeyId: expected an access key id/,
    );
  });

  test('are made without a server as well', async () => {
    const made = await runHere(['keys', 'create', '--data-dir', await emptyDir(), '--as', 'carol']);
    expectSaid(made, 0, 'The secret is not shown again.');
    expect(made.stdout).toMatch(/name +carol/);
  });
});
