import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AwsGateway, AwsGatewayOptions } from './aws-gateway.ts';
import { awsGateway } from './aws-gateway.ts';
import { motoPython } from './moto-python.ts';

const LAUNCHER = fileURLToPath(new URL('moto_launcher.py', import.meta.url));
const START_LIMIT_MS = 60_000;

/** A running stand-in: moto behind a gateway. */
export interface AwsLab {
  /** What AWS_ENDPOINT_URL is to be. */
  readonly endpoint: string;
  /** Of moto's process. */
  readonly pid: number;
  readonly gateway: AwsGateway;
  stop(): Promise<void>;
}

export interface AwsLabOptions extends AwsGatewayOptions {
  /** AWS's managed IAM policies are there. Costs half a second at the start. */
  readonly managedPolicies?: boolean;
}

function launch(options: AwsLabOptions): ChildProcess {
  return spawn(motoPython(), [LAUNCHER, '0'], {
    // The launcher exits when its end of the pipe closes, so that not even SIGKILL leaves it behind.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // Saves 170 ms and 3 MB in each account that touches EC2.
      MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
      MOTO_IAM_LOAD_MANAGED_POLICIES: String(options.managedPolicies ?? false),
    },
  });
}

/** Resolves with moto's port. */
function ready(moto: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = '';
    let complaint = '';
    const timer = setTimeout(() => {
      moto.kill('SIGKILL');
      reject(new Error(`moto was not ready after ${START_LIMIT_MS / 1000} s: ${complaint}`));
    }, START_LIMIT_MS);
    moto.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString('utf8')).slice(-2000)));
    moto.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const port = /^ready (\d+)$/m.exec(printed)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    moto.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`moto ended with code ${code} before it was ready: ${complaint.trim().split('\n').at(-1)}`));
    });
  });
}

async function end(moto: ChildProcess): Promise<void> {
  if (moto.exitCode !== null || moto.signalCode !== null) return;
  const ended = once(moto, 'exit');
  moto.kill('SIGKILL');
  await ended;
}

/**
 * Starts the AWS stand-in on this machine. It keeps nothing: every start is an empty cloud. Any access key works,
 * and belongs to account 123456789012 unless AssumeRole made it; each account has its own state.
 *
 * @throws Error in one line that says what is missing, such as Python.
 */
export async function startAwsLab(options: AwsLabOptions = {}): Promise<AwsLab> {
  const moto = launch(options);
  try {
    const port = await ready(moto);
    const gateway = await awsGateway(`http://127.0.0.1:${port}`, options);
    return {
      endpoint: gateway.endpoint,
      pid: moto.pid ?? 0,
      gateway,
      stop: async () => {
        await gateway.stop();
        await end(moto);
      },
    };
  } catch (error) {
    await end(moto);
    throw error;
  }
}
