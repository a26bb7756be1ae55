import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, inject, test, vi } from 'vitest';
import type { JsonObject, ScriptJob, ScriptResult, ScriptRunner } from '@trueup/core';
import { awsDoor } from '../door/aws-door.ts';
import { scriptRunner } from './script-runner.ts';
import { zipped } from './zipped.ts';

vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
vi.stubEnv('AWS_PROFILE', 'admin');
const door = awsDoor({ accountOf: () => undefined });
const sandboxed = scriptRunner({ door, unsandboxed: false, python: inject('awsLabPython') });
const open = scriptRunner({ door, unsandboxed: true, bubblewrap: 'no-bwrap', python: inject('awsLabPython') });
afterAll(async () => {
  await sandboxed.close();
  await open.close();
});

type Run = (lines: readonly string[], payload?: JsonObject, more?: Partial<ScriptJob>) => Promise<ScriptResult>;

const python =
  (runner: ScriptRunner): Run =>
  (lines, payload = {}, more = {}) =>
    runner.run({
      runtime: 'python3.11',
      handler: 'handler',
      script: lines.join('\n'),
      payload,
      timeoutMs: 20_000,
      ...more,
    });

/** The processes of Python that this test's runners keep, without the scripts that are forks of them. */
function zygotes(): number[] {
  const running = commands().filter(({ pid, line }) => {
    return line.includes('script_zygote.py') && !line.includes('bwrap') && isOurs(pid);
  });
  const pids = new Set(running.map(({ pid }) => pid));
  return [...pids].filter((pid) => !pids.has(parentOf(pid)));
}

function isOurs(pid: number): boolean {
  if (pid <= 1) return false;
  return pid === process.pid || isOurs(parentOf(pid));
}

/** 0 for one that has ended. */
function parentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return 0;
  }
}

/** Command lines of the processes that run now. */
function commands(): { pid: number; line: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [{ pid: Number(pid), line: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
      } catch {
        return [];
      }
    });
}

