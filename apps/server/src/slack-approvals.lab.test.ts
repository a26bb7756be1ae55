import type { Trueup } from '@trueup/api-contract';
import { accountId, type Actor, type Grant, type JsonObject, type Plan, type Store, type User } from '@trueup/core';
import type { SlackConnection, SlackEnvelope } from '@trueup/delivery';
import { labEngine, labStore, type LabEngine } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import type { AccessParts } from './access/access-parts.ts';
import { storedAccounts } from './access/accounts-in.ts';
import { planOperations } from './plan-operations.ts';
import { startSlackApprovals } from './slack-approvals.ts';
import { person } from './testing/people.ts';

/** Clicks in Slack against the real engine and the real store. How they arrive is proven where the socket is. */

const ACCOUNT = '111122223333';
const [APP, TEAM, CHANNEL] = ['A0APP', 'T0TEAM', 'C0CHANNEL'];
const SETTINGS = { appToken: '', botToken: '', channel: CHANNEL, team: TEAM, appId: APP };
const HASH = 'a'.repeat(64);

let store: Store;
let lab: LabEngine;
beforeAll(async () => {
  store = await labStore();
  access = {
    store,
    clock: { now: () => new Date().toISOString() },
    ids: { uuid: () => crypto.randomUUID() },
    places: async () => [{ id: ACCOUNT }],
    accountsOf: storedAccounts(store),
  };
  lab = labEngine({ endpoint: inject('awsLabEndpoint'), store, entries: [], accountId: accountId(ACCOUNT) });
}, 60_000);
afterAll(async () => {
  await lab.close();
  await store.close();
}, 60_000);

let plans = 0;
async function waitingPlan(change: Partial<Plan> = {}): Promise<Plan> {
  plans += 1;
  const now = Date.now();
  const plan = {
    id: `plan-${plans}`,
    executionId: `00000000-0000-4000-8000-${String(plans).padStart(12, '0')}`,
    kind: 'repair',
    findingId: `f-${plans}`,
    controlId: 'S3.8',
    resource: {
      arn: 'arn:aws:s3:::invoices',
      id: 'invoices',
      type: 'AWS::S3::Bucket',
      accountId: ACCOUNT,
      region: 'eu-west-1',
      partition: 'aws',
    },
    document: '',
    input: {},
    controlParameters: {},
    before: { resource: {}, takenAt: '', configuration: {}, unread: [] },
    expected: {},
    calls: [],
    permissions: [],
    risk: 'low',
    remediation: 'none',
    approvalsNeeded: 1,
    policyHash: 'p',
    requestedBy: { kind: 'person', name: 'bob' },
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 3_600_000).toISOString(),
    status: 'waiting-for-approval',
    hash: HASH,
    ...change,
  } as unknown as Plan;
  await store.plans.insert(plan);
  return plan;
}

interface Slack {
  readonly posted: string[];
  readonly updated: string[];
  readonly whispered: string[];
}

let slack: Slack;
let receive: (envelope: SlackEnvelope) => Promise<void>;
let stop: () => Promise<void>;
let access: AccessParts;

beforeEach(() => {
  slack = { posted: [], updated: [], whispered: [] };
  const connection: SlackConnection = {
    post: async (message) => `ts-${slack.posted.push(JSON.stringify(message))}`,
    update: async (_ts, message) => void slack.updated.push(JSON.stringify(message)),
    whisper: async (_to, text) => void slack.whispered.push(text),
    say: async () => undefined,
    openForm: async () => undefined,
    stop: async () => undefined,
  };
  const application = (actor: Actor): Trueup => planOperations({ engine: lab.engine, store, actor }) as Trueup;
  const quiet = { info: () => undefined, error: () => undefined };
  ({ stop } = startSlackApprovals({
    access,
    application,
    store,
    settings: SETTINGS,
    log: quiet,
    connect: async (options) => {
      ({ receive } = options);
      return connection;
    },
  }));
});
afterEach(() => stop());

let people = 0;
async function linked(grants: readonly Grant[], change: Partial<User> = {}): Promise<User & { slackUserId: string }> {
  people += 1;
  const slackUserId = `U0PERSON${people}`;
  return { ...(await person(access, { name: `person-${people}`, grants, slackUserId, ...change })), slackUserId };
}

const APPROVER: readonly Grant[] = [{ role: 'approver' }];

async function click(slackUserId: string, planId: string, hash = HASH, change: JsonObject = {}): Promise<void> {
  await vi.waitFor(() => expect(receive).toBeDefined());
  const value = JSON.stringify({ plan: planId, hash });
  await receive({
    type: 'interactive',
    acknowledge: async () => undefined,
    body: {
      type: 'block_actions',
      api_app_id: APP,
      team: { id: TEAM },
      user: { id: slackUserId, team_id: TEAM },
      channel: { id: CHANNEL },
      actions: [{ action_id: 'trueup-approve', value }],
      ...change,
    },
  });
}

async function reject(slackUserId: string, planId: string, reason: string): Promise<void> {
  await vi.waitFor(() => expect(receive).toBeDefined());
  await receive({
    type: 'interactive',
    acknowledge: async () => undefined,
    body: {
      type: 'view_submission',
      api_app_id: APP,
      team: { id: TEAM },
      user: { id: slackUserId, team_id: TEAM },
      view: {
        callback_id: 'trueup-reject-reason',
        app_id: APP,
        private_metadata: JSON.stringify({ plan: planId, hash: HASH }),
        state: { values: { reason: { reason: { value: reason } } } },
      },
    },
  });
}

