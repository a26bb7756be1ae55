import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject, ScriptJob, ScriptResult, ScriptRunner } from '@trueup/core';
import { afterAll, describe, expect, test } from 'vitest';
import { awsDoor } from '../door/aws-door.ts';
import { scriptRunner } from './script-runner.ts';
import { zipped } from './zipped.ts';

/** PowerShell as far as the runner knows it, for machines without one. */
const powershell = mkdtempSync(join(tmpdir(), 'trueup-pwsh-'));
chmodSync(powershell, 0o755);
writeFileSync(
  join(powershell, 'pwsh'),
  `#!/bin/sh
case "$*" in
  *PSVersion*) echo 7.4.1 ;;
  *-File\\ .run.ps1) . ./customer_script.ps1 ;;
esac
`,
  { mode: 0o755 },
);
const door = awsDoor({ accountOf: () => undefined });
const options = { door, powershell: join(powershell, 'pwsh') };
const sandboxed = scriptRunner({ ...options, unsandboxed: false });
const open = scriptRunner({ ...options, unsandboxed: true, bubblewrap: 'bwrap-that-is-not-there' });
afterAll(async () => {
  await sandboxed.close();
  await open.close();
  rmSync(powershell, { recursive: true });
});

const node =
  (runner: ScriptRunner) =>
  (lines: readonly string[], payload: JsonObject = {}, more: Partial<ScriptJob> = {}): Promise<ScriptResult> =>
    runner.run({
      runtime: 'nodejs20.x',
      handler: 'handler',
      script: lines.join('\n'),
      payload,
      timeoutMs: 30_000,
      ...more,
    });

