import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { ScriptJob, ScriptResult } from '@trueup/core';
import { callFilter, handFilter } from './call-filter.ts';
import { failed, readResult } from './read-result.ts';
import { sandboxArguments, type Sandbox } from './sandbox.ts';
import { insidePrograms, nodeModules, sdkPackages } from './sdk-packages.ts';
import { INSIDE, type ScriptDirectories, type ScriptOrder, type ScriptProcesses } from './script-order.ts';

export interface LaunchedProcessOptions {
  readonly sandbox: Sandbox;
  readonly bubblewrap: string;
  readonly directories: ScriptDirectories;
  /** PowerShell's command and where its program lies. Absent: the scripts are Node's. */
  readonly powershell?: { readonly command: string; readonly directory: string };
}

/** automation-documents, 4.13: 512 MB for Python, 1,024 MB for PowerShell; Node gets what Python gets. */
const NODE_MEGABYTES = 512;
const POWERSHELL_BYTES = 1024 * 1024 * 1024;
const DISK_BYTES = 512 * 1024 * 1024;
const MOST_OUTPUT = 102_400;
const MOST_RESULT = 409_600;
/** Kilobytes of writable memory, which bounds what lies beside the heap; a runtime needs some for itself. */
const DATA_KILOBYTES = 2_000_000;
const MOST_PROCESSES = 128;
const MOST_OPEN_FILES = 512;
/** As in script_job.py. */
const FIRST_JOB_USER = 1_900_100_000;
const JOB_USERS = 10_000;
const PROGRAMS = '/usr/local/bin:/usr/bin:/bin';
const DIRECTORY = 'script';
const ATTACHED = '/run/trueup/attachment';
/** Behind the standard streams, the order and the result. */
const FILTER = 5;
const SOCKET = `${INSIDE.sockets}/gateway.sock`;

/** Runs Node.js and PowerShell, each script in a process, and a sandbox, of its own. */
export function launchedProcesses(options: LaunchedProcessOptions): ScriptProcesses {
  const running = new Map<ChildProcess, Promise<ScriptResult>>();
  let last = 0;
  return {
    async run(order) {
      last += 1;
      const child = launch(order, last, options);
      const result = outcome(child, order.job);
      running.set(child, result);
      try {
        return await result;
      } finally {
        running.delete(child);
        rmSync(join(options.directories.orders, `launched-${last}`), { recursive: true, force: true });
      }
    },
    async close() {
      for (const child of running.keys()) end(child);
      await Promise.all(running.values());
    },
  };
}

