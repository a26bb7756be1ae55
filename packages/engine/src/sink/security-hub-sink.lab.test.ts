import type { Answer, Door, JsonObject, Policy, PolicySinks, Store } from '@trueup/core';
import { eventParts, eventually, freshAccount, hubFinding, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { batchedParts } from '../batched-parts.ts';
import { deliverDue } from '../event/deliver-due.ts';
import { importFindings } from '../finding/import-findings.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const THROTTLED: Answer = {
  kind: 'failed',
  failure: { code: 'TooManyRequestsException', message: 'slow', httpStatus: 429, kind: 'throttled' },
};
const DENIED: Answer = {
  kind: 'failed',
  failure: { code: 'AccessDeniedException', message: 'no', httpStatus: 403, kind: 'access-denied' },
};

/** An engine's bus with these sinks, a finding of Security Hub, and a repair of it that ends. */
async function repaired({
  sinks,
  answers = [],
}: {
  readonly sinks: PolicySinks;
  readonly answers?: readonly Answer[];
}) {
  const account = freshAccount();
  const calls: JsonObject[] = [];
  const left = [...answers];
  const door: Door = {
    open: () => ({
      call({ operation, parameters }) {
        calls.push({ operation, ...parameters });
        return Promise.resolve(left.shift() ?? { kind: 'answered', output: {} });
      },
    }),
    accessOf: () => 'write',
  };
  const policy = { sinks } as unknown as Policy;
  const parts = batchedParts(eventParts(store, account, { door, policy: () => Promise.resolve(policy) }));
  const [outcome] = await importFindings(parts, [hubFinding(account)], REQUESTER, 'test');
  running.push(deliverDue(parts));
  const detail = { kind: 'repair', findingId: outcome?.findingId ?? '', outcome: 'verified' };
  await parts.store.records.append([
    {
      at: parts.clock.now(),
      actor: { kind: 'system', name: 'engine' },
      action: 'execution.finished',
      subject: { kind: 'execution', id: account },
      detail,
    },
  ]);
  const deliveries = async () =>
    (await store.events.deliveries({ limit: 1000 })).items.filter(
      ({ event }) => (event.detail['execution'] as JsonObject | undefined)?.['id'] === account,
    );
  return { calls, deliveries };
}

const UPDATE: PolicySinks = { securityHub: { update: true, import: false } };

test('a repair reaches Security Hub as a delivery, again after it was throttled', async () => {
  const { calls, deliveries } = await repaired({ sinks: UPDATE, answers: [THROTTLED] });
  const [done] = await eventually(deliveries, ([one]) => one?.status === 'delivered');
  expect(done).toMatchObject({ rule: 'trueup-security-hub-update', attempts: 2 });
  expect(calls).toHaveLength(2);
  expect(calls[1]).toMatchObject({ operation: 'BatchUpdateFindings', Workflow: { Status: 'RESOLVED' } });
});

test('what Security Hub will never take is kept as a dead letter', async () => {
  const { calls, deliveries } = await repaired({ sinks: UPDATE, answers: [DENIED] });
  const [dead] = await eventually(deliveries, ([one]) => one?.status === 'dead');
  expect(dead).toMatchObject({ problem: { code: 'NO_PERMISSIONS' } });
  expect(calls).toHaveLength(1);
});

test('nothing is told unless the policy wants it', async () => {
  const { calls, deliveries } = await repaired({ sinks: { securityHub: { update: false, import: true } } });
  expect(await deliveries()).toEqual([]);
  expect(calls).toEqual([]);
});
