import type { Policy, Store } from '@trueup/core';
import { eventParts, freshAccount, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchedParts } from '../batched-parts.ts';
import { applyPolicy } from './apply-policy.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

/** Everything as it is, but no finding can be marked as due. */
const failing = (whole: Store): Store => ({
  ...whole,
  transaction: (work) =>
    whole.transaction((stores) =>
      work({ ...stores, decisions: { ...stores.decisions, allDue: () => Promise.reject(new Error('no space left')) } }),
    ),
});

test('an apply that fails at its last step leaves neither a policy nor a record', async () => {
  const parts = batchedParts(eventParts(failing(store), freshAccount()));
  const before = await store.definitions.get('policy', 'policy');
  const { seq } = await store.records.head();
  const given = {
    policy: { hash: 'never', remediations: [] } as unknown as Policy,
    files: [{ name: 'trueup.yaml', text: '' }],
    changes: [],
    ...(before ? { replaces: before.hash } : {}),
  };
  await expect(applyPolicy(parts, given, REQUESTER)).rejects.toThrow('no space left');
  expect(await store.definitions.get('policy', 'policy')).toEqual(before);
  const { items } = await store.records.list({ actions: ['policy.applied'], subjectId: 'never' });
  expect(items).toEqual([]);
  expect((await store.records.head()).seq).toBe(seq);
});
