import { expect, test } from 'vitest';
import { credentialCache, type Credentials } from './credentials.ts';

const HOUR_MS = 3_600_000;
const REFUSED: Credentials = {
  kind: 'failed',
  failure: { code: 'AccessDenied', message: 'no', httpStatus: 403, kind: 'access-denied' },
};

/** A cache at a scripted time, with a source that answers what is set and counts. */
function scripted() {
  const state = { now: 0, fetched: 0, refuse: false };
  const cache = credentialCache(() => state.now);
  const fetch = async (): Promise<Credentials> => {
    state.fetched += 1;
    if (state.refuse) return REFUSED;
    const expiration = new Date(state.now + HOUR_MS);
    return { kind: 'credentials', credentials: { accessKeyId: `A${state.fetched}`, secretAccessKey: 's', expiration } };
  };
  return { state, get: async () => cache.get('role', fetch) };
}

test('those who ask at once share one request, and later ones its result', async () => {
  const { state, get } = scripted();
  await Promise.all([get(), get(), get()]);
  await get();
  expect(state.fetched).toBe(1);
});

test('credentials are fetched anew before they end', async () => {
  const { state, get } = scripted();
  await get();
  state.now = HOUR_MS - 7 * 60_000;
  await get();
  expect(state.fetched).toBe(1);
  state.now = HOUR_MS - 5 * 60_000;
  expect(await get()).toMatchObject({ credentials: { accessKeyId: 'A2' } });
});

test('what is still valid serves on while a refresh fails, and no longer', async () => {
  const { state, get } = scripted();
  await get();
  state.refuse = true;
  state.now = HOUR_MS - 60_000;
  expect(await get()).toMatchObject({ credentials: { accessKeyId: 'A1' } });
  state.now = HOUR_MS;
  expect(await get()).toEqual(REFUSED);
});

test('a refusal is remembered for seconds, not for ever', async () => {
  const { state, get } = scripted();
  state.refuse = true;
  expect(await get()).toEqual(REFUSED);
  await get();
  expect(state.fetched).toBe(1);
  state.refuse = false;
  state.now = 5_000;
  expect(await get()).toMatchObject({ kind: 'credentials' });
});
