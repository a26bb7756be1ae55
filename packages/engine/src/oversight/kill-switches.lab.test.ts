import { setTimeout as delay } from 'node:timers/promises';
import { libraryEntry } from '@trueup/controls';
import type { Door, Execution, Finding, LibraryEntry, Plan, Store } from '@trueup/core';
import {
  APPROVER,
  eventParts,
  eventually,
  freshAccount,
  labAws,
  labEngine,
  labStore,
  REQUESTER,
  testPolicy,
  type LabEngine,
} from '@trueup/testing';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { batchedParts } from '../batched-parts.ts';
import { killSwitches, turnKillSwitchOff, turnKillSwitchOn } from './kill-switches.ts';

/** What a kill switch stops, on a bucket without versioning and with runbooks that take their time. */
const VERSIONING = libraryEntry('S3.14');
const STEPS = 20;

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());
afterEach(async () => {
  for (const { key } of await store.definitions.list('kill-switch')) await store.definitions.remove('kill-switch', key);
});

interface Written {
  count: number;
  /** A start has passed its guards. */
  starting: boolean;
}

interface Scene {
  readonly lab: LabEngine;
  readonly account: string;
  readonly finding: Finding;
  /** Live writes so far. */
  readonly written: Written;
}

async function scene(
  work: (scene: Scene) => Promise<void>,
  mainSteps: string,
  insertAfter?: Promise<void>,
): Promise<void> {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  await aws.call('s3', 'CreateBucket', { Bucket: `b-${aws.accountId}` });
  const written: Written = { count: 0, starting: false };
  const runbook = VERSIONING.runbook.replace(/mainSteps:[^]*$/, mainSteps);
  const entry: LibraryEntry = { ...VERSIONING, runbook };
  const seen = insertAfter ? holdingInserts(written, insertAfter) : store;
  const lab = labEngine({
    endpoint,
    store: seen,
    entries: [entry],
    accountId: aws.accountId,
    wrapDoor: counting(written),
  });
  try {
    const [finding] = await lab.scan();
    if (!finding) throw new Error('the bucket was not found faulty');
    await work({ lab, account: aws.accountId, finding, written });
  } finally {
    await lab.close();
  }
}

const step = (name: string, end: boolean): string => `
  - name: ${name}
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: PutBucketVersioning
      Bucket: '{{ BucketName }}'
      ExpectedBucketOwner: '{{ global:ACCOUNT_ID }}'
      VersioningConfiguration: { Status: Enabled }
    isEnd: ${end}`;
const MANY_STEPS = `mainSteps:${Array.from({ length: STEPS }, (_none, n) => step(`step${n}`, n === STEPS - 1)).join('')}\n`;
const SLEEPER = `mainSteps:
  - name: wait
    action: aws:sleep
    inputs: { Duration: PT2H }${step('change', true)}\n`;

/** Each write takes a while, so that something runs to be stopped. */
function counting(written: Written): (door: Door) => Door {
  return (door) => ({
    ...door,
    open(scope, options) {
      const session = door.open(scope, options);
      return {
        async call(call, callOptions) {
          if (call.operation !== 'PutBucketVersioning' || options.mode !== 'live')
            return session.call(call, callOptions);
          written.count += 1;
          await delay(60);
          return session.call(call, callOptions);
        },
      };
    },
  });
}

/** Executions are written only once the gate is open. */
function holdingInserts(written: Written, gate: Promise<void>): Store {
  return {
    ...store,
    transaction: (work) =>
      store.transaction((stores) =>
        work({
          ...stores,
          executions: {
            ...stores.executions,
            async insert(executions) {
              written.starting = true;
              await gate;
              await stores.executions.insert(executions);
            },
          },
        }),
      ),
  };
}

const finished = ({ lab }: Scene, { id }: Execution): Promise<Execution | undefined> =>
  eventually(
    () => lab.store.executions.byId(id),
    (execution) => execution?.phase === 'finished',
  );

