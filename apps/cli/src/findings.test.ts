import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { Input } from '@trueup/api-contract';
import { describe, expect, onTestFinished, test } from 'vitest';
import { embeddedAs } from './testing/embedded-as.ts';
import { runHere } from './testing/run-here.ts';
import { scriptedWith } from './testing/scripted-with.ts';
import { expectRefused, expectSaid, servedUntil } from './testing/served.ts';
import { withStdin } from './testing/with-stdin.ts';

const { emptyDir, served } = servedUntil(onTestFinished);

const FIRST = 'f-0000000000000001';
const SECOND = 'f-0000000000000002';
const NOTHING = { created: 0, updated: 0, unchanged: 0, rejected: [], rejectedTotal: 0 };

async function file(name: string, text: string): Promise<string> {
  const path = join(await emptyDir(), name);
  await writeFile(path, text);
  return path;
}

describe('a command line that is wrong', () => {
  test.each([
    [['import'], /missing required argument 'source'/],
    [['import', 'nowhere.json'], /nowhere\.json cannot be read: ENOENT/],
    [['import', '.'], /\. is a directory/],
    [['import', 'x.json', '--format', 'csv'], /Allowed choices are auto, asff, ocsf/],
    [['import', '-', '--region', 'eu-west-1'], /--account and --region go with s3:\/\//],
    [['export'], /required option '--format <format>' not specified/],
    [['export', '--format', 'xml'], /Allowed choices are asff, ocsf, csv, sarif/],
    [['list', '--filters', '['], /--filters: expected JSON, or @FILE with JSON: /],
    [['list', '--filters', '[]'], /--filters: expected a JSON object/],
    [['list', '--filters', '{}', '--view', 'worst'], /--filters or --view, not both/],
    [['list', '--sort', 'name'], /Allowed choices are severity, priority, first-observed, last-observed, updated/],
    [['list', '--all', '--archived'], /--all goes without --status and --archived/],
    [['count', '--by', 'colour'], /Allowed choices are severity, controlId/],
    [['update', FIRST], /findings update: say what to set/],
    [['update', '--workflow', 'NEW'], /missing required argument 'finding-id'/],
    [['update', FIRST, '--criticality', 'high'], /expected a whole number/],
    [['update', FIRST, '--field', 'ticket'], /expected key=value/],
    [['note', FIRST], /missing required argument 'text'/],
  ])('findings %j is refused in one line', async (args, message) => {
    const { code, stdout, stderr } = await runHere(['--data-dir', await emptyDir(), 'findings', ...args]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^trueup: /);
  });
});

describe('a list', () => {
  const OPEN = { workflows: ['NEW', 'NOTIFIED'], recordStates: ['ACTIVE'] };

  /** What the server was asked for, without the page. */
  async function asked(...args: string[]): Promise<object> {
    const inputs: object[] = [];
    const keep = ({ limit: _limit, ...input }: Input<'searchFindings'>): { readonly items: [] } => {
      inputs.push(input);
      return { items: [] };
    };
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        listFindings: async (input) => keep(input),
        searchFindings: async (input) => keep(input),
        listViews: scripted.listViews,
      })),
    );
    await trueup('views', 'save', 'worst', '--sort', 'priority', '--filters', '{"Title": [{"Value": "S3"}]}');
    expect(await trueup('findings', 'list', ...args)).toMatchObject({ code: 0, stderr: '' });
    return inputs[0] ?? {};
  }

  test.each([
    [[], OPEN],
    [['--status', 'resolved'], { workflows: ['RESOLVED'], recordStates: ['ACTIVE'] }],
    [['--archived'], { recordStates: ['ARCHIVED'] }],
    [['--archived', '--status', 'NEW'], { workflows: ['NEW'], recordStates: ['ARCHIVED'] }],
    [['--all'], {}],
    [
      ['--product', 'Prowler', '--product', 'GuardDuty', '--compliance', 'failed'],
      { ...OPEN, products: ['Prowler', 'GuardDuty'], compliances: ['FAILED'] },
    ],
    [
      ['--resource-type', 'AWS::S3::Bucket', '--resource', 'arn:aws:s3:::invoices'],
      { ...OPEN, resourceTypes: ['AWS::S3::Bucket'], resourceArn: 'arn:aws:s3:::invoices' },
    ],
    [['--sort', 'priority', '--ascending'], { ...OPEN, order: 'priority', ascending: true }],
    [
      ['--filters', '{"Title": [{"Value": "S3", "Comparison": "PREFIX"}]}'],
      { ...OPEN, filters: { Title: [{ Value: 'S3', Comparison: 'PREFIX' }] } },
    ],
    [
      ['--filters', '{"WorkflowStatus": [{"Value": "RESOLVED", "Comparison": "EQUALS"}]}'],
      { recordStates: ['ACTIVE'], filters: { WorkflowStatus: [{ Value: 'RESOLVED', Comparison: 'EQUALS' }] } },
    ],
    [['--view', 'worst'], { ...OPEN, order: 'priority', filters: { Title: [{ Value: 'S3' }] } }],
    [['--view', 'worst', '--sort', 'updated'], { ...OPEN, order: 'updated', filters: { Title: [{ Value: 'S3' }] } }],
  ])('%j asks for just that', async (args, expected) => {
    expect(await asked(...args)).toEqual(expected);
  });

  test('a view that nobody saved is refused', async () => {
    const { trueup } = await served();
    expectRefused(await trueup('findings', 'list', '--view', 'mine'), /there is no view mine/);
  });

  test('a count is a table of its groups', async () => {
    const { trueup } = await served();
    const counted = await trueup('findings', 'count');
    expect(counted.stdout).toBe('SEVERITY  FINDINGS\nCRITICAL  1\nHIGH      1\nMEDIUM    1\nLOW       1\n');
    expect((await trueup('findings', 'count', '--by', 'accountId')).stdout).toMatch(/^ACCOUNT ID/);
  });
});