const { sandbox, detail = '' } = await sandboxed.support();
if (sandbox === 'none') process.stderr.write(`script tests: none in a sandbox: ${detail}\n`);
describe.each([
  ...(sandbox === 'none' ? [] : ([['in a sandbox', sandboxed]] as const)),
  ['without a sandbox', open],
] as const)('%s', (_where, runner) => {
  const run = node(runner);

  test('values arrive with their types, and go back with them', async () => {
    const payload = { flag: false, map: { a: { b: [1] } }, list: [], count: 7, none: null, text: 'é' };
    const ran = await run(['async function handler(events) { console.log("seen"); return events; }'], payload);
    expect(ran).toEqual({ kind: 'returned', payload, output: 'seen\n' });
  });

  test.each<[string, string[], unknown]>([
    ['an exported function', ['exports.handler = () => 1;'], 1],
    ['a module with an import', ['import { sep } from "node:path";', 'export const handler = () => sep;'], '/'],
    ['a function that returns nothing', ['const handler = () => {};'], null],
    ['an exit without a status', ['function handler() { process.exit(); }'], null],
  ])('%s is a result', async (_name, lines, payload) => {
    expect(await run(lines)).toMatchObject({ kind: 'returned', payload });
  });

  test.each<[string, string[], RegExp]>([
    [
      'an exception',
      ['', 'function handler() {', '  null.x;', '}'],
      /\/customer_script\.cjs:3:\d+\)\nTypeError - Cannot read/,
    ],
    ['a syntax error', ['function handler( {'], /SyntaxError - /],
    ['no handler', ['exports.other = 1;'], /^HandlerNotFound - the script has no function handler/],
    ['a package that is not there', ['require("left-pad");'], /Error - Cannot find module 'left-pad'/],
    ['an exit with a status', ['function handler() { process.exit(3); }'], /^ProcessExit - .* exit status 3/],
    ['a promise that is never settled', ['const handler = () => new Promise(() => {});'], /^HandlerNotSettled - /],
    [
      'a promise that no one waits for',
      [
        'const handler = async () => { Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 500)); };',
      ],
      /Error - lost/,
    ],
    ['a value that JSON does not know', ['const handler = () => 1n;'], /TypeError - .*BigInt/],
    ['too large a value', ['const handler = () => "x".repeat(200_000);'], /^PayloadTooLarge - .* 102400 /],
    ['too long a list', ['const handler = () => new Array(101).fill(0);'], /^PayloadTooLarge - .*\$ has 101 items/],
    [
      'too large a heap',
      ['const handler = () => { const a = []; for (;;) a.push(new Array(1e6).fill(1.5)); };'],
      /^ScriptEnded - /,
    ],
    [
      'too large a buffer',
      ['const handler = () => { const a = []; for (;;) a.push(Buffer.alloc(5e7, 1)); };'],
      /RangeError|ScriptEnded/,
    ],
  ])('%s fails', async (_name, lines, message) => {
    expect(await run(lines)).toMatchObject({ kind: 'failed', message: expect.stringMatching(message) });
  });

  test('a busy script, and one that starts processes without end, are ended at their time', async () => {
    const busy = run(['const handler = () => { for (;;); };'], {}, { timeoutMs: 2_000 });
    const bomb =
      'const handler = () => { for (;;) try { require("child_process").spawn("sleep", ["60"]).on("error", () => {}); } catch {} };';
    const began = Date.now();
    expect(await Promise.all([busy, run([bomb], {}, { timeoutMs: 2_000 })])).toMatchObject([
      { kind: 'timed-out' },
      { kind: 'timed-out' },
    ]);
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  test('a script that is not wanted any more is ended', async () => {
    const ran = run(['const handler = () => { for (;;); };'], {}, { signal: AbortSignal.timeout(300) });
    expect(await ran).toMatchObject({ kind: 'failed', message: expect.stringContaining('ScriptKilled - ') });
  });

  test('a script may lie in an attachment', async () => {
    const job = { runtime: 'nodejs20.x', payload: { n: 1 }, timeoutMs: 30_000 };
    const one = { name: 'launch.js', content: Buffer.from('exports.main = (e) => e.n + 1;') };
    expect(await runner.run({ ...job, handler: 'launch.main', attachment: one })).toMatchObject({ payload: 2 });
    expect(await runner.run({ ...job, handler: 'main', attachment: one })).toMatchObject({ payload: 2 });
    const archive = {
      name: 'all.zip',
      content: zipped({
        'launch.mjs': 'import { add } from "./parts/add.mjs"; export const main = (e) => add(e.n);',
        'parts/add.mjs': 'export const add = (n) => n + 41;',
      }),
    };
    expect(await runner.run({ ...job, handler: 'launch.main', attachment: archive })).toMatchObject({ payload: 42 });
    const escaping = { name: 'all.zip', content: zipped({ '../launch.js': '' }) };
    expect(await runner.run({ ...job, handler: 'launch.main', attachment: escaping })).toMatchObject({
      message: expect.stringContaining('leaves the archive'),
    });
  });

  test('PowerShell gets its payload in the environment and answers through its file', async () => {
    const job = { runtime: 'PowerShell 7.4', payload: { n: 1 }, timeoutMs: 30_000 };
    const script = `echo seen; echo "{\\"kind\\":\\"returned\\",\\"payload\\":$InputPayload}" > .result.json`;
    expect(await runner.run({ ...job, script })).toEqual({ kind: 'returned', payload: { n: 1 }, output: 'seen\n' });
    expect(await runner.run({ ...job, script: 'exit 4' })).toMatchObject({
      message: 'ScriptEnded - PowerShell ended with exit status 4',
    });
    expect((await runner.support()).runtimes[2]).toEqual({ family: 'powershell', version: '7.4.1' });
  });
});

test('a script sees no file and no process of the machine, and holds no right', async () => {
  const ran = await node(sandboxed)(
    [
      'const fs = require("fs");',
      'const kind = (call) => { try { return String(call()); } catch (error) { return error.code; } };',
      'exports.handler = (events) => ({',
      '  files: ["/etc/passwd", "/root", "/home", events.here].map((path) => kind(() => fs.statSync(path))),',
      '  processes: fs.readdirSync("/proc").filter((name) => /^\\d+$/.test(name)).length,',
      '  user: process.getuid(),',
      '  rights: /CapEff:\\s*(\\w+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1],',
      '  packages: fs.readdirSync("/node_modules").filter((name) => name === "@trueup"),',
      '  environment: Object.keys(process.env).filter((name) => name.startsWith("AWS_")),',
      '});',
    ],
    { here: import.meta.dirname },
  );
  expect(ran).toMatchObject({
    kind: 'returned',
    payload: {
      files: ['ENOENT', 'ENOENT', 'ENOENT', 'ENOENT'],
      rights: '0000000000000000',
      packages: [],
      environment: ['AWS_EC2_METADATA_DISABLED'],
    },
  });
  const { processes, user } = (ran.kind === 'returned' ? ran.payload : {}) as { processes: number; user: number };
  expect(processes).toBeLessThan(5);
  expect(user).not.toBe(0);
});
