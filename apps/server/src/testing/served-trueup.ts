import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpClient, type Trueup } from '@trueup/api-contract';
import { readAdminToken } from '../admin-token.ts';
import { compose, type Composition } from '../compose.ts';
import { serverLog } from '../server-log.ts';
import { startServer } from '../start-server.ts';

/** Whom the stand-in takes any credentials to be. */
export const OWN_ACCOUNT = '123456789012';

const POLICY = `partition: aws
accounts:
  - id: '${OWN_ACCOUNT}'
    name: main
regions: [us-east-1]
remediations:
  - controls: ['*']
    mode: manual
`;

interface ServedTrueup {
  readonly address: string;
  readonly composition: Composition;
  /** Over HTTP, for this person. */
  as(actor: string): Trueup;
  /** A request as it stands in the guides; an empty body is none. */
  send(method: string, target: string, body: string): Promise<Response>;
  /** Of the policy that counts until one is applied. */
  readonly policyPath: string;
  close(): Promise<void>;
}

/** A whole Trueup with its worker, behind HTTP, on a store of its own and AWS's stand-in. */
export async function servedTrueup(endpoint: string): Promise<ServedTrueup> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-served-'));
  // As root, PostgreSQL runs as another user, who must be able to get there.
  await chmod(dataDir, 0o711);
  const policyPath = join(dataDir, 'trueup.yaml');
  await writeFile(policyPath, POLICY);
  const log = serverLog({ level: 'silent', destination: { write: () => undefined } });
  const trueup = await compose({ dataDir, policyPath, endpoint, log });
  await trueup.startWorker();
  const server = await startServer({ ...trueup, port: 0, dataDir, log });
  const token = await readAdminToken(dataDir);
  return {
    address: server.address,
    composition: trueup,
    as: (actor) => httpClient({ baseUrl: server.address, token, actor }),
    send: (method, target, body) => {
      const authorization = `Bearer ${token}`;
      const given = body === '' ? {} : { body };
      const headers = { authorization, ...(body === '' ? {} : { 'content-type': 'application/json' }) };
      return fetch(`${server.address}${target}`, { method, headers, ...given });
    },
    policyPath,
    async close() {
      await server.close();
      await trueup.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