describe('an import', () => {
  const lines = (count: number): string =>
    Array.from({ length: count }, (_one, at) => `{"Id": "tool/${at}"}\n`).join('');

  test('of a file says what became of the findings, and a second one changes nothing', async () => {
    const { trueup } = await served();
    const path = await file('findings.jsonl', lines(3));
    expectSaid(await trueup('findings', 'import', path), 0, '3 created, 0 updated, 0 unchanged, 0 rejected.');
    expectSaid(await trueup('findings', 'import', path), 0, '0 created, 0 updated, 3 unchanged, 0 rejected.');
  });

  test('tells what was rejected with place, field and reason, and exits 1', async () => {
    const { trueup } = await served();
    const path = await file('findings.jsonl', `${lines(1)}{"Title": "x"}\n{"Id": "tool/9"}\n`);
    const imported = await trueup('findings', 'import', path, '--format', 'asff');
    expect(imported).toMatchObject({ code: 1, stderr: '' });
    expect(imported.stdout).toBe(
      '2 created, 0 updated, 0 unchanged, 1 rejected.\n\nRejected:\n  [1] Id: must be a text\n',
    );
    const json = await trueup('findings', 'import', path, '-o', 'json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ rejectedTotal: 1, rejected: [{ index: 1, field: 'Id' }] });
  });

  test('tells the first twenty that were rejected, and how many more there are', async () => {
    const { trueup } = await served();
    const imported = await trueup('findings', 'import', await file('bad.jsonl', '{}\n'.repeat(25)));
    expect(imported.stdout.trimEnd().split('\n').slice(-2)).toEqual(['  [19] Id: must be a text', '  and 5 more']);
  });

  test('reads standard input where the source is -', async () => {
    const { trueup } = await served();
    const imported = await withStdin(Readable.from([Buffer.from(lines(2))]), () => trueup('findings', 'import', '-'));
    expectSaid(imported, 0, '2 created');
  });

  test('works in this process as it does on a server', async () => {
    const path = await file('findings.jsonl', lines(2));
    const imported = await runHere(['--data-dir', await emptyDir(), 'findings', 'import', path]);
    expectSaid(imported, 0, '2 created, 0 updated, 0 unchanged, 0 rejected.');
  });

  test('of an object in S3 is done by the server, with the account and the region that are given', async () => {
    const inputs: unknown[] = [];
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        importFindingsFromS3: async (input) => {
          inputs.push(input);
          return scripted.importFindingsFromS3(input);
        },
      })),
    );
    const uri = 's3://security/findings.json';
    const place = ['--account', '111111111111', '--region', 'eu-west-1'];
    expectSaid(await trueup('findings', 'import', uri, ...place), 0, '1 created');
    expect(inputs).toEqual([{ uri, format: 'auto', accountId: '111111111111', region: 'eu-west-1' }]);
    expectRefused(await trueup('findings', 'import', 's3://security/missing'), /NoSuchKey/);
  });

  test('that a person interrupts stops reading, and is let go of before Trueup is closed', async () => {
    const order: string[] = [];
    const scripted = scriptedWith(() => ({
      async importFindingStream(_input, body) {
        try {
          for await (const _piece of body as AsyncIterable<Uint8Array>) {
            order.push('piece');
            process.emit('SIGINT');
          }
          return NOTHING;
        } finally {
          await setTimeout(50);
          order.push('import ended');
        }
      },
    }));
    // Larger than two pieces.
    const path = await file('findings.jsonl', lines(40_000));
    const embedded = embeddedAs(scripted, () => void order.push('closed'));
    const interrupted = await runHere(['--data-dir', await emptyDir(), 'findings', 'import', path], embedded);
    expect(interrupted).toMatchObject({ code: 130, stdout: '' });
    expect(interrupted.stderr).toMatch(/^trueup: interrupted; what was taken in stays; importing it all again changes/);
    expect(order).toEqual(['piece', 'import ended', 'closed']);
  });

  test('that ends all the same after a person has interrupted has nothing more to say', async () => {
    const scripted = scriptedWith(() => ({
      async importFindingStream() {
        process.emit('SIGINT');
        await setTimeout(20);
        return NOTHING;
      },
    }));
    const path = await file('findings.jsonl', lines(1));
    const args = ['--data-dir', await emptyDir(), 'findings', 'import', path];
    expect(await runHere(args, embeddedAs(scripted))).toMatchObject({ code: 130, stdout: '' });
  });
});