function launch(order: ScriptOrder, id: number, options: LaunchedProcessOptions): ChildProcess {
  const { job } = order;
  const { sandbox } = options;
  const attached = attachmentPath(job, id, options.directories);
  const directory =
    sandbox.kind === 'none' ? join(options.directories.work, `${DIRECTORY}-${id}`) : `/tmp/${DIRECTORY}`;
  const inside = sandbox.kind !== 'none';
  const told = {
    directory,
    handler: job.handler,
    script: job.script,
    payload: job.payload,
    environment: order.environment,
    powershell: options.powershell?.command,
    attachment: attached && { name: job.attachment?.name, path: inside ? ATTACHED : attached },
    gateway: order.gateway && { socket: SOCKET, port: order.gateway.port },
  };
  if (!inside) linkSdk(options.directories.work);
  const filter = inside ? callFilter(process.arch) : undefined;
  const [file = '', ...rest] = command(order, id, attached, options);
  const child = spawn(file, rest, {
    env: {
      PATH: inside ? PROGRAMS : (process.env['PATH'] ?? PROGRAMS),
      LANG: 'C.UTF-8',
      ...runtimeEnvironment(options),
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', filter === undefined ? 'ignore' : 'pipe'],
  });
  if (filter !== undefined) handFilter(child, filter, FILTER);
  const input = child.stdio[3] as Writable;
  // A write to a process that could not start fails; its end settles the job.
  input.on('error', () => undefined);
  input.end(JSON.stringify(told));
  return child;
}

function runtimeEnvironment({ powershell }: LaunchedProcessOptions): Readonly<Record<string, string>> {
  if (powershell === undefined) return { NODE_USE_ENV_PROXY: '1', AWS_EC2_METADATA_DISABLED: 'true' };
  return {
    AWS_EC2_METADATA_DISABLED: 'true',
    DOTNET_GCHeapHardLimit: `0x${POWERSHELL_BYTES.toString(16)}`,
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
    POWERSHELL_TELEMETRY_OPTOUT: '1',
    POWERSHELL_UPDATECHECK: 'Off',
  };
}

function attachmentPath(job: ScriptJob, id: number, directories: ScriptDirectories): string | undefined {
  if (job.attachment === undefined) return undefined;
  const directory = join(directories.orders, `launched-${id}`);
  mkdirSync(directory);
  const path = join(directory, 'attachment');
  writeFileSync(path, job.attachment.content, { mode: 0o644 });
  return path;
}

/** Where Node looks for packages from a script in the work directory. In a sandbox they are mounted there. */
function linkSdk(work: string): void {
  const link = join(work, 'node_modules');
  if (!existsSync(link)) symlinkSync(nodeModules(), link);
}

function command(
  order: ScriptOrder,
  id: number,
  attached: string | undefined,
  options: LaunchedProcessOptions,
): readonly string[] {
  const { sandbox } = options;
  const limited = ['/bin/sh', '-c', `${limits(order.job)}; exec "$@"`, 'sh'];
  const heap = options.powershell === undefined ? [`--max-old-space-size=${NODE_MEGABYTES}`] : [];
  if (sandbox.kind === 'none') return [...limited, process.execPath, ...heap, join(insidePrograms(), 'node-job.ts')];
  const mounted: (readonly [string, string])[] = [
    [process.execPath, `${INSIDE.programs}/node`],
    [insidePrograms(), `${INSIDE.programs}/inside`],
    ...[...sdkPackages()].map(([name, directory]) => [directory, `/node_modules/${name}`] as const),
  ];
  if (attached !== undefined) mounted.push([attached, ATTACHED]);
  if (options.powershell !== undefined) mounted.push([options.powershell.directory, options.powershell.directory]);
  const { gateway } = order;
  const view = {
    readOnly: mounted,
    writable: gateway ? [[join(options.directories.sockets, gateway.socket), SOCKET] as const] : [],
    diskBytes: DISK_BYTES,
    ...(callFilter(process.arch) === undefined ? {} : { seccomp: FILTER }),
    capabilities: sandbox.kind === 'root' ? ['CAP_SETUID', 'CAP_SETGID'] : [],
  };
  const user = String(FIRST_JOB_USER + (id % JOB_USERS));
  const lowered =
    sandbox.kind === 'root' ? ['/usr/bin/setpriv', '--reuid', user, '--regid', user, '--clear-groups', '--'] : [];
  const program = [`${INSIDE.programs}/node`, ...heap, `${INSIDE.programs}/inside/node-job.ts`];
  return [options.bubblewrap, ...sandboxArguments(sandbox, view), ...lowered, ...limited, ...program];
}

/** For the shell, in its units. What a system does not know is left out: the time limit holds everywhere. */
function limits(job: ScriptJob): string {
  const cpuSeconds = Math.ceil(job.timeoutMs / 1_000) + 1;
  const wanted = [
    `-t ${cpuSeconds}`,
    `-d ${DATA_KILOBYTES}`,
    `-f ${DISK_BYTES / 512}`,
    `-n ${MOST_OPEN_FILES}`,
    '-c 0',
    `-p ${MOST_PROCESSES}`,
  ];
  return wanted.map((limit) => `ulimit ${limit} 2>/dev/null`).join('; ');
}

function outcome(child: ChildProcess, job: ScriptJob): Promise<ScriptResult> {
  return new Promise((resolve) => {
    const output = kept(child.stdout as Readable, MOST_OUTPUT);
    const errors = kept(child.stderr as Readable, MOST_OUTPUT, output);
    const result = kept(child.stdio[4] as Readable, MOST_RESULT);
    let cause: 'timed-out' | 'killed' | 'closed' | undefined;
    const stop = (why: NonNullable<typeof cause>): void => {
      cause ??= why;
      end(child);
    };
    const overdue = setTimeout(() => stop('timed-out'), job.timeoutMs);
    const onAbort = (): void => stop('killed');
    job.signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (settled: ScriptResult): void => {
      clearTimeout(overdue);
      job.signal?.removeEventListener('abort', onAbort);
      resolve(settled);
    };
    child.once('error', (error) => settle(failed(`ScriptNotStarted - ${error.message}`)));
    child.once('close', (code, signal) => {
      // What the script started may hold its group; in a sandbox it has ended with it.
      end(child);
      const written = errors.text();
      if (cause === 'timed-out') return settle({ kind: 'timed-out', output: written });
      if (cause !== undefined) return settle(failed('ScriptKilled - the script was ended before it was done', written));
      const ended = signal === null ? `ended with exit status ${String(code)}` : `was killed by ${signal}`;
      settle({ ...readResult(result.text(), ended), output: written });
    });
    if (job.signal?.aborted === true) onAbort();
  });
}

interface Kept {
  readonly chunks: Buffer[];
  size: number;
  text(): string;
}

/** What comes out of a stream, up to a limit; the rest is read and dropped. Two streams may share one `into`. */
function kept(stream: Readable, most: number, into?: Kept): Kept {
  const made: Kept = into ?? { chunks: [], size: 0, text: () => Buffer.concat(made.chunks).toString('utf8') };
  stream.on('data', (chunk: Buffer) => {
    const room = chunk.subarray(0, most - made.size);
    made.size += room.length;
    if (room.length > 0) made.chunks.push(room);
  });
  return made;
}

/** With its group, so that what it started in it ends too. */
function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of the group has ended.
    return;
  }
}
