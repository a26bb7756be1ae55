import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  LeaseLost,
  type Door,
  type Execution,
  type ExecutionStore,
  type Finding,
  type JsonObject,
  type Lease,
  type LibraryEntry,
  type Reading,
  type ResourceRef,
  type Store,
} from '@trueup/core';
import { awsDoor, awsResourceReader } from '@trueup/aws';
import { freshAccount, labAws, type LabAws } from './lab-aws.ts';
import { labEngine, systemClock, type LabEngine } from './lab-engine.ts';
import { labStore } from './lab-store.ts';

/** One way in which a control can be broken. */
export interface RoundTrip {
  /** What is wrong, as a statement. */
  readonly name: string;
  /** The control's parameters, as the policy would give them. */
  readonly parameters?: JsonObject;
  /** Makes the faulty resource, and neighbours that must stay as they are, in a fresh account. */
  readonly arrange: (aws: LabAws) => Promise<Pick<ResourceRef, 'type' | 'id'> & { readonly region?: string }>;
  /** Looks at the repaired resource and its neighbours through the stand-in itself. Throws when something is wrong. */
  readonly prove?: (aws: LabAws) => Promise<void>;
}

/**
 * The life of a fault, on the real store and the stand-in: found, planned, repaired, verified, undone; then the same
 * with a worker lost after every write of the step log, and with AWS refusing each change in turn.
 */
