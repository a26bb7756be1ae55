import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ScriptResult } from '@trueup/core';
import { readJobEnds, type JobEnd } from './job-frames.ts';
import { pythonInterpreter, type PythonInterpreter } from './python-interpreter.ts';
import { failed, readResult } from './read-result.ts';
import { callFilter, handFilter } from './call-filter.ts';
import { isUnder, sandboxArguments, type Sandbox } from './sandbox.ts';
import { INSIDE, type ScriptDirectories, type ScriptOrder, type ScriptProcesses } from './script-order.ts';

export interface PythonProcesses extends ScriptProcesses {
  interpreter(): Promise<PythonInterpreter>;
}

export interface PythonProcessOptions {
  readonly python: string;
  readonly bubblewrap: string;
  readonly sandbox: Sandbox;
  readonly directories: ScriptDirectories;
}

type Found = Extract<PythonInterpreter, { kind: 'found' }>;

const ZYGOTE = fileURLToPath(new URL('script_zygote.py', import.meta.url));
const JOB = fileURLToPath(new URL('script_job.py', import.meta.url));
/** How long an answer may take beyond the time of the script itself before the process is taken for stuck. */
const GRACE_MS = 30_000;
const CLOSE_MS = 2_000;
const STDERR_KEPT = 2_000;
/** What script_job.py needs to make a job's namespaces, and gives up before the script. */
const CAPABILITIES = ['SYS_ADMIN', 'NET_ADMIN', 'NET_BIND_SERVICE', 'SETUID', 'SETGID', 'KILL'];
/** Beside the standard streams. */
const FILTER = 3;
const DISK_BYTES = 512 * 1024 * 1024;

/** Runs Python in forks of one process, which is started with the first script and again when it died. */
export function pythonProcesses(options: PythonProcessOptions): PythonProcesses {
  let zygote: Zygote | undefined;
  let interpreter: Promise<PythonInterpreter> | undefined;
  const asked = (): Promise<PythonInterpreter> => (interpreter ??= pythonInterpreter(options.python));
  return {
    interpreter: asked,
    async run(order) {
      if (zygote === undefined || zygote.ended()) {
        const found = await asked();
        if (found.kind === 'missing') {
          // It may be installed meanwhile.
          interpreter = undefined;
          return failed(`ScriptRunnerEnded - ${found.detail}`);
        }
        if (zygote === undefined || zygote.ended()) zygote = startZygote(found, options);
      }
      return zygote.run(order);
    },
    close: async () => zygote?.close(),
  };
}

interface Zygote {
  run(order: ScriptOrder): Promise<ScriptResult>;
  ended(): boolean;
  close(): Promise<void>;
}

interface Waiting {
  readonly settle: (result: ScriptResult) => void;
}

