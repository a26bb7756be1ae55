import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { RULES } from '@trueup/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { runHere } from '../../testing/run-here.ts';

const GOOD = `schemaVersion: '0.3'
mainSteps:
  - name: stop
    action: aws:executeAwsApi
    inputs: { Service: ec2, Api: StopInstances, InstanceIds: ['{{ Id }}'] }
parameters:
  Id: { type: String }
`;
const BAD = GOOD.replace('StopInstances', 'StopInstance').replace("'0.3'", '0.3');

interface Reported {
  readonly files: readonly {
    readonly file: string;
    readonly diagnostics: readonly { readonly rule: string; readonly line: number; readonly message: string }[];
    readonly fixed: readonly { readonly rule: string }[];
  }[];
  readonly errors: number;
}

async function folder(texts: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'trueup-validate-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(texts)) await writeFile(join(dir, name), text);
  return dir;
}

const validate = (...args: readonly string[]): ReturnType<typeof runHere> => runHere(['runbook', 'validate', ...args]);

async function reported(...args: readonly string[]): Promise<Reported> {
  const { stdout } = await validate(...args, '--format', 'json');
  return JSON.parse(stdout) as Reported;
}

const rulesOf = ({ files }: Reported): string[] =>
  files.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule));

test('a document without a fault exits 0', async () => {
  const dir = await folder({ 'good.yaml': GOOD });
  expect(await validate(join(dir, 'good.yaml'))).toEqual({
    code: 0,
    stdout: '1 file: 0 errors, 0 warnings, 0 notes\n',
    stderr: '',
  });
});

test('each fault is a line with its place, rule and reason; errors exit 1', async () => {
  const dir = await folder({ 'bad.yaml': BAD, 'good.yaml': GOOD });
  const { code, stdout } = await validate(join(dir, 'bad.yaml'), join(dir, 'good.yaml'));
  expect(code).toBe(1);
  expect(stdout.replaceAll(`${dir}/`, '')).toBe(
    `bad.yaml:1:16 note schema-version-unquoted schemaVersion is a number here; AWS takes the text "0.3".
bad.yaml:5:34 error unknown-operation ec2 has no operation "StopInstance". Did you mean StopInstances, StartInstances?
2 files: 1 error, 0 warnings, 1 note; 2 can be repaired with --fix
`,
  );
});

test('a document cannot write to the terminal of who validates it', async () => {
  const dir = await folder({ 'bad.yaml': GOOD.replace('StopInstances', String.raw`"\e[2JStop"`) });
  const { stdout } = await validate(join(dir, 'bad.yaml'));
  expect(stdout).toContain(String.raw`\u001b[2JStop`);
});

test('--fix repairs the file, tells what it did and what is left', async () => {
  const dir = await folder({ 'bad.yaml': `# mine\n${BAD}outputs: [stop.Nothing]\n` });
  const { code, stdout } = await validate(join(dir, 'bad.yaml'), '--fix');
  expect(await readFile(join(dir, 'bad.yaml'), 'utf8')).toBe(`# mine\n${GOOD}outputs: [stop.Nothing]\n`);
  expect(code).toBe(0);
  expect(stdout.match(/\d+:\d+ \w+ [a-z-]+|1 file.*/g)).toEqual([
    '2:16 fixed schema-version-unquoted',
    '6:34 fixed unknown-operation',
    '9:11 warning unresolvable-reference',
    '1 file: 0 errors, 1 warning, 0 notes; 2 repaired',
  ]);
});

test('standard input is a file called -', async () => {
  const stdin = vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([BAD]) as typeof process.stdin);
  onTestFinished(() => stdin.mockRestore());
  const { code, stdout } = await validate('-');
  expect(code).toBe(1);
  expect(stdout).toContain('stdin:5:34 error unknown-operation');
});

describe('permissions', () => {
  const allows = (action: string): string => JSON.stringify([{ Action: [action], Resource: '*' }]);

  test.each<[form: string, content: string]>([
    ['a list of statements', allows('ec2:StopInstances')],
    ['a wildcard in any case', allows('EC2:Stop*')],
    [
      'an IAM policy',
      JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'ec2:*', Resource: '*' } }),
    ],
    ["a control's permissions.json", `{"detect": [], "remediate": ${allows('ec2:StopInstances')}, "undo": []}`],
  ])('%s allows the call', async (_form, content) => {
    const dir = await folder({ 'runbook.yaml': GOOD, 'permissions.json': content });
    expect(rulesOf(await reported(join(dir, 'runbook.yaml'), '--permissions', join(dir, 'permissions.json')))).toEqual(
      [],
    );
  });

  test.each<[form: string, content: string]>([
    ['another action', allows('ec2:StartInstances')],
    ['a statement that denies', '[{"Effect": "Deny", "Action": "*", "Resource": "*"}]'],
    ['all but some actions', '[{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]'],
    ['the undo of a control', `{"detect": [], "remediate": [], "undo": ${allows('ec2:*')}}`],
  ])('%s does not', async (_form, content) => {
    const dir = await folder({ 'runbook.yaml': GOOD });
    const found = await reported(join(dir, 'runbook.yaml'), '--permissions', content);
    expect(found.files[0]?.diagnostics).toMatchObject([
      { rule: 'missing-permission', line: 5, message: expect.stringContaining('ec2:StopInstances') as string },
    ]);
  });
});