const { sandbox, detail = '' } = await sandboxed.support();
if (sandbox === 'none') process.stderr.write(`script tests: none in a sandbox: ${detail}\n`);
describe.each([
  ...(sandbox === 'none' ? [] : ([['in a sandbox', sandboxed]] as const)),
  ['without a sandbox', open],
] as const)('%s', (_where, runner) => {
  const run = python(runner);

  test('values arrive with their types, and go back with them', async () => {
    const ran = await run(
      [
        'def handler(events, context):',
        '    print("seen")',
        '    types = [type(events[key]).__name__ for key in ("flag", "map", "list", "count", "none")]',
        '    return {"types": types, "same": events["flag"] is False, "map": events["map"], "text": "é"}',
      ],
      { flag: false, map: { a: { b: [1] } }, list: [], count: 7, none: null },
    );
    expect(ran).toEqual({
      kind: 'returned',
      payload: { types: ['bool', 'dict', 'list', 'int', 'NoneType'], same: true, map: { a: { b: [1] } }, text: 'é' },
      output: 'seen\n',
    });
  });

  test.each<[string, string[], unknown]>([
    ['a script that returns nothing', ['def handler(events, context):', '    pass'], null],
    ['exit() without a message', ['def handler(events, context):', '    exit()'], null],
    ['a value that is no map', ['def handler(events, context):', '    return [1, "a"]'], [1, 'a']],
    ['a map that says it failed', ['def handler(e, c):', '    return {"status": "Failed"}'], { status: 'Failed' }],
  ])('%s is a result', async (_name, lines, payload) => {
    expect(await run(lines)).toMatchObject({ kind: 'returned', payload });
  });

  test('exit with a message fails with it', async () => {
    const ran = await run(['def handler(events, context):', '    exit("not this one")']);
    expect(ran).toMatchObject({ kind: 'failed', message: expect.stringMatching(/SystemExit - not this one$/) });
  });

  test('an exception fails with the lines of the script and nothing of ours', async () => {
    const ran = await run([
      'import json',
      'def inner():',
      '    json.loads("{")',
      'def handler(events, context):',
      '    inner()',
    ]);
    const message = ran.kind === 'failed' ? ran.message : '';
    expect(message).toMatch(
      /^Traceback \(most recent call last\):\n {2}File "\/\S+\/customer_script\.py", line 5, in handler\n/,
    );
    expect(message).toMatch(/line 3, in inner\n/);
    expect(message).toMatch(/\nJSONDecodeError - Expecting property name/);
    expect(message).not.toMatch(/script_zygote|decoder\.py/);
  });

  test.each<[string, string[], RegExp]>([
    [
      'a date',
      ['import datetime', 'def handler(e, c):', '    return datetime.date.today()'],
      /^TypeError - .*serializable/,
    ],
    ['not a number', ['def handler(e, c):', '    return float("nan")'], /^ValueError - /],
    ['too large a value', ['def handler(e, c):', '    return "x" * 200000'], /^PayloadTooLarge - .* 102400 /],
    [
      'too long a list',
      ['def handler(e, c):', '    return {"a": [[0] * 101]}'],
      /^PayloadTooLarge - .*\$\.a\[0\] has 101 items/,
    ],
    [
      'too deep a value',
      ['import functools', 'def handler(e, c):', '    return functools.reduce(lambda v, _: [v], range(200), 0)'],
      /^PayloadTooLarge - .*nested deeper/,
    ],
    ['a syntax error', ['def handler(e, c) return'], /^SyntaxError - .*line 1/],
    ['no handler', ['def other(e, c):', '    pass'], /^HandlerNotFound - the script has no function handler/],
    ['a process that ends itself', ['import os', 'def handler(e, c):', '    os._exit(3)'], /exit status 3/],
    ['too much memory', ['def handler(e, c):', '    return len(bytearray(900 << 20))'], /MemoryError - /],
  ])('%s fails', async (_name, lines, message) => {
    expect(await run(lines)).toMatchObject({ kind: 'failed', message: expect.stringMatching(message) });
  });

  /** Seconds that no other process sleeps, so that those of a test are known by their command line. */
  const SECONDS = 1_000_000 + process.pid;
  const sleeping = (): unknown[] => commands().filter(({ line }) => line.includes(`sleep ${SECONDS}`));

  test('a script that runs too long is ended with all that it started', async () => {
    const began = Date.now();
    const ran = await run(
      [
        'import subprocess, time',
        'def handler(events, context):',
        '    print("begun", flush=True)',
        `    subprocess.Popen(["sleep", "${SECONDS}"])`,
        `    subprocess.Popen(["setsid", "sh", "-c", "sleep ${SECONDS}0 & sleep ${SECONDS}1"])`,
        '    time.sleep(600)',
      ],
      {},
      { timeoutMs: 1_500 },
    );
    expect(ran).toEqual({ kind: 'timed-out', output: 'begun\n' });
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(sleeping()).toEqual([]);
  });

  test('what a script leaves running when it returns is ended', async () => {
    const ran = await run([
      'import subprocess',
      'def handler(events, context):',
      `    subprocess.Popen(["setsid", "sleep", "${SECONDS}"])`,
      '    return 1',
    ]);
    expect(ran).toMatchObject({ kind: 'returned', payload: 1 });
    expect(sleeping()).toEqual([]);
  });

  test.each([
    ['no JSON', 'b"x"'],
    ['a number that JSON does not know', 'b\'{"kind": "returned", "payload": NaN}\''],
    ['a result without a payload', 'b\'{"kind": "returned"}\''],
    ['a result that is nested without end', 'b"[" * 100000'],
  ])('a script that writes %s in place of its result harms no other', async (_name, written) => {
    const forged = run([
      'import os',
      'def handler(events, context):',
      '    for descriptor in range(3, 100):',
      '        try:',
      `            os.write(descriptor, ${written})`,
      '        except OSError:',
      '            pass',
      '    os._exit(0)',
    ]);
    const [one, other] = await Promise.all([forged, run(['def handler(e, c):', '    return 1'])]);
    expect(one).toMatchObject({ kind: 'failed', message: expect.stringContaining('ScriptEnded - ') });
    expect(other).toMatchObject({ kind: 'returned', payload: 1 });
  });

  test('a flood of output is cut and does not stop the script', async () => {
    const ran = await run([
      'def handler(e, c):',
      '    for _ in range(50000):',
      '        print("x" * 1000)',
      '    return "done"',
    ]);
    expect(ran).toMatchObject({ kind: 'returned', payload: 'done' });
    expect(ran.output.length).toBe(102_400);
  });

  test('a script sees nothing of our environment, and has no credentials', async () => {
    const seen = await run(['import os', 'def handler(events, context):', '    return dict(os.environ)']);
    const names = seen.kind === 'returned' ? Object.keys(seen.payload as JsonObject) : [];
    expect(names.filter((name) => name.startsWith('AWS_'))).toEqual(['AWS_EC2_METADATA_DISABLED']);
    expect(names.filter((name) => name !== 'LC_CTYPE').sort()).toEqual([
      'AWS_EC2_METADATA_DISABLED',
      'HOME',
      'LANG',
      'PATH',
      'TMPDIR',
    ]);
    const called = await run(['import boto3', 'def handler(e, c):', '    boto3.client("s3").list_buckets()']);
    expect(called).toMatchObject({ kind: 'failed', message: expect.stringContaining('NoCredentialsError - ') });
  });

  test('twenty scripts run side by side, each with its own result', async () => {
    const lines = ['import time', 'def handler(events, context):', '    time.sleep(1)', '    return events["number"]'];
    const began = Date.now();
    const ran = await Promise.all(Array.from({ length: 20 }, (_none, number) => run(lines, { number })));
    expect(ran.map((result) => (result.kind === 'returned' ? result.payload : result))).toEqual(
      Array.from({ length: 20 }, (_none, number) => number),
    );
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  test('each script has a directory of its own, which is gone afterwards', async () => {
    const lines = [
      'import os, time',
      'def handler(events, context):',
      '    open("left", "w").close()',
      '    time.sleep(0.5)',
      '    return [os.getcwd(), sorted(os.listdir("."))]',
    ];
    const [one, other] = (await Promise.all([run(lines), run(lines)])).map((ran) =>
      ran.kind === 'returned' ? (ran.payload as [string, string[]]) : undefined,
    );
    expect(one?.[1]).toEqual(['customer_script.py', 'left']);
    expect(one?.[0]).not.toBe(other?.[0]);
    expect(existsSync(one?.[0] ?? '/')).toBe(false);
  });

  test('when the process dies, its scripts fail and the next one starts it again', async () => {
    const ran = run(['import time', 'def handler(e, c):', '    time.sleep(30)']);
    await vi.waitFor(() => expect(zygotes().length).toBeGreaterThan(0));
    await delay(500);
    for (const pid of zygotes()) process.kill(pid, 'SIGKILL');
    expect(await ran).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/ended with (SIGKILL|exit status 137)/),
    });
    expect(await run(['def handler(e, c):', '    return 1'])).toMatchObject({ kind: 'returned', payload: 1 });
  });

  test('a script that is not wanted any more is ended', async () => {
    const stop = new AbortController();
    const ran = run(['import time', 'def handler(e, c):', '    time.sleep(60)'], {}, { signal: stop.signal });
    setTimeout(() => stop.abort(), 300);
    const began = Date.now();
    expect(await ran).toMatchObject({ kind: 'failed', message: expect.stringContaining('ScriptKilled - ') });
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test('a busy script is ended at its time', async () => {
    expect(await run(['def handler(e, c):', '    while True: pass'], {}, { timeoutMs: 1_000 })).toMatchObject({
      kind: 'timed-out',
    });
  });

  test('a script that forks without end harms no other, and ends at its time', async () => {
    const bomb = [
      'import os',
      'def handler(e, c):',
      '    while True:',
      '        try:',
      '            os.fork()',
      '        except OSError:',
      '            pass',
    ];
    const began = Date.now();
    const bombed = run(bomb, {}, { timeoutMs: 2_000 });
    await delay(500);
    expect(await run(['def handler(e, c):', '    return 1'])).toMatchObject({ kind: 'returned', payload: 1 });
    expect(await bombed).toMatchObject({ kind: 'timed-out' });
    expect(Date.now() - began).toBeLessThan(20_000);
  });

  test('a script may lie in an attachment, by itself or in an archive', async () => {
    const source = 'def main(e, c):\n    return e["n"] + 1\n';
    const one = { name: 'launch.py', content: Buffer.from(source) };
    const job = { runtime: 'python3.11', payload: { n: 1 }, timeoutMs: 20_000 };
    expect(await runner.run({ ...job, handler: 'launch.main', attachment: one })).toMatchObject({ payload: 2 });
    expect(await runner.run({ ...job, handler: 'main', attachment: one })).toMatchObject({ payload: 2 });
    const archive = {
      name: 'all.zip',
      content: zipped({
        'launch.py': 'from parts.add import add\ndef main(e, c):\n    return add(e["n"])',
        'parts/__init__.py': '',
        'parts/add.py': 'def add(n):\n    return n + 41',
      }),
    };
    expect(await runner.run({ ...job, handler: 'launch.main', attachment: archive })).toMatchObject({ payload: 42 });
    const script = 'import launch\ndef handler(e, c):\n    return launch.main(e, c)';
    expect(await runner.run({ ...job, handler: 'handler', script, attachment: archive })).toMatchObject({
      payload: 42,
    });
    expect(await runner.run({ ...job, handler: 'other.main', attachment: archive })).toMatchObject({
      kind: 'failed',
      message: "ModuleNotFoundError - No module named 'other'",
    });
  });
});

test('without Python a script fails with a line that says so', async () => {
  const without = scriptRunner({ door, unsandboxed: false, python: 'python-that-is-not-there' });
  expect(await python(without)([''])).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/'python-that-is-not-there' could not be started.*Python 3\.8 or later/),
  });
  expect((await without.support()).runtimes[0]).toMatchObject({
    family: 'python',
    detail: expect.stringContaining('not'),
  });
  await without.close();
});

