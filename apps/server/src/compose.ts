import { createHash, randomBytes } from 'node:crypto';
import { awsDoor, awsResourceReader, pythonScriptRunner, type CallBudget } from '@trueup/aws';
import { catalogue } from '@trueup/controls';
import type { Actor, Clock, Digest, Ids } from '@trueup/core';
import { createEngine, defaultTiming, type EngineTiming, type Log } from '@trueup/engine';
import { leaseOwner, postgresStore, startEmbeddedPostgres } from '@trueup/store';
import type { Trueup } from '@trueup/api-contract';
import { application } from './application.ts';
import { ownIdentity } from './own-identity.ts';
import { policyFile } from './policy-file.ts';

export interface ComposeOptions {
  /** Where the embedded PostgreSQL and the server's own files live. */
  readonly dataDir: string;
  /** A PostgreSQL server instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly policyPath: string;
  /** Where AWS answers; only the stand-in needs it. */
  readonly endpoint?: string | undefined;
  readonly log: Log;
  readonly timing?: EngineTiming;
  /** How fast AWS is called. Absent: as fast as AWS documents that it allows. */
  readonly budget?: CallBudget;
}

/** A whole Trueup in this process. */
export interface Composition {
  application(actor: Actor): Trueup;
  /** Takes work from the queue until `close`. */
  startWorker(options?: { readonly concurrency?: number }): Promise<void>;
  /** Rejects with the reason when the store does not answer. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

const CONCURRENCY = 8;

export const sha256: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
const clock: Clock = { now: () => new Date().toISOString() };
const ids: Ids = {
  next: (prefix) => `${prefix}-${randomBytes(8).toString('hex')}`,
};

/** The one place that says who plays each part. */
export async function compose(options: ComposeOptions): Promise<Composition> {
  const postgres =
    options.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: options.dataDir }) : undefined;
  const connection = postgres?.connectionString ?? options.databaseUrl ?? '';
  const store = await postgresStore({ connection, digest: sha256, applicationName: 'trueup', clock, log: options.log });
  const policy = policyFile({ path: options.policyPath, catalogue, digest: sha256 });
  const door = awsDoor({
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.budget === undefined ? {} : { budget: options.budget }),
    accountOf: (id) => policy.last()?.accounts.find((account) => account.id === id),
  });
  const scripts = pythonScriptRunner({ python: 'python3' });
  const engine = createEngine({
    store,
    door,
    reader: awsResourceReader({ door, clock }),
    scripts,
    catalogue,
    policy: policy.read,
    clock,
    ids,
    digest: sha256,
    log: options.log,
    timing: options.timing ?? defaultTiming,
  });
  const stops: (() => Promise<void>)[] = [];
  return {
    application: (actor) =>
      application({
        engine,
        store,
        door,
        catalogue,
        policy,
        digest: sha256,
        actor,
        identity: () => ownIdentity(options.endpoint),
      }),
    async startWorker({ concurrency = CONCURRENCY } = {}) {
      const worker = await engine.startWorker({ concurrency, owner: leaseOwner() });
      stops.push(() => worker.stop());
    },
    ready: () => store.ping(),
    async close() {
      await engine.close();
      for (const stop of stops) await stop();
      await scripts.close();
      door.close();
      await store.close();
      await postgres?.stop();
    },
  };
}