describe('an export', () => {
  test('goes to standard output as it is, or into a new file that only its owner may read', async () => {
    const { trueup } = await served();
    const exported = await trueup('findings', 'export', '--format', 'csv');
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(exported.stdout.split('\n')[0]).toBe('csv');
    const path = join(await emptyDir(), 'findings.csv');
    const written = await trueup('findings', 'export', '--format', 'csv', '-f', path, '-o', 'json');
    expect(JSON.parse(written.stdout)).toEqual({ file: path, bytes: Buffer.byteLength(exported.stdout) });
    expect(await readFile(path, 'utf8')).toBe(exported.stdout);
    expectRefused(await trueup('findings', 'export', '--format', 'csv', '-f', path), /exists already: export never/);
  });

  test('asks for the open ones unless told otherwise', async () => {
    const inputs: unknown[] = [];
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        exportFindings: async (input) => {
          inputs.push(input);
          return scripted.exportFindings(input);
        },
      })),
    );
    await trueup('findings', 'export', '--format', 'asff', '--severity', 'critical');
    await trueup('findings', 'export', '--format', 'ocsf', '--all');
    expect(inputs).toEqual([
      { format: 'asff', severities: ['CRITICAL'], workflows: ['NEW', 'NOTIFIED'], recordStates: ['ACTIVE'] },
      { format: 'ocsf' },
    ]);
  });

  test('that breaks off leaves no file', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('the store is gone');
    }
    const path = join(await emptyDir(), 'findings.csv');
    const scripted = scriptedWith(() => ({ exportFindings: async () => broken() }));
    const exported = await runHere(
      ['--data-dir', await emptyDir(), 'findings', 'export', '--format', 'csv', '-f', path],
      embeddedAs(scripted),
    );
    expectRefused(exported, /the store is gone/);
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });
});

describe('an update', () => {
  test('sets the fields that the options name, beside those in the form of BatchUpdateFindings', async () => {
    const inputs: unknown[] = [];
    const { trueup } = await served(
      scriptedWith((scripted) => ({
        updateFindings: async (input) => {
          inputs.push(input);
          return scripted.updateFindings(input);
        },
      })),
    );
    const options = ['--workflow', 'suppressed', '--severity', 'low', '--note', 'accepted', '--verification'];
    const more = ['--criticality', '90', '--confidence', '0', '--type', 'A/B/C', '--field', 'ticket=OPS-42=a'];
    const related = '{"RelatedFindings": [{"ProductArn": "arn:aws:x", "Id": "1"}]}';
    const updated = await trueup(
      'findings',
      'update',
      FIRST,
      SECOND,
      ...options,
      'benign_positive',
      ...more,
      '--update',
      related,
    );
    expectSaid(updated, 0, 'Updated 2 of 2 findings.');
    expect(inputs).toEqual([
      {
        ids: [FIRST, SECOND],
        update: {
          RelatedFindings: [{ ProductArn: 'arn:aws:x', Id: '1' }],
          Workflow: { Status: 'SUPPRESSED' },
          Severity: { Label: 'LOW' },
          Note: { Text: 'accepted' },
          VerificationState: 'BENIGN_POSITIVE',
          Criticality: 90,
          Confidence: 0,
          Types: ['A/B/C'],
          UserDefinedFields: { ticket: 'OPS-42=a' },
        },
      },
    ]);
  });

  test('of more than a hundred is asked for in several requests, and one that fails exits 1', async () => {
    const { trueup } = await served();
    const ids = Array.from({ length: 101 }, (_one, at) => `f-9${String(at).padStart(15, '0')}`);
    const updated = await trueup('findings', 'update', FIRST, ...ids, '--workflow', 'NOTIFIED');
    expectSaid(updated, 1, `Updated 1 of 102 findings.\n  ${ids[0] ?? ''}: unknown, there is no such finding`);
  });

  test('a note is an update, and stands in the finding and in its history', async () => {
    const { trueup } = await served();
    expectSaid(await trueup('findings', 'note', FIRST, 'ticket OPS-42'), 0, 'Updated 1 of 1 finding.');
    expectSaid(await trueup('findings', 'show', FIRST), 0, 'note           ticket OPS-42');
    const history = await trueup('findings', 'history', FIRST);
    expect(history.stdout).toBe(
      '2026-01-31 09:30:00Z  changed by update alice\n  Note: (none) -> {"Text":"ticket OPS-42"}\n',
    );
    expectSaid(await trueup('findings', 'history', SECOND), 0, 'No changes.');
    expectRefused(await trueup('findings', 'history', 'f-9'), /no finding f-9/);
  });
});
