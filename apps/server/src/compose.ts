import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { awsApiModel, awsDeliveries, awsDoor, awsResourceReader, scriptRunner, type CallBudget } from '@trueup/aws';
import { catalogue, controlLookup, knownControls } from '@trueup/controls';
import type { Actor, Clock, Digest, Ids, Store } from '@trueup/core';
import { httpDeliveries } from '@trueup/delivery';
import { createEngine, defaultTiming, type EngineTiming, type Log } from '@trueup/engine';
import { leaseOwner, postgresStore, startEmbeddedPostgres } from '@trueup/store';
import type { Trueup } from '@trueup/api-contract';
import type { AccessParts } from './access/access-parts.ts';
import { accountPlaces } from './access/account-places.ts';
import { storedAccounts } from './access/accounts-in.ts';
import { admitKey } from './access/admit-key.ts';
import { newBootstrapSecret } from './access/bootstrap.ts';
import { noteStranger } from './access/note-stranger.ts';
import { administratorAccount } from './administrator-account.ts';
import { application } from './application.ts';
import { storedEvents } from './aws-api/events/stored-events.ts';
import { storedFindings } from './aws-api/securityhub/stored-findings.ts';
import { storedStandards } from './aws-api/securityhub/stored-standards.ts';
import { startAwsApi, type AwsApiOptions, type StartedAwsApi } from './aws-api/start-aws-api.ts';
import { DEFAULT_CHECKPOINT_SETTINGS, type CheckpointSettings } from './checkpoint-settings.ts';
import { placeNamed, type SigningParts } from './checkpoint-signing.ts';
import type { ChangeSource } from './changes/follow-changes.ts';
import { deliverySettings } from './delivery-settings.ts';
import { enterableAccounts } from './enterable-accounts.ts';
import type { ChainState } from './chain-state.ts';
import { keepCheckpoints } from './keep-checkpoints.ts';
import { callCounts, trueupMetrics } from './metrics/trueup-metrics.ts';
import { findingGroups } from './finding-groups.ts';
import { overviewMeasures } from './overview-measures.ts';
import { ownIdentity } from './own-identity.ts';
import { policyParser } from './policy-parser.ts';
import { policySource } from './policy-source.ts';
import { postWebhook } from './post-webhook.ts';
import { keepScoreHistory } from './score-history.ts';
import { startSlackApprovals } from './slack-approvals.ts';
import { slackSettings } from './slack-settings.ts';

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
  /** How checkpoints of the audit log are kept. Absent: DEFAULT_CHECKPOINT_SETTINGS. */
  readonly checkpoints?: CheckpointSettings;
  /** How fast AWS is called. Absent: as fast as AWS documents that it allows. */
  readonly budget?: CallBudget;
}

/** A whole Trueup in this process. */
export interface Composition {
  application(actor: Actor): Trueup;
  /** What people are told apart by. */
  readonly access: AccessParts;
  /** Where it is seen that something changed. */
  readonly changes: ChangeSource;
  /** While there are no users: a new secret that makes the first admin. */
  bootstrapSecret(): Promise<string | undefined>;
  /** Takes work from the queue until `close`. */
  startWorker(options?: { readonly concurrency?: number; readonly standing?: boolean }): Promise<void>;
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

/** What an application is told that no option changes. */
const KNOWN = { api: awsApiModel(), catalogue, controls: knownControls, digest: sha256 };

/** The one place that says who plays each part. */
export async function compose(options: ComposeOptions): Promise<Composition> {
  const postgres =
    options.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: options.dataDir }) : undefined;
  const connection = postgres?.connectionString ?? options.databaseUrl ?? '';
  const store = await postgresStore({ connection, digest: sha256, applicationName: 'trueup', clock, log: options.log });
  const parts = playedParts(options, store);
  const { engine, door, scripts, policy } = parts;
  const stops: (() => Promise<void>)[] = [];
  const signing = signingParts(options, parts);
  let chain: () => ChainState = () => undefined;
  const metrics = trueupMetrics(
    { store, policy: policy.readIfThere, chain: () => chain(), clock, log: options.log },
    parts.calls,
  );
  const kept = { overview: overviewMeasures({ store, clock }), groups: findingGroups({ store }) };
  const places = accountPlaces(policy, options.log);
  const access: AccessParts = { store, clock, ids, places, accountsOf: storedAccounts(store) };
  const trueupOf = (actor: Actor): Trueup =>
    application({
      engine,
      store,
      scripts,
      ...KNOWN,
      ...signing,
      metrics,
      ...kept,
      actor,
    });
  return {
    access,
    changes: store,
    bootstrapSecret: () => newBootstrapSecret(access),
    application: trueupOf,
    async startWorker({ concurrency = CONCURRENCY, standing = false } = {}) {
      const slack = standing ? slackSettings(process.env) : undefined;
      const worker = await engine.startWorker({ concurrency, owner: leaseOwner(), standing });
      const scores = keepScoreHistory({ engine, store, controls: knownControls, policy, clock }, options.log);
      stops.push(
        () => worker.stop(),
        () => scores.stop(),
      );
      if (standing) {
        const checkpoints = keepCheckpoints({ ...signing, engine, store }, options.log);
        chain = checkpoints.state;
        stops.push(() => checkpoints.stop());
      }
      if (slack) {
        const approvals = startSlackApprovals({
          access,
          application: trueupOf,
          store,
          settings: slack,
          log: options.log,
        });
        stops.push(() => approvals.stop());
      }
    },
    startAwsApi: (listen) =>
      startAwsApi({ ...listen, dataDir: options.dataDir, parts: awsApiParts(store, access, parts) }),
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

/** Throws where the place for checkpoints is none: not once the first is to be kept. */
function signingParts({ dataDir, endpoint, checkpoints }: ComposeOptions, { door, policy }: PlayedParts): SigningParts {
  const settings = checkpoints ?? DEFAULT_CHECKPOINT_SETTINGS;
  const parts = { dataDir, checkpoints: settings, door, clock, policy, identity: () => ownIdentity(endpoint) };
  if (settings.to !== undefined) placeNamed(parts, settings.to);
  return parts;
}

function playedParts(options: ComposeOptions, store: Store) {
  const calls = callCounts();
  const parse = policyParser({ catalogue, controls: knownControls, digest: sha256, clock });
  const policy = policySource({ path: options.policyPath, definitions: store.aside.definitions, parse });
  const accounts = enterableAccounts(policy, () => ownIdentity(options.endpoint));
  const door = awsDoor({
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    ...(options.budget === undefined ? {} : { budget: options.budget }),
    accountOf: accounts.accountOf,
    attempted: calls.count,
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
  return { calls, engine, door, scripts, policy, administrator };
}

function awsApiParts(
  store: Store,
  access: AccessParts,
  { engine: { automations, operations }, door, administrator }: PlayedParts,
): AwsApiOptions['parts'] {
  return {
    store,
    admits: admitKey({ ...access, administrator }),
    noteStranger: noteStranger(access),
    automations,
    engineParts: { store, door, clock, digest: sha256 },
    findings: storedFindings({ store, operations, administrator, now: clock.now }),
    standards: storedStandards(operations),
    events: storedEvents({ store, operations }),
  };
}