export function describeRoundTrip(entry: LibraryEntry, trip: RoundTrip): void {
  describe(`${entry.control.id}: ${trip.name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await labStore();
    });
    afterAll(() => store.close());

    test('is found, planned without a change, repaired, verified, and undone', async () => {
      await withScene(entry, trip, { store }, async (scene) => {
        const seen = await scene.read();
        const planned = await scene.lab.engine.plan(scene.finding.id, { kind: 'person', name: 'requester' });
        expect(planned).toMatchObject({ kind: 'planned' });
        expect(configurationOf(await scene.read())).toEqual(configurationOf(seen));

        const { plan, execution } = await scene.lab.repair(scene.finding);
        expect(plan.undetermined).toBeUndefined();
        expect(execution).toMatchObject({ outcome: 'verified', status: 'Success' });
        expect(await scene.writes(execution)).toEqual(
          plan.calls.map(({ service, operation }) => `${service}:${operation}`),
        );
        expect(await scene.store.findings.byId(scene.finding.id)).toMatchObject({
          workflow: 'RESOLVED',
          compliance: 'PASSED',
        });
        await trip.prove?.(scene.aws);

        if (entry.control.undo.kind === 'none') return;
        const undone = await scene.lab.undo(execution);
        expect(undone.execution).toMatchObject({ outcome: 'verified', kind: 'undo' });
        const again = await scene.lab.engine.planUndo(execution.id, { kind: 'person', name: 'requester' });
        expect(again).toMatchObject({ kind: 'refused', reason: 'nothing-to-undo' });
        expect(await scene.store.findings.byId(scene.finding.id)).toHaveProperty('pausedReason');
      });
    });

    test('ends the same when a worker is lost after any step', async () => {
      for (let lostAt = 1; ; lostAt += 1) {
        const { lost, execution } = await repairWithLostWorker(entry, trip, store, lostAt);
        expect(execution, `worker lost at write ${lostAt}`).toMatchObject({ outcome: 'verified' });
        if (!lost) break;
      }
    });

    test('can be repaired later when AWS refuses any of its changes', async () => {
      for (let refusedAt = 1; ; refusedAt += 1) {
        const { refused, first, second } = await repairAfterRefusal(entry, trip, store, refusedAt);
        if (!refused) {
          expect(first).toMatchObject({ outcome: 'verified' });
          break;
        }
        expect(['verified', 'already-compliant'], `change ${refusedAt} refused, first run ${first.outcome}`).toContain(
          second?.outcome,
        );
      }
    });
  });
}

interface Scene {
  readonly aws: LabAws;
  readonly lab: LabEngine;
  readonly store: Store;
  readonly finding: Finding;
  read(): Promise<Reading>;
  writes(execution: Execution): Promise<string[]>;
}

interface SceneOptions {
  readonly store: Store;
  readonly wrapDoor?: (door: Door) => Door;
}

async function withScene<T>(
  entry: LibraryEntry,
  trip: RoundTrip,
  options: SceneOptions,
  work: (scene: Scene) => Promise<T>,
): Promise<T> {
  const endpoint = inject('awsLabEndpoint');
  const home = labAws(endpoint, freshAccount());
  const broken = await trip.arrange(home);
  const aws = broken.region === undefined ? home : home.in(broken.region);
  const lab = labEngine({
    endpoint,
    entries: [entry],
    accountId: aws.accountId,
    regions: [aws.region],
    ...(trip.parameters === undefined ? {} : { parameters: { [entry.control.id]: trip.parameters } }),
    ...options,
  });
  try {
    const findings = await lab.scan();
    const finding = findings.find(({ resource }) => resource.type === broken.type && resource.id === broken.id);
    if (!finding)
      throw new Error(
        `no finding for ${broken.id}; found: ${findings.map(({ resource }) => resource.id).join(', ') || 'none'}`,
      );
    const reader = awsResourceReader({
      door: awsDoor({ endpoint, accountOf: () => ({ role: 'Reader' }) }),
      clock: systemClock,
    });
    return await work({
      aws,
      lab,
      store: options.store,
      finding,
      read: () => reader.read(finding.resource, {}),
      async writes(execution) {
        const journal = await options.store.executions.journal(execution.id);
        return journal
          .filter(({ access }) => access === 'write')
          .map(({ service, operation }) => `${service}:${operation}`);
      },
    });
  } finally {
    await lab.close();
  }
}

async function repairWithLostWorker(
  entry: LibraryEntry,
  trip: RoundTrip,
  store: Store,
  lostAt: number,
): Promise<{ readonly lost: boolean; readonly execution: Execution }> {
  let writes = 0;
  let lost: Lease | undefined;
  let freed = false;
  const forgetting = (executions: ExecutionStore): ExecutionStore => ({
    ...executions,
    write(lease, change) {
      writes += 1;
      if (writes !== lostAt) return executions.write(lease, change);
      lost = lease;
      throw new LeaseLost(`lost at write ${lostAt}`);
    },
    async claim(id, owner, leaseMs) {
      // What was held by the lost worker is free for the next one, as it is when a lease lapses.
      if (lost?.executionId === id && !freed) {
        freed = true;
        await store.executions.release(lost);
      }
      return executions.claim(id, owner, leaseMs);
    },
  });
  const forgetful: Store = {
    ...store,
    executions: forgetting(store.executions),
    transaction: (work) =>
      store.transaction((stores) => work({ ...stores, executions: forgetting(stores.executions) })),
  };
  const execution = await withScene(
    entry,
    trip,
    { store: forgetful },
    async (scene) => (await scene.lab.repair(scene.finding)).execution,
  );
  return { lost: lost !== undefined, execution };
}

async function repairAfterRefusal(
  entry: LibraryEntry,
  trip: RoundTrip,
  store: Store,
  refusedAt: number,
): Promise<{ readonly refused: boolean; readonly first: Execution; readonly second?: Execution }> {
  let writes = 0;
  let refused = false;
  const refusing = (door: Door): Door => ({
    ...door,
    open(scope, options) {
      const session = door.open(scope, options);
      if (options.mode === 'plan') return session;
      return {
        call(call, callOptions) {
          if (door.accessOf(call) === 'write') writes += 1;
          if (writes !== refusedAt || refused || door.accessOf(call) === 'read') return session.call(call, callOptions);
          refused = true;
          return Promise.resolve({
            kind: 'failed',
            failure: { kind: 'access-denied', code: 'AccessDenied', message: 'refused by the test', httpStatus: 403 },
          });
        },
      };
    },
  });
  return withScene(entry, trip, { store, wrapDoor: refusing }, async (scene) => {
    const { execution: first } = await scene.lab.repair(scene.finding);
    if (!refused) return { refused, first };
    const open = await scene.store.findings.byId(scene.finding.id);
    if (first.outcome === 'verified') return { refused, first, second: first };
    expect(open, 'a refused repair leaves the finding open').toMatchObject({
      recordState: 'ACTIVE',
      compliance: 'FAILED',
    });
    const found = (await scene.lab.scan()).find(({ id }) => id === scene.finding.id);
    if (!found)
      throw new Error(`after change ${refusedAt} was refused, ${scene.finding.resource.id} is no longer found`);
    return { refused, first, second: (await scene.lab.repair(found)).execution };
  });
}

function configurationOf(reading: Reading): JsonObject {
  if (reading.kind !== 'read') throw new Error(`the resource was not read: ${reading.kind}`);
  return reading.snapshot.configuration;
}
