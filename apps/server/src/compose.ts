import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { awsDeliveries, awsDoor, awsResourceReader, scriptRunner, type CallBudget } from '@trueup/aws';
import { catalogue, controlLookup, knownControls } from '@trueup/controls';
import type { Actor, Clock, Digest, Ids, Store } from '@trueup/core';
import { httpDeliveries } from '@trueup/delivery';
import { createEngine, defaultTiming, type EngineTiming, type Log } from '@trueup/engine';
import { leaseOwner, postgresStore, startEmbeddedPostgres } from '@trueup/store';
import type { Trueup } from '@trueup/api-contract';
import { administratorAccount } from './administrator-account.ts';
import { application } from './application.ts';
import { storedEvents } from './aws-api/events/stored-events.ts';
import { storedFindings } from './aws-api/securityhub/stored-findings.ts';
import { storedStandards } from './aws-api/securityhub/stored-standards.ts';
import { startAwsApi, type AwsApiOptions, type StartedAwsApi } from './aws-api/start-aws-api.ts';
import { deliverySettings } from './delivery-settings.ts';
import { enterableAccounts } from './enterable-accounts.ts';
import { ownIdentity } from './own-identity.ts';
import { policyFile } from './policy-file.ts';
import { postWebhook } from './post-webhook.ts';
import { keepScoreHistory } from './score-history.ts';

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
  /** Scripts may run where there is no sandbox: they could then do what this process can. */
  readonly unsandboxedScripts?: boolean;
  /** How fast AWS is called. Absent: as fast as AWS documents that it allows. */
  readonly budget?: CallBudget;
}

/** A whole Trueup in this process. */
export interface Composition {
  application(actor: Actor): Trueup;
  /** Takes work from the queue until `close`. */
  startWorker(options?: { readonly concurrency?: number; readonly sources?: boolean }): Promise<void>;
  /** Listens for AWS's own tools. The caller closes it before the composition. */
  startAwsApi(options: Pick<AwsApiOptions, 'host' | 'port' | 'log'>): Promise<StartedAwsApi>;
  /** Rejects with the reason when the store does not answer. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Most executions wait for AWS or for someone; the calls themselves are held to their budgets. */
const CONCURRENCY = 64;

export const sha256: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
const clock: Clock = { now: () => new Date().toISOString() };
const ids: Ids = {
  next: (prefix) => `${prefix}-${randomBytes(8).toString('hex')}`,
  uuid: () => randomUUID(),
};

/** The one place that says who plays each part. */
export async function compose(options: ComposeOptions): Promise<Composition> {
  const postgres =
    options.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: options.dataDir }) : undefined;
  const connection = postgres?.connectionString ?? options.databaseUrl ?? '';
  const store = await postgresStore({ connection, digest: sha256, applicationName: 'trueup', clock, log: options.log });
  const parts = playedParts(options, store);
  const { engine, door, scripts, policy } = parts;
  const stops: (() => Promise<void>)[] = [];
  return {
    application: (actor) =>
      application({
        engine,
        store,
        door,
        scripts,
        catalogue,
        controls: knownControls,
        policy,
        digest: sha256,
        clock,
        dataDir: options.dataDir,
        actor,
        identity: () => ownIdentity(options.endpoint),
      }),
    async startWorker({ concurrency = CONCURRENCY, sources = false } = {}) {
      const worker = await engine.startWorker({ concurrency, owner: leaseOwner(), sources });
      const scores = keepScoreHistory({ engine, store, controls: knownControls, policy, clock }, options.log);
      stops.push(
        () => worker.stop(),
        () => scores.stop(),
      );
    },
    startAwsApi: (listen) => startAwsApi({ ...listen, dataDir: options.dataDir, parts: awsApiParts(store, parts) }),
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

type PlayedParts = ReturnType<typeof playedParts>;

function playedParts(options: ComposeOptions, store: Store) {
  const policy = policyFile({ path: options.policyPath, catalogue, digest: sha256 });
  const accounts = enterableAccounts(policy, () => ownIdentity(options.endpoint));
  const door = awsDoor({
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.budget === undefined ? {} : { budget: options.budget }),
    accountOf: accounts.accountOf,
  });
  const aws = awsDeliveries(door);
  const administrator = administratorAccount(policy, options.log);
  const scripts = scriptRunner({ door, unsandboxed: options.unsandboxedScripts ?? false });
  const engine = createEngine({
    store,
    door,
    reader: awsResourceReader({ door, clock }),
    scripts,
    catalogue,
    policy: policy.read,
    accounts: accounts.read,
    post: postWebhook,
    clock,
    ids,
    digest: sha256,
    log: options.log,
    timing: options.timing ?? defaultTiming,
    administrator,
    lookup: controlLookup(),
    deliver: { ...aws.deliver, ...httpDeliveries(deliverySettings(process.env, clock)) },
    deadLetter: aws.sendDeadLetter,
  });
  return { engine, door, scripts, policy, administrator };
}

function awsApiParts(
  store: Store,
  { engine: { automations, operations }, door, administrator }: PlayedParts,
): AwsApiOptions['parts'] {
  return {
    store,
    automations,
    engineParts: { store, door, clock, digest: sha256 },
    findings: storedFindings({ store, operations, administrator, now: clock.now }),
    standards: storedStandards(operations),
    events: storedEvents({ store, operations }),
  };
}