const statusOf = async (plan: Plan): Promise<string | undefined> => (await store.plans.byId(plan.id))?.status;
const lastDenial = async (): Promise<JsonObject | undefined> =>
  (await store.records.list({ actions: ['access.denied'], limit: 1 })).items[0]?.detail;

describe('a plan that waits', () => {
  test('is posted once, and its message loses the buttons once it was approved elsewhere', async () => {
    const plan = await waitingPlan();
    await vi.waitFor(() => expect(slack.posted.filter((said) => said.includes(plan.id))).toHaveLength(1), 15_000);
    await lab.engine.decidePlan({ planId: plan.id, hash: HASH, verdict: 'approve' }, { kind: 'person', name: 'carol' });
    await vi.waitFor(() => expect(slack.updated.some((said) => said.includes('is approved'))).toBe(true), 15_000);
    expect(slack.updated.at(-1)).not.toContain('trueup-approve');
    expect(slack.posted.filter((said) => said.includes(plan.id))).toHaveLength(1);
    await vi.waitFor(async () => expect(await store.definitions.get('slack-post', plan.id)).toBeUndefined());
  }, 30_000);

  test('is approved by a click, in the name of who is linked', async () => {
    const plan = await waitingPlan();
    const alice = await linked(APPROVER);
    await click(alice.slackUserId, plan.id);
    expect(await statusOf(plan)).toBe('approved');
    expect(await store.plans.approvals(plan.id)).toMatchObject([
      { by: { kind: 'person', name: alice.name }, planHash: HASH },
    ]);
  });

  test('is rejected with the reason', async () => {
    const plan = await waitingPlan();
    const alice = await linked(APPROVER);
    await reject(alice.slackUserId, plan.id, 'not today');
    expect(await statusOf(plan)).toBe('rejected');
    expect(await store.plans.approvals(plan.id)).toMatchObject([{ verdict: 'reject', reason: 'not today' }]);
  });

  test('that needs two is approved by two people, and not by one who clicks twice', async () => {
    const plan = await waitingPlan({ approvalsNeeded: 2 });
    const [alice, carol] = [await linked(APPROVER), await linked(APPROVER)];
    await click(alice.slackUserId, plan.id);
    await click(alice.slackUserId, plan.id);
    expect(slack.whispered.at(-1)).toContain('already');
    expect(await statusOf(plan)).toBe('waiting-for-approval');
    await click(carol.slackUserId, plan.id);
    expect(await statusOf(plan)).toBe('approved');
  });
});

describe('a click that counts for nothing', () => {
  test('is that of someone who is not linked: he is told how, and it is recorded', async () => {
    const plan = await waitingPlan();
    await click('U0STRANGER', plan.id);
    expect(slack.whispered).toEqual([expect.stringContaining('trueup users link-slack')]);
    expect(await statusOf(plan)).toBe('waiting-for-approval');
    expect(await lastDenial()).toMatchObject({
      operation: 'decidePlan',
      reason: expect.stringContaining('U0STRANGER') as string,
    });
  });

  test.each<[string, readonly Grant[], Partial<User>]>([
    ['a viewer', [{ role: 'viewer' }], {}],
    ['an operator', [{ role: 'operator' }], {}],
    ['an approver of another account', [{ role: 'approver', accounts: ['444455556666'] }], {}],
    ['someone who was disabled', APPROVER, { disabledAt: '2026-01-01T00:00:00.000Z' }],
  ])('is that of %s', async (_who, grants, change) => {
    const plan = await waitingPlan();
    const someone = await linked(grants, change);
    await click(someone.slackUserId, plan.id);
    expect(slack.whispered).toHaveLength(1);
    expect(await statusOf(plan)).toBe('waiting-for-approval');
    expect(await lastDenial()).toMatchObject({ address: 'slack' });
  });

  test('is that of who asked for the plan', async () => {
    const bob = await linked(APPROVER);
    const plan = await waitingPlan({ requestedBy: { kind: 'person', name: bob.name } });
    await click(bob.slackUserId, plan.id);
    expect(slack.whispered.at(-1)).toContain('another person');
    expect(await statusOf(plan)).toBe('waiting-for-approval');
  });

  test.each<[string, Partial<Plan>, string]>([
    ['on a plan that has changed since', { hash: 'b'.repeat(64) }, 'another plan'],
    ['on a plan that was rejected', { status: 'rejected' }, 'rejected'],
    ['on a plan whose time is over', { expiresAt: '2026-01-01T00:00:00.000Z' }, 'expired'],
    ['on a plan that has started', { status: 'started' }, 'started'],
  ])('is one %s', async (_what, change, said) => {
    const plan = await waitingPlan(change);
    const alice = await linked(APPROVER);
    await click(alice.slackUserId, plan.id);
    expect(slack.whispered.at(-1)).toContain(said);
    expect(await store.plans.approvals(plan.id)).toEqual([]);
  });

  test('is a repeated one', async () => {
    const plan = await waitingPlan();
    const alice = await linked(APPROVER);
    await click(alice.slackUserId, plan.id);
    await click(alice.slackUserId, plan.id);
    expect(await store.plans.approvals(plan.id)).toHaveLength(1);
    expect(slack.whispered.at(-1)).toContain('approved');
  });

  test.each([
    ['of another workspace', { team: { id: 'T0OTHER' } }],
    ['of another app', { api_app_id: 'A0OTHER' }],
  ])('is one %s: it is recorded', async (what, change) => {
    const plan = await waitingPlan();
    const alice = await linked(APPROVER);
    await click(alice.slackUserId, plan.id, HASH, change);
    expect(await statusOf(plan)).toBe('waiting-for-approval');
    expect(await lastDenial()).toMatchObject({
      operation: 'slack-envelope',
      reason: expect.stringContaining(what) as string,
    });
  });
});
