import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import type { JsonObject, ScriptResult } from '@trueup/core';
import { pythonScriptRunner } from './python-script-runner.ts';

vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
vi.stubEnv('AWS_PROFILE', 'admin');
const runner = pythonScriptRunner({ python: 'python3' });
afterAll(() => runner.close());

function run(lines: readonly string[], payload: JsonObject = {}, timeoutMs = 20_000): Promise<ScriptResult> {
  const script = lines.join('\n');
  return runner.run({ runtime: 'python3.11', handler: 'handler', script, payload, timeoutMs });
}

/** Command lines of the processes that run now. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    });
}

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
  ['a syntax error', ['def handler(e, c) return'], /^SyntaxError - .*line 1/],
  ['no handler', ['def other(e, c):', '    pass'], /^HandlerNotFound - the script has no function handler/],
  ['a process that ends itself', ['import os', 'def handler(e, c):', '    os._exit(3)'], /exit status 3/],
  ['too much memory', ['def handler(e, c):', '    return len(bytearray(900 << 20))'], /MemoryError - /],
])('%s fails', async (_name, lines, message) => {
  expect(await run(lines)).toMatchObject({ kind: 'failed', message: expect.stringMatching(message) });
});

/** Seconds that no other process sleeps, so that those of a test are known by their command line. */
const SECONDS = 1_000_000 + process.pid;
const sleeping = (): string[] => commandLines().filter((line) => line.includes(`sleep ${SECONDS}`));

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
    1_500,
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
    '        print("x" * 100)',
    '    return "done"',
  ]);
  expect(ran).toMatchObject({ kind: 'returned', payload: 'done' });
  expect(ran.output.length).toBe(102_400);
});

test('a script sees nothing of our environment, and has no credentials', async () => {
  const seen = await run(['import os', 'def handler(events, context):', '    return dict(os.environ)']);
  const names = seen.kind === 'returned' ? Object.keys(seen.payload as JsonObject) : [];
  expect(names.filter((name) => name.startsWith('AWS_'))).toEqual(['AWS_EC2_METADATA_DISABLED']);
  expect(names.sort()).toEqual(['AWS_EC2_METADATA_DISABLED', 'HOME', 'LANG', 'PATH', 'TMPDIR']);
  const called = await run(['import boto3', 'def handler(e, c):', '    boto3.client("s3").list_buckets()']);
  expect(called).toMatchObject({ kind: 'failed', message: expect.stringContaining('NoCredentialsError - ') });
});

test('each script has a directory of its own, which is gone afterwards', async () => {
  const lines = [
    'import os',
    'def handler(events, context):',
    '    open("left", "w").close()',
    '    return [os.getcwd(), sorted(os.listdir("."))]',
  ];
  const [one, other] = await Promise.all([run(lines), run(lines)]);
  const [[path, files], [otherPath]] = [one, other].map((ran) =>
    ran.kind === 'returned' ? (ran.payload as [string, string[]]) : ['', []],
  ) as [[string, string[]], [string, string[]]];
  expect(files).toEqual(['customer_script.py', 'left']);
  expect(path).not.toBe(otherPath);
  expect([path, otherPath].map((directory) => existsSync(directory))).toEqual([false, false]);
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

test('when the process dies, its scripts fail and the next one starts it again', async () => {
  const lines = [
    'import os, signal, time',
    'def handler(e, c):',
    '    os.kill(os.getppid(), signal.SIGKILL)',
    '    time.sleep(9)',
  ];
  expect(await run(lines)).toMatchObject({ kind: 'failed', message: expect.stringContaining('ended with SIGKILL') });
  expect(await run(['def handler(e, c):', '    return 1'])).toMatchObject({ kind: 'returned', payload: 1 });
});

test('without Python a script fails with a line that says so', async () => {
  const without = pythonScriptRunner({ python: 'python-that-is-not-there' });
  const job = { runtime: 'python3.11', handler: 'h', script: '', payload: {}, timeoutMs: 1_000 };
  expect(await without.run(job)).toMatchObject({
    kind: 'failed',
    message: expect.stringMatching(/'python-that-is-not-there' could not be started.*Python 3\.8 or later/),
  });
  await without.close();
});

test('other languages are refused', async () => {
  const job = { runtime: 'PowerShell 7.4', handler: 'h', script: '', payload: {}, timeoutMs: 1_000 };
  expect(await runner.run(job)).toMatchObject({ kind: 'failed', message: expect.stringContaining('PowerShell 7.4') });
});

test('closing ends what still runs', async () => {
  const closing = pythonScriptRunner({ python: 'python3' });
  const script = 'import time\ndef handler(e, c):\n    time.sleep(60)';
  const job = { runtime: 'python3.11', handler: 'handler', script, payload: {}, timeoutMs: 90_000 };
  await closing.run({ ...job, script: 'def handler(e, c):\n    pass' });
  const ran = closing.run(job);
  const began = Date.now();
  await closing.close();
  expect(Date.now() - began).toBeLessThan(1_900);
  expect(await ran).toMatchObject({ kind: 'failed', message: expect.stringContaining('ScriptRunnerEnded') });
  expect(await closing.run(job)).toMatchObject({ kind: 'failed', message: expect.stringContaining('closed') });
});
