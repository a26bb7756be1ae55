import { expect, test } from 'vitest';
import { newLinkCode, redeemLinkCode, type LinkParts, type LinkStores, type Redeemed } from './slack-link-codes.ts';
import { slackOperations } from './slack-operations.ts';
import { memoryAccess, type MemoryAccess } from './testing/memory-access.ts';
import { memoryDefinitions } from './testing/memory-definitions.ts';
import { person } from './testing/people.ts';

const ALICE = 'U0ALICE';
const MINUTE = 60_000;

interface Here extends LinkParts {
  readonly access: MemoryAccess;
  link(slackUserId: string, code: string): Promise<Redeemed>;
  codeFor(name: string): Promise<string>;
}

async function here(): Promise<Here> {
  const access = memoryAccess();
  const stores: LinkStores = { ...access.store, definitions: memoryDefinitions() };
  const store: LinkParts['store'] = { ...stores, transaction: (work) => work(stores) };
  const parts: LinkParts = { store, clock: access.clock };
  for (const name of ['alice', 'bob']) await person(access, { name, grants: [{ role: 'approver' }] });
  return {
    ...parts,
    access,
    link: (slackUserId, code) => redeemLinkCode(parts, slackUserId, code),
    async codeFor(name) {
      const operations = slackOperations({ ...parts, store: store as never, actor: { kind: 'person', name } });
      return (await operations.createSlackLinkCode({})).code;
    },
  };
}

test('a code links the Slack user who types it with the person who got it, and that is recorded', async () => {
  const { link, codeFor, store, access } = await here();
  expect(await link(ALICE, ` ${(await codeFor('alice')).toLowerCase()} `)).toEqual({ kind: 'linked', name: 'alice' });
  expect(await store.identities.userOfSlack(ALICE)).toMatchObject({ name: 'alice' });
  expect(access.records.at(-1)).toMatchObject({
    action: 'user.changed',
    actor: { name: 'alice' },
    detail: { slackUserId: ALICE },
  });
});

test('only the hash of a code is stored', async () => {
  const { codeFor, store } = await here();
  const code = await codeFor('alice');
  expect(code).toMatch(/^[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}$/);
  const stored = JSON.stringify(await store.definitions.list('slack-link-code'));
  expect(stored).not.toContain(code);
  expect(stored).toMatch(/[0-9a-f]{64}/);
});

test('a code counts once', async () => {
  const { link, codeFor } = await here();
  const code = await codeFor('alice');
  await link(ALICE, code);
  expect(await link('U0MALLORY', code)).toMatchObject({ kind: 'refused' });
});

test('of two that come with one code at the same time one is linked', async () => {
  const { link, codeFor } = await here();
  const code = await codeFor('alice');
  const answers = await Promise.all([link(ALICE, code), link('U0MALLORY', code)]);
  expect(answers.filter(({ kind }) => kind === 'linked')).toHaveLength(1);
});

test('a code counts for ten minutes, and not for a moment longer', async () => {
  const { link, codeFor, access } = await here();
  const first = await codeFor('alice');
  access.later(10 * MINUTE);
  expect(await link(ALICE, first)).toMatchObject({ kind: 'refused' });
  const second = await codeFor('alice');
  access.later(10 * MINUTE - 5_000);
  expect(await link(ALICE, second)).toMatchObject({ kind: 'linked' });
});

test('a new code takes the place of the one before', async () => {
  const { link, codeFor } = await here();
  const first = await codeFor('alice');
  await codeFor('alice');
  expect(await link(ALICE, first)).toMatchObject({ kind: 'refused' });
});

test('a person who was disabled meanwhile is not linked', async () => {
  const { link, codeFor, store, access } = await here();
  const code = await codeFor('alice');
  const alice = await store.identities.userNamed('alice');
  if (alice) await store.identities.saveUser({ ...alice, disabledAt: access.clock.now() });
  expect(await link(ALICE, code)).toMatchObject({ kind: 'refused' });
});

test('one Slack user is one person: another link is refused until the first is gone', async () => {
  const { link, codeFor, store } = await here();
  await link(ALICE, await codeFor('alice'));
  expect(await link(ALICE, await codeFor('bob'))).toMatchObject({ kind: 'refused' });
  expect(await store.identities.userOfSlack(ALICE)).toMatchObject({ name: 'alice' });
  const operations = slackOperations({
    store: store as never,
    clock: { now: () => '2026-01-01T00:00:00.000Z' },
    actor: { kind: 'person', name: 'alice' },
  });
  expect(await operations.unlinkSlack({})).not.toHaveProperty('slackUserId');
  expect(await link(ALICE, await codeFor('bob'))).toMatchObject({ kind: 'linked', name: 'bob' });
});

test('after five wrong codes even the right one is refused, for ten minutes', async () => {
  const { link, codeFor, access } = await here();
  for (let count = 0; count < 5; count += 1) await link('U0MALLORY', 'AAAA-AAAA-AAAA-AAAA');
  expect(access.records.filter(({ action }) => action === 'access.denied')).toHaveLength(5);
  const code = await codeFor('alice');
  expect(await link('U0MALLORY', code)).toMatchObject({ detail: expect.stringContaining('too many') as string });
  expect(await link(ALICE, code)).toMatchObject({ kind: 'linked' });
  access.later(11 * MINUTE);
  expect(await link('U0MALLORY', await codeFor('bob'))).toMatchObject({ kind: 'linked' });
});

test('who is no user gets no code', async () => {
  const { codeFor } = await here();
  await expect(codeFor('local-admin')).rejects.toMatchObject({ code: 'refused' });
});

test('codes are not alike', async () => {
  const { store, clock } = await here();
  const codes = await Promise.all(
    Array.from({ length: 200 }, (_, index) => newLinkCode({ store, clock }, { id: `user-${index}` })),
  );
  expect(new Set(codes.map(({ code }) => code)).size).toBe(200);
});
