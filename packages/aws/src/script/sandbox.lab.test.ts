import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountId, region, type Json, type ScriptJob } from '@trueup/core';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { awsDoor } from '../door/aws-door.ts';
import { scriptGateway } from '../gateway/gateway.ts';
import { launchedProcesses } from './launched-processes.ts';
import { onPath } from './on-path.ts';
import { pythonProcesses } from './python-processes.ts';
import { sandboxArguments } from './sandbox.ts';
import type { ScriptOrder, ScriptProcesses } from './script-order.ts';

const root = mkdtempSync(join(tmpdir(), 'trueup-sandbox-'));
chmodSync(root, 0o711);
const [work, orders, sockets] = (['work', 'orders', 'sockets'] as const).map((name) => {
  mkdirSync(join(root, name), { mode: 0o711 });
  return join(root, name);
}) as [string, string, string];
const door = awsDoor({ accountOf: () => undefined });
const gateway = scriptGateway(door);
const closing: ScriptProcesses[] = [];
afterAll(async () => {
  await Promise.all(closing.map((processes) => processes.close()));
  door.close();
  rmSync(root, { recursive: true });
});

const kept = <P extends ScriptProcesses>(processes: P): P => {
  closing.push(processes);
  return processes;
};
const job = (script: readonly string[]): ScriptJob => ({
  runtime: '',
  handler: 'handler',
  script: script.join('\n'),
  payload: {},
  timeoutMs: 30_000,
});

async function answered(processes: ScriptProcesses, order: ScriptOrder): Promise<Json> {
  const ran = await processes.run(order);
  expect(ran).toMatchObject({ kind: 'returned' });
  return ran.kind === 'returned' ? ran.payload : null;
}

const bubblewrap = onPath('bwrap') ?? 'bwrap';
/** As root both may work: with users of the machine, and in a user namespace. */
const kinds = (['root', 'user'] as const).filter((kind) => {
  const view = { readOnly: [], diskBytes: 1 << 20, capabilities: ['CAP_SYS_ADMIN'] };
  const tried = spawnSync(bubblewrap, [...sandboxArguments({ kind }, view), '/bin/sh', '-c', 'true']);
  if (tried.status !== 0) process.stderr.write(`sandbox tests: none with the rights of ${kind}, bwrap does not work\n`);
  return tried.status === 0;
});
describe.each(kinds)('with the rights of %s', (kind) => {
  const common = { sandbox: { kind }, bubblewrap, directories: { work, orders, sockets } };
  const python = kept(pythonProcesses({ ...common, python: inject('awsLabPython') }));
  const node = kept(launchedProcesses(common));

  test('a script cannot reach into the process that leads to the gateway, and the way is open', async () => {
    const scope = { accountId: accountId('111111111111'), region: region('eu-west-1'), partition: 'aws' } as const;
    const grant = await gateway.open({ scope, session: { mode: 'live' } }, sockets);
    const script = [
      'import ctypes, os, subprocess, urllib.request, urllib.error',
      'libc = ctypes.CDLL(None, use_errno=True)',
      'def asked():',
      '    try:',
      '        urllib.request.urlopen("http://127.0.0.1:8080/")',
      '    except urllib.error.HTTPError as error:',
      '        return error.code',
      'def handler(events, context):',
      '    status = asked()',
      '    other = [name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]',
      '    pidfd = libc.syscall(434, int(other[0]), 0)',
      '    taken = [number for number in range(64) if libc.syscall(438, pidfd, number, 0) >= 0]',
      '    places = ["fd/%d" % number for number in range(64)] + ["cwd", "root"]',
      '    open_to_it = [place for place in places if os.path.exists("/proc/%s/%s" % (other[0], place))]',
      '    ran = subprocess.run(["echo", "works"], stdout=subprocess.PIPE).stdout.decode()',
      '    return {"others": len(other), "pidfd": pidfd > 0, "taken": taken, "places": open_to_it, "asked": status, "ran": ran}',
    ];
    const order = { job: job(script), environment: {}, gateway: { socket: grant.socket ?? '', port: 8080 } };
    expect(await answered(python, order)).toEqual({
      others: 1,
      pidfd: true,
      taken: [],
      places: [],
      asked: 403,
      ran: 'works\n',
    });
    await grant.close();
  });

  /** add_key to the keyring of the user, and keyctl to join the one of a name. */
  const KEYS = [
    'import ctypes, os',
    'libc = ctypes.CDLL(None, use_errno=True)',
    'first = {"x86_64": 248, "aarch64": 217}[os.uname().machine]',
    'def refused(*call):',
    '    return libc.syscall(*call) < 0 and os.strerror(ctypes.get_errno())',
    'def keys():',
    '    return [refused(first, b"user", b"trueup", b"x", 1, -4), refused(first + 2, 1, b"trueup")]',
  ];
  const NONE = ['Function not implemented', 'Function not implemented'];

  test('scripts share no keyring', async () => {
    const script = [...KEYS, 'def handler(events, context):', '    return keys()'];
    expect(await answered(python, { job: job(script), environment: {} })).toEqual(NONE);
    const asked = JSON.stringify([...KEYS, 'import json', 'print(json.dumps(keys()))'].join('\n'));
    const lines = [
      'const { execFileSync } = require("node:child_process");',
      `exports.handler = () => JSON.parse(execFileSync("python3", ["-c", ${asked}]));`,
    ];
    expect(await answered(node, { job: job(lines), environment: {} })).toEqual(NONE);
  });

  test('nothing is written to /dev but little to its shared memory', async () => {
    const script = [
      'import os',
      'def tried(path):',
      '    try:',
      '        open(path, "w").close()',
      '    except OSError as error:',
      '        return os.strerror(error.errno)',
      'def handler(events, context):',
      '    room = os.statvfs("/dev/shm")',
      '    return [tried("/dev/x"), tried("/dev/null"), tried("/dev/shm/x"), room.f_blocks * room.f_frsize >> 20]',
    ];
    const written = [expect.stringMatching(/Read-only|Permission denied/), null, null, 64];
    expect(await answered(python, { job: job(script), environment: {} })).toEqual(written);
    const lines = [
      'const fs = require("node:fs");',
      'const tried = (path) => { try { fs.writeFileSync(path, ""); return null; } catch (error) { return error.message; } };',
      'exports.handler = () => {',
      '  const room = fs.statfsSync("/dev/shm");',
      '  return [tried("/dev/x"), tried("/dev/null"), tried("/dev/shm/x"), (room.blocks * room.bsize) / 2 ** 20];',
      '};',
    ];
    expect(await answered(node, { job: job(lines), environment: {} })).toEqual([
      expect.stringMatching(/EROFS|EACCES/),
      ...written.slice(1),
    ]);
  });
});
