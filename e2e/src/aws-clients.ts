import { execFile } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { awsClientsPython } from '@trueup/testing/lab';

/** What `trueup keys create -o json` prints. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** AWS's own clients, set up for one key and one address and for nothing else of this machine. */
export interface AwsClients {
  /** `aws ssm …`: what it printed, as JSON. Rejects with what it complained of. */
  readonly cli: (...args: readonly string[]) => Promise<Record<string, unknown>>;
  /** `aws securityhub …`, `aws events …`. */
  readonly securityhub: AwsClients['cli'];
  readonly events: AwsClients['cli'];
  /** Runs the story that is written with boto3: what it saw, as JSON. */
  readonly boto3: (...args: readonly string[]) => Promise<Record<string, unknown>>;
}

const STORY = fileURLToPath(new URL('aws_boto3_story.py', import.meta.url));
/** No configuration of this machine's user gets in. */
const NOWHERE = fileURLToPath(new URL('no-such-file', import.meta.url));

export function awsClients(endpoint: string, { accessKeyId, secretAccessKey }: Credentials): AwsClients {
  const python = awsClientsPython();
  const env = {
    PATH: process.env['PATH'],
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_SSM: endpoint,
    AWS_ENDPOINT_URL_SECURITYHUB: endpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint,
    AWS_CONFIG_FILE: NOWHERE,
    AWS_SHARED_CREDENTIALS_FILE: NOWHERE,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
  };
  const json = async (args: readonly string[]): Promise<Record<string, unknown>> => {
    const printed = await output(python, args, env);
    return printed.trim() === '' ? {} : (JSON.parse(printed) as Record<string, unknown>);
  };
  const service =
    (name: string): AwsClients['cli'] =>
    (...args) =>
      json(['-m', 'awscli', name, ...args, '--output', 'json']);
  return {
    cli: service('ssm'),
    securityhub: service('securityhub'),
    events: service('events'),
    boto3: (...args) => json([STORY, ...args]),
  };
}

function output(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env, maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr.trim() || stdout.trim() || error.message));
      else resolve(stdout);
    });
  });
}

/** A port that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