function startZygote(interpreter: Found, options: PythonProcessOptions): Zygote {
  const { directories } = options;
  const child = spawnZygote(interpreter, options);
  const waiting = new Map<number, Waiting>();
  let ended = false;
  let stderr = '';
  let last = 0;
  const end = (reason: string): void => {
    ended = true;
    for (const job of waiting.values()) job.settle(failed(`ScriptRunnerEnded - ${reason}`));
  };
  child.on('error', (error) => end(`'${options.python}' could not be started: ${error.message}`));
  child.on('close', (code, signal) => {
    const said = stderr === '' ? '' : `: ${stderr.trim()}`;
    end(`the Python process ended with ${signal ?? `exit status ${String(code)}`}${said}`);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  // A write to a process that has just ended fails; its end settles the jobs.
  child.stdin.on('error', () => undefined);
  const tell = (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  readJobEnds(
    child.stdout,
    (told) => waiting.get(told.id)?.settle(resultOf(told)),
    () => child.kill('SIGKILL'),
  );
  const run = ({ job, environment, gateway }: ScriptOrder): Promise<ScriptResult> =>
    new Promise((resolve) => {
      const id = (last += 1);
      const overdue = setTimeout(() => child.kill('SIGKILL'), job.timeoutMs + GRACE_MS);
      const onAbort = (): void => tell({ kill: id });
      const settle = (result: ScriptResult): void => {
        waiting.delete(id);
        clearTimeout(overdue);
        job.signal?.removeEventListener('abort', onAbort);
        // The job removes them as it reads them, unless it never came so far.
        rmSync(join(directories.orders, `${id}.json`), { force: true });
        rmSync(join(directories.orders, `${id}.bin`), { force: true });
        resolve(result);
      };
      waiting.set(id, { settle });
      const { handler, script, payload, timeoutMs, attachment } = job;
      const order = { handler, script, payload, timeoutMs, attachment: attachment?.name, env: environment, gateway };
      if (attachment !== undefined) writeFileSync(join(directories.orders, `${id}.bin`), attachment.content);
      writeFileSync(join(directories.orders, `${id}.json`), JSON.stringify(order), { mode: 0o600 });
      tell({ id, timeoutMs });
      job.signal?.addEventListener('abort', onAbort, { once: true });
      if (job.signal?.aborted === true) onAbort();
    });
  return { run, ended: () => ended, close: () => closeChild(child) };
}

function spawnZygote(
  interpreter: Found,
  { sandbox, bubblewrap, directories }: PythonProcessOptions,
): ChildProcessWithoutNullStreams {
  const path = `${dirname(interpreter.executable)}:/usr/local/bin:/usr/bin:/bin`;
  const spawned = {
    // AWS_EC2_METADATA_DISABLED keeps boto3 from asking the machine it runs on for credentials.
    env: { PATH: path, LANG: 'C.UTF-8', AWS_EC2_METADATA_DISABLED: 'true' },
    // A group of its own, so that an interrupt from the terminal leaves it to us.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'],
  };
  if (sandbox.kind === 'none') {
    return spawn(interpreter.executable, ['-IB', ZYGOTE, directories.work, directories.orders, 'open'], spawned);
  }
  const filter = callFilter(process.arch);
  const view = {
    readOnly: [
      ...interpreter.directories.map((directory) => [directory, insidePath(directory)] as const),
      [ZYGOTE, `${INSIDE.programs}/script_zygote.py`] as const,
      [JOB, `${INSIDE.programs}/script_job.py`] as const,
    ],
    writable: [
      [directories.orders, INSIDE.orders],
      [directories.sockets, INSIDE.sockets],
    ] as const,
    diskBytes: DISK_BYTES,
    capabilities: CAPABILITIES.map((name) => `CAP_${name}`),
    user: '0' as const,
    ...(filter === undefined ? {} : { seccomp: FILTER }),
  };
  const executable = insidePath(interpreter.executable);
  const command = [executable, '-IB', `${INSIDE.programs}/script_zygote.py`, '/tmp', INSIDE.orders];
  const env = { ...spawned.env, PATH: `${dirname(executable)}:${spawned.env.PATH}` };
  const child = spawn(bubblewrap, [...sandboxArguments(sandbox, view), ...command, sandbox.kind], {
    ...spawned,
    env,
    stdio: ['pipe', 'pipe', 'pipe', filter === undefined ? 'ignore' : 'pipe'],
  }) as ChildProcessWithoutNullStreams;
  if (filter !== undefined) handFilter(child, filter, FILTER);
  return child;
}

/** Each job has a /tmp of its own: a virtual environment that lies there is seen in another place. */
function insidePath(path: string): string {
  return isUnder(path, '/tmp') ? `${INSIDE.programs}/python${path}` : path;
}

function resultOf(end: JobEnd): ScriptResult {
  const output = end.outputText;
  if (end.notStarted !== undefined) return failed(`ScriptNotStarted - ${end.notStarted}`, output);
  if (end.timedOut === true) return { kind: 'timed-out', output };
  if (end.killed === true) return failed('ScriptKilled - the script was ended before it was done', output);
  return { ...readResult(end.resultText, end.status ?? 'ended'), output };
}

/** Closing its input makes the process end its scripts and then itself. */
async function closeChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  child.stdin?.end();
  const overdue = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS);
  await closed;
  clearTimeout(overdue);
}