test('a runtime that this machine lacks is told of, but not when a server runs the scripts', async () => {
  const script = `schemaVersion: '0.3'
mainSteps:
  - name: run
    action: aws:executeScript
    inputs: { Runtime: PowerShell 7.4, Script: 'exit 0' }
`;
  const dir = await folder({ 'script.yaml': script });
  vi.stubEnv('PATH', dir);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(rulesOf(await reported(join(dir, 'script.yaml')))).toEqual(['uses-script', 'runtime-not-installed']);
  expect(rulesOf(await reported(join(dir, 'script.yaml'), '--server', 'https://trueup.example'))).toEqual([
    'uses-script',
  ]);
  await writeFile(join(dir, 'pwsh'), '', { mode: 0o755 });
  expect(rulesOf(await reported(join(dir, 'script.yaml')))).toEqual(['uses-script']);
});

test.each([
  [['nowhere.yaml'], /nowhere\.yaml cannot be read: ENOENT/],
  [['-', '--fix'], /--fix changes files, and standard input is none/],
  [[], /missing required argument 'file'/],
  [['x.yaml', '--format', 'xml'], /Allowed choices are text, json, sarif/],
  [['x.yaml', '--permissions', '{"a": 1}'], /--permissions: expected a list of \{Action, Resource\}/],
  [['x.yaml', '--permissions', 'nowhere.json'], /nowhere\.json cannot be read/],
])('%s is refused', async (args, message) => {
  const { code, stdout, stderr } = await validate(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(message);
});

test('-o json and --query read the same report', async () => {
  const dir = await folder({ 'bad.yaml': BAD });
  const { stdout } = await validate(join(dir, 'bad.yaml'), '--query', 'files[].diagnostics[].rule');
  expect(JSON.parse(stdout)).toEqual(['schema-version-unquoted', 'unknown-operation']);
});

describe('SARIF 2.1.0', () => {
  interface Log {
    readonly $schema: string;
    readonly version: string;
    readonly runs: readonly {
      readonly tool: {
        readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] };
      };
      readonly results: readonly (Readonly<Record<string, unknown>> & { readonly ruleIndex: number })[];
    }[];
  }

  async function log(): Promise<Log> {
    const dir = await folder({ 'bad one.yaml': BAD });
    const { stdout } = await validate(join(dir, 'bad one.yaml'), '--format', 'sarif');
    return JSON.parse(stdout.replaceAll(dir, 'of')) as Log;
  }

  test('has the members that the published schema requires', async () => {
    const { $schema, version, runs } = await log();
    // sarif-schema-2.1.0: a log needs version and runs, a run its tool, a tool its driver, a driver its name.
    expect({ $schema, version }).toMatchObject({
      version: '2.1.0',
      $schema: expect.stringMatching(/2\.1\.0/) as string,
    });
    expect(runs.map(({ tool }) => tool.driver.name)).toEqual(['trueup']);
    expect(runs[0]?.tool.driver.rules).toHaveLength(Object.keys(RULES).length);
    for (const rule of runs[0]?.tool.driver.rules ?? []) {
      expect(rule).toMatchObject({
        id: expect.stringMatching(/^[a-z-]+$/) as string,
        shortDescription: { text: expect.any(String) as string },
        defaultConfiguration: { level: expect.stringMatching(/^(error|warning|note)$/) as string },
      });
    }
  });

  test('each result names its rule, its place and its repair', async () => {
    const { runs } = await log();
    const uri = 'of/bad%20one.yaml';
    expect(runs[0]?.results.at(1)).toEqual({
      ruleId: 'unknown-operation',
      ruleIndex: runs[0]?.tool.driver.rules.findIndex(({ id }) => id === 'unknown-operation'),
      level: 'error',
      message: { text: 'ec2 has no operation "StopInstance". Did you mean StopInstances, StartInstances?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri },
            region: { startLine: 5, startColumn: 34, endLine: 5, endColumn: 46 },
          },
          logicalLocations: [{ fullyQualifiedName: 'mainSteps[0].inputs.Api' }],
        },
      ],
      fixes: [
        {
          description: { text: 'Write StopInstances.' },
          artifactChanges: [
            {
              artifactLocation: { uri },
              replacements: [
                {
                  deletedRegion: { charOffset: BAD.indexOf('StopInstance'), charLength: 'StopInstance'.length },
                  insertedContent: { text: 'StopInstances' },
                },
              ],
            },
          ],
        },
      ],
    });
  });
});

const LIBRARY = fileURLToPath(new URL('../../../../../packages/controls/src', import.meta.url));
const library = globSync(`${LIBRARY}/**/{runbook,undo}.yaml`).toSorted();

test.each(library.map((path) => [path.slice(LIBRARY.length + 1), path]))(
  '%s of the library has no error',
  async (_name, path) => {
    const permissions = join(dirname(path), 'permissions.json');
    const { files } = await reported(path, '--permissions', permissions);
    expect(readFileSync(path, 'utf8')).toContain('mainSteps');
    expect(
      rulesOf({ files, errors: 0 }).filter((rule) => RULES[rule as keyof typeof RULES].severity !== 'note'),
    ).toEqual([]);
  },
);

test('the library is there', () => {
  expect(library.length).toBeGreaterThan(20);
});
