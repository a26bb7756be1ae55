import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Json, ScriptJob, ScriptResult, ScriptRunner } from '@trueup/core';

export interface PythonScriptRunnerOptions {
  /** The interpreter, Python 3.8 or later. */
  readonly python: string;
}

const ZYGOTE = fileURLToPath(new URL('script_zygote.py', import.meta.url));
const RUNTIME = /^python3\.\d+$/;
/** How long an answer may take beyond the time of the script itself before the process is taken for stuck. */
const GRACE_MS = 30_000;
const CLOSE_MS = 2_000;
const STDERR_KEPT = 2_000;

/**
 * Runs scripts of aws:executeScript in forks of one Python process, which is started with the first script and again
 * when it died. Scripts see no environment of ours, so no credentials. Whatever goes wrong is a failed result.
 */
export function pythonScriptRunner({ python }: PythonScriptRunnerOptions): ScriptRunner {
  let zygote: Zygote | undefined;
  let closed = false;
  return {
    run: async (job) => {
      if (!RUNTIME.test(job.runtime)) {
        return failed(`UnsupportedRuntime - '${job.runtime}' is not supported; supported are python3.8 and later`);
      }
      if (closed) return failed('ScriptRunnerClosed - the script runner was closed');
      if (zygote === undefined || zygote.ended()) zygote = startZygote(python);
      return zygote.run(job);
    },
    close: async () => {
      closed = true;
      await zygote?.close();
    },
  };
}

const failed = (message: string, output = ''): ScriptResult => ({ kind: 'failed', message, output });

interface Zygote {
  run(job: ScriptJob): Promise<ScriptResult>;
  ended(): boolean;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (result: ScriptResult) => void;
  readonly overdue: NodeJS.Timeout;
}

function startZygote(python: string): Zygote {
  // Ours to remove, also when the process is killed. Scripts of another user pass through to their own directories.
  const directory = mkdtempSync(join(tmpdir(), 'trueup-scripts-'));
  chmodSync(directory, 0o711);
  const child = spawn(python, ['-I', ZYGOTE, directory], {
    env: {
      PATH: process.env['PATH'],
      LANG: process.env['LANG'] ?? 'C.UTF-8',
      // Keeps boto3 from asking the machine it runs on for credentials.
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    // A group of its own, so that an interrupt from the terminal leaves it to us.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const waiting = new Map<number, Waiting>();
  let ended = false;
  let stderr = '';
  let last = 0;
  const settle = (id: number, result: ScriptResult): void => {
    const job = waiting.get(id);
    waiting.delete(id);
    clearTimeout(job?.overdue);
    job?.resolve(result);
  };
  const end = (reason: string): void => {
    ended = true;
    rmSync(directory, { recursive: true, force: true });
    for (const id of waiting.keys()) settle(id, failed(`ScriptRunnerEnded - ${reason}`));
  };
  child.on('error', (error) => {
    end(`'${python}' could not be started: ${error.message}. Scripts need Python 3.8 or later`);
  });
  child.on('close', (code, signal) => {
    end(
      `the Python process ended with ${signal ?? `exit status ${String(code)}`}${stderr === '' ? '' : `: ${stderr}`}`,
    );
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  // A write to a process that has just ended fails; its end settles the jobs.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = readAnswer(line);
    // Nothing that this process says can be relied on any more.
    if (answer === undefined) child.kill('SIGKILL');
    else settle(answer.id, answer.result);
  });
  return {
    run: (job) =>
      new Promise((resolve) => {
        last += 1;
        const overdue = setTimeout(() => child.kill('SIGKILL'), job.timeoutMs + GRACE_MS);
        waiting.set(last, { resolve, overdue });
        const { handler, script, payload, timeoutMs } = job;
        child.stdin.write(`${JSON.stringify({ id: last, handler, script, payload, timeoutMs })}\n`);
      }),
    ended: () => ended,
    close: () => closeChild(child),
  };
}

/** One line of script_zygote.py, which is ours: its shape is known where it is JSON at all. */
function readAnswer(line: string): { readonly id: number; readonly result: ScriptResult } | undefined {
  try {
    const { id, ...result } = JSON.parse(line) as ScriptResult & { readonly id: number; readonly payload?: Json };
    return { id, result };
  } catch {
    return undefined;
  }
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
