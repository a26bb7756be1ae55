import { instantAfter, NameTaken, type ApiToken, type Session, type Store, type User } from '@trueup/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labPostgresKinds, runSql, type LabPostgres } from '../lab/lab-postgres.ts';
import { openLabStore } from '../lab/open-lab-store.ts';
import { sampleToken, sampleUser } from '../lab/samples.ts';

const AT = '2026-03-01T10:00:00.000Z';
const after = (minutes: number) => instantAfter(AT, minutes * 60_000);

const ADA: User = sampleUser({
  id: 'u-1',
  name: 'ada',
  oidc: { issuer: 'https://idp', subject: 'a"b' },
  slackUserId: 'U1',
});
const GRACE: User = sampleUser({ id: 'u-2', name: 'grace' });
const TOKEN: ApiToken = sampleToken({ userId: ADA.id });
const SESSION: Session = {
  hash: 'd'.repeat(64),
  userId: ADA.id,
  csrfHash: 'e'.repeat(64),
  createdAt: AT,
  expiresAt: after(60),
  lastSeenAt: AT,
};

describe.each(labPostgresKinds())('identities on $name', { timeout: 30_000 }, (kind) => {
  let postgres: LabPostgres;
  let url: string;
  let store: Store;
  beforeAll(async () => {
    postgres = await kind.start();
  }, 60_000);
  afterAll(() => postgres.stop(), 60_000);
  beforeEach(async () => {
    url = await postgres.newDatabase();
    store = await openLabStore(url);
    await store.identities.saveUser(ADA);
  });
  afterEach(() => store.close());

  it('a user is found by each of his names, and saving replaces him', async () => {
    await store.identities.saveUser(GRACE);
    expect(await store.identities.user('u-1')).toEqual(ADA);
    expect(await store.identities.userNamed('ada')).toEqual(ADA);
    expect(await store.identities.userOfOidc('https://idp', 'a"b')).toEqual(ADA);
    expect(await store.identities.userOfSlack('U1')).toEqual(ADA);
    expect(await store.identities.users()).toEqual([ADA, GRACE]);
    const { oidc: _, ...local } = ADA;
    await store.identities.saveUser({ ...local, disabledAt: AT });
    expect(await store.identities.user('u-1')).toEqual({ ...local, disabledAt: AT });
    expect(await store.identities.userOfOidc('https://idp', 'a"b')).toBeUndefined();
  });

  it.each([
    ['name', { name: 'ada' }, "the name 'ada'"],
    ['OIDC subject', { oidc: { issuer: 'https://idp', subject: 'a"b' } }, 'OpenID Connect'],
    ['Slack id', { slackUserId: 'U1' }, 'id of Slack'],
  ])('a %s that another has is refused, also in a transaction', async (_what, changes, message) => {
    const taken = { ...GRACE, ...changes };
    await expect(store.identities.saveUser(taken)).rejects.toThrow(NameTaken);
    await expect(store.transaction(({ identities }) => identities.saveUser(taken))).rejects.toThrow(message);
    expect(await store.identities.users()).toEqual([ADA]);
  });

  it('of many at once that want one name, one gets it', async () => {
    const saved = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => store.identities.saveUser({ ...GRACE, id: `u-${index + 10}` })),
    );
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each(['ada\u0000', 'ada\ud800', 'Ada', 'ada ', ''])('%j is nobody', async (name) => {
    expect(await store.identities.userNamed(name)).toBeUndefined();
    expect(await store.identities.userOfSlack(name)).toBeUndefined();
    expect(await store.identities.userOfOidc('https://idp', name)).toBeUndefined();
  });

  it('a subject that reads like another issuer and subject is another person', async () => {
    await store.identities.saveUser({ ...GRACE, oidc: { issuer: 'a","b', subject: 'c\u0000' } });
    expect(await store.identities.userOfOidc('a', 'b","c')).toBeUndefined();
    expect(await store.identities.userOfOidc('a","b', 'c\ufffd')).toBeUndefined();
    expect(await store.identities.userOfOidc('a","b', 'c\u0000')).toMatchObject({ id: 'u-2' });
    await expect(store.identities.saveUser({ ...GRACE, name: 'x\u0000' })).rejects.toThrow('cannot keep');
  });

  it('a user that is read in a transaction is locked until its end', async () => {
    const grant = () =>
      store.transaction(async ({ identities }) => {
        const user = await identities.user('u-1');
        await new Promise((wake) => setTimeout(wake, 20));
        await identities.saveUser({ ...ADA, grants: [...(user?.grants ?? []), { role: 'viewer' }] });
      });
    await Promise.all([grant(), grant(), grant()]);
    expect((await store.identities.user('u-1'))?.grants).toHaveLength(ADA.grants.length + 3);
  });

  it('a token is found by its hash, with its last use, which no save takes back', async () => {
    const second = sampleToken({ userId: ADA.id, createdAt: after(-5) });
    await store.identities.saveToken(TOKEN);
    await store.identities.saveToken(second);
    expect(await store.identities.tokenByHash(TOKEN.hash)).toEqual(TOKEN);
    await store.identities.tokenUsed(TOKEN.id, after(1));
    await store.identities.tokenUsed(TOKEN.id, AT);
    await store.identities.saveToken({ ...TOKEN, revokedAt: after(2) });
    const used = { ...TOKEN, lastUsedAt: after(1), revokedAt: after(2) };
    expect(await store.identities.tokenByHash(TOKEN.hash)).toEqual(used);
    expect(await store.identities.tokens()).toEqual([second, used]);
    expect(await store.identities.tokens('u-2')).toEqual([]);
    expect(await store.identities.tokenByHash('none')).toBeUndefined();
    await expect(store.identities.saveToken(sampleToken({ userId: 'none' }))).rejects.toThrow(/foreign key/);
  });

  it('a session lasts until it is removed, alone, with those of its user, or when it has expired', async () => {
    const other = { ...SESSION, hash: 'f'.repeat(64), expiresAt: after(5) };
    const third = { ...SESSION, hash: '0'.repeat(64) };
    for (const session of [SESSION, other, third]) await store.identities.saveSession(session);
    await store.identities.saveSession({ ...SESSION, lastSeenAt: after(1) });
    expect(await store.identities.sessionByHash(SESSION.hash)).toEqual({ ...SESSION, lastSeenAt: after(1) });
    expect(await store.identities.removeSessionsExpiredBefore(after(6))).toBe(1);
    await store.identities.removeSession(third.hash);
    expect(await store.identities.sessionByHash(third.hash)).toBeUndefined();
    await store.identities.removeSessionsOf('u-1');
    expect(await store.identities.sessionByHash(SESSION.hash)).toBeUndefined();
  });

  it('failed log-ins are counted by name since a time, and forgotten when they are old or cleared', async () => {
    const note = (key: string, at: number) => store.identities.noteFailure(key, after(at), after(at - 15));
    expect(await note('ada', 0)).toBe(1);
    expect(await note('ada', 10)).toBe(2);
    expect(await note('10.0.0.1\u0000', 10)).toBe(1);
    // The first of ada's is older than a quarter of an hour.
    expect(await note('ada', 20)).toBe(2);
    expect(await store.identities.failures('ada', after(15))).toBe(1);
    await store.identities.clearFailures('ada');
    expect(await store.identities.failures('ada', AT)).toBe(0);
    expect(await store.identities.failures('10.0.0.1\u0000', AT)).toBe(1);
    await note('grace', 60 * 48);
    expect(await runSql(url, 'select count(*)::int as count from trueup.login_failures')).toEqual([{ count: 1 }]);
  });

  it('of failures at once each is counted, and no name that was typed is kept', async () => {
    const counts = await Promise.all(
      Array.from({ length: 30 }, () => store.identities.noteFailure('my password'.repeat(400), AT, after(-15))),
    );
    expect(Math.max(...counts)).toBe(30);
    expect(await runSql(url, `select key from trueup.login_failures where key like '%password%'`)).toEqual([]);
  });

  it('the first secret is there until it is used', async () => {
    expect(await store.identities.bootstrapHash()).toBeUndefined();
    await store.identities.setBootstrapHash('a');
    await store.identities.setBootstrapHash('b');
    expect(await store.identities.bootstrapHash()).toBe('b');
    await store.identities.setBootstrapHash(undefined);
    expect(await store.identities.bootstrapHash()).toBeUndefined();
  });
});
