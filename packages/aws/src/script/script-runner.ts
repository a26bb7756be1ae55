import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runtimeFamily, type ScriptJob, type ScriptResult, type ScriptRunner, type ScriptSupport } from '@trueup/core';
import type { GatewayDoor } from '../door/gateway-door.ts';
import { scriptGateway, type ScriptGateway } from '../gateway/gateway.ts';
import { launchedProcesses } from './launched-processes.ts';
import { onPath } from './on-path.ts';
import { powershellCommand } from './powershell-command.ts';
import { pythonProcesses } from './python-processes.ts';
import { failed } from './read-result.ts';
import { probeSandbox, type Sandbox } from './sandbox.ts';
import type { ScriptDirectories, ScriptOrder, ScriptProcesses } from './script-order.ts';

type RuntimeFamily = NonNullable<ReturnType<typeof runtimeFamily>>;

export interface ScriptRunnerOptions {
  /** How scripts reach AWS. */
  readonly door: GatewayDoor;
  /** Whether scripts may run where there is no sandbox: they could then do what this process can. */
  readonly unsandboxed: boolean;
  /** The interpreter, Python 3.8 or later. Absent: `python3`. */
  readonly python?: string;
  /** Absent: `pwsh`. */
  readonly powershell?: string;
  /** Absent: `bwrap`. */
  readonly bubblewrap?: string;
}

const CLOSED = 'ScriptRunnerClosed - the script runner was closed';
/** automation-documents, 4.13. */
const LONGEST_MS = 600_000;
/** Where the gateway is, seen from within a sandbox. */
const GATEWAY_PORT = 8080;

/**
 * Runs scripts of aws:executeScript. They see no environment of ours and hold no credentials: what they ask of AWS goes
 * through the gateway. Whatever goes wrong is a failed result.
 */
export function scriptRunner(options: ScriptRunnerOptions): ScriptRunner {
  let started: Promise<Started> | undefined;
  let closed = false;
  const start = (): Promise<Started> => (started ??= startRunner(options));
  return {
    async run(job) {
      if (closed) return failed(CLOSED);
      try {
        const running = await start();
        return closed ? failed(CLOSED) : await runJob(job, running, options);
      } catch (error) {
        return failed(`ScriptNotStarted - ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    support: async () => support(await start(), options),
    async close() {
      closed = true;
      const running = await started;
      await Promise.all([running?.python.close(), running?.node.close(), running?.powershell?.close()]);
      if (running !== undefined) rmSync(running.root, { recursive: true, force: true });
    },
  };
}

interface Started {
  readonly sandbox: Sandbox;
  readonly root: string;
  readonly directories: ScriptDirectories;
  readonly gateway: ScriptGateway;
  readonly python: ReturnType<typeof pythonProcesses>;
  readonly node: ScriptProcesses;
  readonly powershell: ScriptProcesses | undefined;
  readonly powershellFound: Awaited<ReturnType<typeof powershellCommand>>;
}

async function startRunner(options: ScriptRunnerOptions): Promise<Started> {
  // In full, for it is started with the PATH of the sandbox.
  const name = options.bubblewrap ?? 'bwrap';
  const bubblewrap = onPath(name) ?? name;
  const sandbox = await probeSandbox(bubblewrap);
  // Ours to remove, also when a process is killed. Scripts of another user pass through to their own directories.
  const root = mkdtempSync(join(tmpdir(), 'trueup-scripts-'));
  chmodSync(root, 0o711);
  const directory = (named: string, mode: number): string => {
    mkdirSync(join(root, named), { mode });
    return join(root, named);
  };
  const directories = {
    work: directory('work', 0o711),
    orders: directory('orders', 0o700),
    sockets: directory('sockets', 0o700),
  };
  const common = { sandbox, bubblewrap, directories };
  const found = await powershellCommand(options.powershell ?? 'pwsh');
  return {
    sandbox,
    root,
    directories,
    powershellFound: found,
    gateway: scriptGateway(options.door),
    python: pythonProcesses({ ...common, python: options.python ?? 'python3' }),
    node: launchedProcesses(common),
    powershell: found.kind === 'found' ? launchedProcesses({ ...common, powershell: found }) : undefined,
  };
}

async function runJob(wanted: ScriptJob, started: Started, options: ScriptRunnerOptions): Promise<ScriptResult> {
  const job = { ...wanted, timeoutMs: Math.min(wanted.timeoutMs, LONGEST_MS) };
  const family = runtimeFamily(job.runtime);
  if (family === undefined) {
    const known = 'python3.8 and later, nodejs18.x and later, PowerShell 7.0 and later';
    return failed(`UnsupportedRuntime - '${job.runtime}' is not supported; supported are ${known}`);
  }
  const processes = processesOf(family, started);
  if (processes === undefined) {
    const { powershellFound: found } = started;
    return failed(`UnsupportedRuntime - '${job.runtime}': ${found.kind === 'missing' ? found.detail : 'not here'}`);
  }
  const refused = refusal(started.sandbox, options.unsandboxed);
  if (refused !== undefined) return failed(refused);
  if (job.aws === undefined) return processes.run({ job, environment: {} });
  return runWithAws(job, job.aws, processes, started);
}

function processesOf(family: RuntimeFamily, started: Started): ScriptProcesses | undefined {
  switch (family) {
    case 'python':
      return started.python;
    case 'nodejs':
      return started.node;
    case 'powershell':
      return started.powershell;
  }
}

function refusal(sandbox: Sandbox, unsandboxed: boolean): string | undefined {
  if (sandbox.kind !== 'none' || unsandboxed) return undefined;
  return `ScriptsNotAllowed - there is no sandbox for scripts on this machine: ${sandbox.detail}. Install bubblewrap, or allow scripts without a sandbox (--unsandboxed-scripts)`;
}

async function runWithAws(
  job: ScriptJob,
  aws: NonNullable<ScriptJob['aws']>,
  processes: ScriptProcesses,
  started: Started,
): Promise<ScriptResult> {
  const sandboxed = started.sandbox.kind !== 'none';
  const grant = await started.gateway.open(aws, sandboxed ? started.directories.sockets : undefined);
  try {
    const port = sandboxed ? GATEWAY_PORT : grant.port;
    const order: ScriptOrder = {
      job,
      environment: grant.environment(port),
      ...(grant.socket === undefined ? {} : { gateway: { socket: grant.socket, port } }),
    };
    return await processes.run(order);
  } finally {
    await grant.close();
  }
}

async function support(started: Started, options: ScriptRunnerOptions): Promise<ScriptSupport> {
  const { sandbox, powershellFound: powershell } = started;
  const python = await started.python.interpreter();
  return {
    sandbox: sandbox.kind === 'none' ? 'none' : 'bubblewrap',
    ...(sandbox.kind === 'none' ? { detail: sandbox.detail } : {}),
    allowed: sandbox.kind !== 'none' || options.unsandboxed,
    runtimes: [
      { family: 'python', ...(python.kind === 'found' ? { version: python.version } : { detail: python.detail }) },
      { family: 'nodejs', version: process.versions.node },
      {
        family: 'powershell',
        ...(powershell.kind === 'found' ? { version: powershell.version } : { detail: powershell.detail }),
      },
    ],
  };
}
