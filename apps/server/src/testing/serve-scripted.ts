import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpClient, Problem, type ScopedObject, type Trueup } from '@trueup/api-contract';
import { scriptedTrueup, type ScriptedTrueup } from '@trueup/api-contract/testing';
import type { AccountPlace, Actor, Grant } from '@trueup/core';
import { accountsIn } from '../access/accounts-in.ts';
import { readAdminToken } from '../admin-token.ts';
import { serverLog } from '../server-log.ts';
import { startServer, type ServerOptions } from '../start-server.ts';
import { memoryAccess, type MemoryAccess } from './memory-access.ts';
import { memoryChanges } from './memory-changes.ts';
import { person, tokenOf } from './people.ts';

interface ServedScripted {
  readonly address: string;
  readonly adminToken: string;
  readonly access: MemoryAccess;
  readonly logged: readonly string[];
  /** A new person with these grants, over HTTP by a token of his. */
  as(name: string, ...grants: Grant[]): Promise<Trueup>;
  close(): Promise<void>;
}

/** A scripted Trueup behind a real server, with people in memory. */
export async function serveScripted(
  scripted: ScriptedTrueup = scriptedTrueup(),
  { places = [], ...options }: Partial<ServerOptions> & { readonly places?: readonly AccountPlace[] } = {},
): Promise<ServedScripted> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-access-'));
  const logged: string[] = [];
  const log = serverLog({ destination: { write: (line) => void logged.push(line) } });
  const { application } = scripted;
  const access = memoryAccess({ places: async () => places, accountsOf: scriptedAccounts(application) });
  const server = await startServer({
    application,
    ready: async () => undefined,
    access,
    changes: memoryChanges(),
    port: 0,
    log,
    ...options,
    dataDir,
  });
  return {
    address: server.address,
    adminToken: await readAdminToken(dataDir),
    access,
    logged,
    async as(name, ...grants) {
      const token = await tokenOf(access, await person(access, { name, grants }));
      return httpClient({ baseUrl: server.address, token });
    },
    async close() {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function scriptedAccounts(application: (actor: Actor) => Trueup): MemoryAccess['accountsOf'] {
  const trueup = application({ kind: 'system', name: 'test' });
  const load = async (what: ScopedObject, id: string): Promise<unknown> => {
    switch (what) {
      case 'finding':
        return (await trueup.getFinding({ id })).finding;
      case 'plan':
        return (await trueup.getPlan({ id })).plan;
      case 'execution':
        return (await trueup.getExecution({ id })).execution;
      case 'scan':
        return trueup.getScan({ id });
    }
  };
  return async (what, id) => {
    try {
      return accountsIn(what, await load(what, id));
    } catch (error) {
      if (error instanceof Problem && error.code === 'not-found') return undefined;
      throw error;
    }
  };
}
