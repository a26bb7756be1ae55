import type { User } from '@trueup/api-contract';
import { describe, expect, test } from 'vitest';
import { changesOf, draftOf, NEW_USER, newUserOf } from './user-draft.ts';

const ben: User = {
  id: 'u-1',
  name: 'ben',
  email: 'ben@example.com',
  grants: [{ role: 'operator', accounts: ['111111111111'] }, { role: 'approver' }],
  hasPassword: true,
  createdAt: '2026-01-01T00:00:00.000Z',
};

describe('a new person', () => {
  const draft = { ...NEW_USER, name: ' ann ', password: 'twelve letters' };

  test('has a role without places everywhere, and no address where none is typed', () => {
    expect(newUserOf(draft)).toEqual({ name: 'ann', grants: [{ role: 'viewer' }], password: 'twelve letters' });
  });

  test('comes in the one way that is chosen, whatever was typed for another', () => {
    const oidc = { ...draft, issuer: 'https://id.example.com ', subject: 'a' };
    expect(newUserOf({ ...oidc, way: 'oidc' })).toEqual({
      name: 'ann',
      grants: [{ role: 'viewer' }],
      oidc: { issuer: 'https://id.example.com', subject: 'a' },
    });
    expect(newUserOf({ ...oidc, way: 'email', email: 'a@example.com' })).toEqual({
      name: 'ann',
      email: 'a@example.com',
      grants: [{ role: 'viewer' }],
    });
  });
});

describe('a person who is changed', () => {
  test('as he is, nothing is asked for', () => {
    expect(changesOf(ben, draftOf(ben))).toBeUndefined();
  });

  test('only what differs is sent', () => {
    expect(changesOf(ben, { ...draftOf(ben), email: 'b@example.com' })).toEqual({
      name: 'ben',
      email: 'b@example.com',
    });
    expect(changesOf(ben, { ...draftOf(ben), way: 'password', password: 'another secret' })).toEqual({
      name: 'ben',
      password: 'another secret',
    });
  });

  test('a grant that loses its places holds everywhere', () => {
    const draft = draftOf(ben);
    const grants = draft.grants.map((grant) => ({ ...grant, accounts: [] }));
    expect(changesOf(ben, { ...draft, grants })).toEqual({
      name: 'ben',
      grants: [{ role: 'operator' }, { role: 'approver' }],
    });
  });
});