async function planOf({ lab, finding }: Scene): Promise<Plan> {
  const outcome = await lab.engine.plan(finding.id, REQUESTER);
  if (outcome.kind !== 'planned') throw new Error(outcome.kind === 'left' ? outcome.reason : outcome.detail);
  return outcome.plan;
}

const on = { reason: 'outage in production' };

test('what runs ends at its next step, and the switch, the stop and both records come in this order', () =>
  scene(async (at) => {
    const worker = await at.lab.engine.startWorker({ concurrency: 2, owner: 'kill-switch-test' });
    try {
      const execution = await at.lab.start(await planOf(at));
      await eventually(
        () => at.written.count,
        (count) => count >= 3,
      );
      const turned = await at.lab.engine.operations.turnKillSwitchOn({ scope: { kind: 'all' }, ...on }, APPROVER);
      const atSwitch = at.written.count;
      expect(turned).toMatchObject({ kind: 'on', stopping: [execution.id] });
      const end = await finished(at, execution);
      expect(end).toMatchObject({ outcome: 'cancelled', status: 'Cancelled' });
      // The step that was under way, and none after it.
      expect(at.written.count).toBeLessThanOrEqual(atSwitch + 1);
      expect(at.written.count).toBeLessThan(STEPS);
      const { items } = await store.records.list({ limit: 20 });
      const told = items.toReversed().map(({ action }) => action);
      expect(told.indexOf('kill-switch.on')).toBeLessThan(told.indexOf('execution.cancelled'));
      expect(told.indexOf('execution.cancelled')).toBeLessThan(told.indexOf('execution.finished'));
      expect(await store.locks.holder(at.finding.resource.arn)).toBeUndefined();
    } finally {
      await worker.stop();
    }
  }, MANY_STEPS));

test('what sleeps for hours is woken and ends without a change', () =>
  scene(async (at) => {
    const worker = await at.lab.engine.startWorker({ concurrency: 2, owner: 'kill-switch-test' });
    try {
      const execution = await at.lab.start(await planOf(at));
      await eventually(
        () => store.executions.byId(execution.id),
        (seen) => seen?.phase === 'running' && seen.wakeAt !== undefined,
      );
      await at.lab.engine.operations.turnKillSwitchOn({ scope: { kind: 'control', id: 'S3.14' }, ...on }, APPROVER);
      expect(await finished(at, execution)).toMatchObject({ outcome: 'cancelled' });
      expect(at.written.count).toBe(0);
    } finally {
      await worker.stop();
    }
  }, SLEEPER));

test.each([
  ['everything', () => ({ kind: 'all' as const })],
  ['its account', (account: string) => ({ kind: 'account' as const, id: account })],
  ['its control', () => ({ kind: 'control' as const, id: 'S3.14' })],
])('while the switch is on for %s a plan does not start, and afterwards it does', (_what, scopeOf) =>
  scene(async (at) => {
    const plan = await planOf(at);
    const scope = scopeOf(at.account);
    const { operations } = at.lab.engine;
    const start = () => at.lab.engine.start({ planId: plan.id, hash: plan.hash }, REQUESTER);
    await operations.turnKillSwitchOn({ scope, ...on }, APPROVER);
    expect(await start()).toMatchObject({ kind: 'refused', detail: expect.stringContaining(on.reason) });
    await operations.turnKillSwitchOff({ scope, reason: 'it is over' }, APPROVER);
    expect(await start()).toMatchObject({ kind: 'started' });
  }, MANY_STEPS),
);

test('a switch for another account or control stops nothing here', () =>
  scene(async (at) => {
    const { operations } = at.lab.engine;
    const execution = await at.lab.start(await planOf(at));
    for (const scope of [
      { kind: 'account', id: freshAccount() },
      { kind: 'control', id: 'S3.8' },
    ] as const) {
      expect(await operations.turnKillSwitchOn({ scope, ...on }, APPROVER)).toMatchObject({ stopping: [] });
    }
    expect(await at.lab.finish(execution.id)).toMatchObject({ outcome: 'verified' });
  }, MANY_STEPS));

