import { checked, httpClient, Problem, type Trueup } from '@trueup/api-contract';
import type { Actor } from '@trueup/core';
import type { ComposeOptions, Composition } from '@trueup/server';
import { LOCAL_ADMIN, readAdminToken, runningServer } from '@trueup/server/local';
import type { Settings } from './settings.ts';
import { UsageError } from './usage-error.ts';

/** A Trueup that this command talks to. */
export interface Session {
  readonly trueup: Trueup;
  /** Whether it is a server, and not this process. */
  readonly served: boolean;
  close(): Promise<void>;
}

/** Opens a whole Trueup in this process. Without a log, only its errors are told. */
export type OpenEmbedded = (settings: Settings, log?: ComposeOptions['log']) => Promise<Composition>;

export interface ConnectOptions {
  readonly settings: Settings;
  /** Whether executions must go on while the command waits. A server does so anyway. */
  readonly worker: boolean;
  readonly openEmbedded: OpenEmbedded;
  readonly warn: (line: string) => void;
}

/** The server that was named, else the one that runs on the data directory, else Trueup in this process. */
export async function connect(options: ConnectOptions): Promise<Session> {
  const { settings } = options;
  if (settings.server !== undefined) return namedServer(settings.server, options);
  const running = await runningServer(settings.dataDir);
  if (running) {
    warnOfScripts(options);
    return remote(running.address, await localToken(settings.dataDir), settings);
  }
  const embedded = await options.openEmbedded(settings);
  try {
    if (options.worker) await embedded.startWorker();
  } catch (error) {
    await embedded.close();
    throw error;
  }
  const actor: Actor = { kind: 'person', name: await nameOf(embedded, settings) };
  return { trueup: checked(embedded.application(actor)), served: false, close: () => embedded.close() };
}

/** A name is believed while there are no users; from the first on it has to be proven, and here nothing proves it. */
async function nameOf({ access }: Composition, { actor }: Settings): Promise<string> {
  return (await access.store.identities.users()).length === 0 ? actor : LOCAL_ADMIN;
}

/** Whoever runs the scripts decides how. */
function warnOfScripts({ settings, warn }: ConnectOptions): void {
  if (settings.unsandboxedScripts)
    warn('warning: --unsandboxed-scripts does nothing here: the server decides about it');
}

function namedServer(server: string, options: ConnectOptions): Session {
  const { settings, warn } = options;
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--server ${server}: expected a URL such as https://trueup.example.com`);
  }
  if (settings.token === undefined) throw new UsageError('--server needs a token: set TRUEUP_TOKEN or pass --token');
  if (url.protocol === 'http:' && !/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)) {
    warn(`warning: the token goes to ${url.host} unencrypted`);
  }
  warnOfScripts(options);
  return remote(server, settings.token, settings);
}

function remote(baseUrl: string, token: string, { actor }: Settings): Session {
  return { trueup: httpClient({ baseUrl, token, actor }), served: true, close: () => Promise.resolve() };
}

async function localToken(dataDir: string): Promise<string> {
  try {
    return await readAdminToken(dataDir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem('forbidden', `a server runs on ${dataDir}, but its token cannot be read: ${reason}`, {
      cause: error,
    });
  }
}
