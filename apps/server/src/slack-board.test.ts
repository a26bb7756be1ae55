import type { Approval, Plan, PlanStatus } from '@trueup/core';
import { beforeEach, expect, test, vi } from 'vitest';
import { keepBoard, type SlackBoardParts } from './slack-board.ts';
import { memoryDefinitions } from './testing/memory-definitions.ts';

const NOW = '2026-03-01T10:00:00.000Z';
let plans: Map<string, Plan>;
let approvals: Map<string, Approval[]>;
let parts: SlackBoardParts;
let post: ReturnType<typeof vi.fn<SlackBoardParts['connection']['post']>>;
let update: ReturnType<typeof vi.fn<SlackBoardParts['connection']['update']>>;
let now: string;

beforeEach(() => {
  [plans, approvals, now] = [new Map(), new Map(), NOW];
  post = vi.fn<SlackBoardParts['connection']['post']>(async () => `ts-${post.mock.calls.length}`);
  update = vi.fn<SlackBoardParts['connection']['update']>(async () => undefined);
  const definitions = memoryDefinitions();
  let turn: Promise<unknown> = Promise.resolve();
  parts = {
    connection: { post, update },
    clock: { now: () => now },
    log: { info: () => undefined, error: () => undefined },
    store: {
      definitions,
      plans: {
        byId: async (id: string) => plans.get(id),
        approvals: async (id: string) => approvals.get(id) ?? [],
        list: async () => ({ items: [...plans.values()].filter(({ status }) => status === 'waiting-for-approval') }),
      } as unknown as SlackBoardParts['store']['plans'],
      // One after the other, as the held key has it.
      transaction: (work) => {
        const done = turn.then(() => work({ definitions, runs: { holdKeys: async () => undefined } as never }));
        turn = done;
        return done;
      },
    },
  };
});

function plan(id: string, change: Partial<Plan> = {}): void {
  const made = {
    id,
    kind: 'repair',
    controlId: 'S3.8',
    resource: { arn: 'arn:aws:s3:::b', accountId: '111122223333', region: 'eu-west-1' },
    calls: [],
    risk: 'low',
    remediation: 'none',
    approvalsNeeded: 2,
    requestedBy: { kind: 'person', name: 'bob' },
    expiresAt: '2026-03-02T10:00:00.000Z',
    status: 'waiting-for-approval',
    hash: 'a'.repeat(64),
    ...change,
  };
  plans.set(id, made as unknown as Plan);
}

const posts = (): Promise<readonly { readonly key: string }[]> => parts.store.definitions.list('slack-post');

test('a plan that waits is posted once, however often the board is kept', async () => {
  plan('p-1');
  for (let round = 0; round < 3; round += 1) await keepBoard(parts);
  expect(post).toHaveBeenCalledOnce();
  expect(update).not.toHaveBeenCalled();
});

test('of two servers one posts it', async () => {
  plan('p-1');
  await Promise.all([keepBoard(parts), keepBoard(parts)]);
  expect(post).toHaveBeenCalledOnce();
});

test('its message is changed when someone says yes', async () => {
  plan('p-1');
  await keepBoard(parts);
  const yes = { by: { kind: 'person', name: 'alice' }, verdict: 'approve', planHash: 'a'.repeat(64) };
  approvals.set('p-1', [yes as unknown as Approval]);
  await keepBoard(parts);
  expect(update).toHaveBeenCalledOnce();
  expect(JSON.stringify(update.mock.calls[0])).toContain('Approvals: 1 of 2');
});

test.each<PlanStatus>(['approved', 'rejected', 'expired', 'stale', 'started'])(
  'once it is %s its message has no buttons, and is left alone from then on',
  async (status) => {
    plan('p-1');
    await keepBoard(parts);
    plan('p-1', { status });
    await keepBoard(parts);
    await keepBoard(parts);
    expect(update).toHaveBeenCalledOnce();
    expect(JSON.stringify(update.mock.calls[0])).not.toContain('trueup-approve');
    expect(await posts()).toEqual([]);
  },
);

test('a message that someone has deleted stops nothing', async () => {
  plan('p-1');
  await keepBoard(parts);
  update.mockRejectedValue(new Error('message_not_found'));
  plan('p-1', { status: 'rejected' });
  plan('p-2');
  await keepBoard(parts);
  expect(post).toHaveBeenCalledTimes(2);
  expect((await posts()).map(({ key }) => key)).toEqual(['p-2']);
});

test('what Slack would not take is tried again', async () => {
  plan('p-1');
  post.mockRejectedValueOnce(new Error('not_in_channel'));
  await expect(keepBoard(parts)).rejects.toThrow('not_in_channel');
  await keepBoard(parts);
  expect(post).toHaveBeenCalledTimes(2);
});

test('what a server began to post before it died is posted by another, a minute later', async () => {
  plan('p-1');
  await parts.store.definitions.put('slack-post', 'p-1', { shown: '', at: NOW });
  await keepBoard(parts);
  expect(post).not.toHaveBeenCalled();
  now = '2026-03-01T10:01:01.000Z';
  await keepBoard(parts);
  expect(post).toHaveBeenCalledOnce();
});

test('a plan whose time is over is not posted', async () => {
  plan('p-1', { expiresAt: NOW });
  await keepBoard(parts);
  expect(post).not.toHaveBeenCalled();
});

test('a crowd of plans is posted a few at a time, and never more than people can read', async () => {
  for (let count = 0; count < 500; count += 1) plan(`p-${count}`);
  await keepBoard(parts);
  expect(post).toHaveBeenCalledTimes(5);
  for (let round = 0; round < 60; round += 1) await keepBoard(parts);
  expect(post).toHaveBeenCalledTimes(200);
});