test('a start that looked before the switch was on, and is written after it, is stopped too', () => {
  const gate = Promise.withResolvers<void>();
  return scene(
    async (at) => {
      const plan = await planOf(at);
      const starting = at.lab.engine.start({ planId: plan.id, hash: plan.hash }, REQUESTER);
      await eventually(
        () => at.written.starting,
        (begun) => begun,
      );
      const turning = at.lab.engine.operations.turnKillSwitchOn({ scope: { kind: 'all' }, ...on }, APPROVER);
      await eventually(
        () => killSwitches(store),
        (switches) => switches.length > 0,
      );
      await delay(200);
      gate.resolve();
      const [started, turned] = await Promise.all([starting, turning]);
      if (turned.kind !== 'on' || started.kind !== 'started') throw new Error('both were let');
      expect(turned.stopping).toContain(started.execution.id);
      expect(await at.lab.finish(started.execution.id)).toMatchObject({ outcome: 'cancelled' });
      expect(at.written.count).toBe(0);
    },
    MANY_STEPS,
    gate.promise,
  );
});

test('a switch says who turned it, when and why, and is refused without a reason or for no account', async () => {
  const account = freshAccount();
  const policy = testPolicy({ accounts: [{ id: account, name: 'lab' }] });
  const parts = batchedParts(eventParts(store, account, { policy: () => Promise.resolve(policy) }));
  const scope = { kind: 'account', id: account } as const;
  expect(await turnKillSwitchOn(parts, { scope, reason: ' ' }, APPROVER)).toMatchObject({ field: 'reason' });
  const nowhere = { scope: { kind: 'account', id: 'prod' }, ...on } as const;
  expect(await turnKillSwitchOn(parts, nowhere, APPROVER)).toMatchObject({ field: 'scope.id' });
  expect(await turnKillSwitchOff(parts, { scope, ...on }, APPROVER)).toMatchObject({ reason: 'unknown-definition' });
  await turnKillSwitchOn(parts, { scope, ...on }, APPROVER);
  await turnKillSwitchOn(parts, { scope: { kind: 'all' }, ...on }, APPROVER);
  expect(await killSwitches(store)).toMatchObject([{ scope: { kind: 'all' } }, { scope, by: APPROVER.name, ...on }]);
  await turnKillSwitchOff(parts, { scope, reason: 'it is over' }, REQUESTER);
  expect(await killSwitches(store)).toMatchObject([{ scope: { kind: 'all' } }]);
  const { items } = await store.records.list({ subjectId: `account/${account}` });
  expect(items).toMatchObject([
    { action: 'kill-switch.off', actor: REQUESTER, detail: { reason: 'it is over', turnedOnBy: APPROVER.name } },
    { action: 'kill-switch.on', actor: APPROVER, subject: { kind: 'kill-switch' }, detail: on },
  ]);
});

test('who turns it on waits for nothing while he holds the end of the audit log', async () => {
  const endpoint = inject('awsLabEndpoint');
  const calls: string[] = [];
  const told: Store = {
    ...store,
    transaction: (work) =>
      store.transaction((stores) => {
        const { records, executions } = stores;
        return work({
          ...stores,
          records: {
            ...records,
            append: (given) => {
              if (given.length > 0) calls.push('append');
              return records.append(given);
            },
          },
          executions: {
            ...executions,
            requestCancelAll: (where, at) => {
              calls.push('cancel');
              return executions.requestCancelAll(where, at);
            },
          },
        });
      }),
  };
  const lab = labEngine({ endpoint, store: told, entries: [VERSIONING], accountId: freshAccount() });
  try {
    const scope = { kind: 'account', id: freshAccount() } as const;
    await lab.engine.operations.turnKillSwitchOn({ scope, reason: 'Something is wrong here.' }, REQUESTER);
    expect(calls).toEqual(['cancel', 'append', 'cancel']);
  } finally {
    await lab.close();
  }
});