test('without a sandbox scripts are refused unless their owner allowed them', async () => {
  const without = scriptRunner({ door, unsandboxed: false, bubblewrap: 'bwrap-that-is-not-there' });
  expect(await python(without)(['def handler(e, c):', '    return 1'])).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(
      /^ScriptsNotAllowed - .*bwrap-that-is-not-there is not installed.*--unsandboxed-scripts/,
    ),
  });
  expect(await without.support()).toMatchObject({
    sandbox: 'none',
    allowed: false,
    detail: expect.stringContaining('not installed'),
  });
  expect(await open.support()).toMatchObject({ sandbox: 'none', allowed: true });
  expect(await sandboxed.support()).toMatchObject({
    sandbox: 'bubblewrap',
    allowed: true,
    runtimes: [
      { family: 'python', version: expect.stringMatching(/^3\./) },
      { family: 'nodejs', version: process.versions.node },
      { family: 'powershell' },
    ],
  });
  await without.close();
});

test('other languages are refused, and PowerShell where it is not installed', async () => {
  const job = { handler: 'h', script: '', payload: {}, timeoutMs: 1_000 };
  expect(await sandboxed.run({ ...job, runtime: 'ruby3.2' })).toMatchObject({
    message: expect.stringMatching(/'ruby3.2' is not supported; supported are python/),
  });
  const without = scriptRunner({ door, unsandboxed: false, powershell: 'pwsh-that-is-not-there' });
  expect(await without.run({ ...job, runtime: 'PowerShell 7.4' })).toMatchObject({
    message: expect.stringMatching(/'PowerShell 7.4': pwsh-that-is-not-there is not on the PATH/),
  });
  await without.close();
});

test('closing ends what still runs', async () => {
  const closing = scriptRunner({ door, unsandboxed: false });
  const run = python(closing);
  await run(['def handler(e, c):', '    pass']);
  const ran = run(['import time', 'def handler(e, c):', '    time.sleep(60)']);
  await delay(200);
  const began = Date.now();
  await closing.close();
  expect(Date.now() - began).toBeLessThan(1_900);
  expect(await ran).toMatchObject({ kind: 'failed', message: expect.stringContaining('ScriptRunnerEnded') });
  expect(await run([''])).toMatchObject({ kind: 'failed', message: expect.stringContaining('closed') });
});
