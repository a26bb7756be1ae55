import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccessKey, Clock, Store } from '@trueup/core';

/** What access keys are made of. Secrets are derived from a key in the data directory, so none is stored. */
export interface AccessKeyParts {
  readonly store: Pick<Store, 'accessKeys'>;
  readonly dataDir: string;
  readonly clock: Clock;
}

export interface NewAccessKey {
  readonly key: AccessKey;
  /** Shown this once; whoever has the data directory can derive it again. */
  readonly secretAccessKey: string;
}

const MASTER_KEY_BYTES = 32;
const SECRET_LENGTH = 40;
/** Sixteen characters after it, as in AWS's own ids, of an alphabet without look-alikes. */
const ID_PREFIX = 'AKTU';
const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const masterKeyPath = (dataDir: string): string => join(dataDir, 'aws-api-secret');

export async function createAccessKey(
  { store, dataDir, clock }: AccessKeyParts,
  given: Pick<AccessKey, 'name' | 'accountId' | 'userId' | 'expiresAt'>,
): Promise<NewAccessKey> {
  const masterKey = await ensureMasterKey(dataDir);
  const random = [...randomBytes(16)].map((byte) => ID_ALPHABET[byte % ID_ALPHABET.length]).join('');
  const key: AccessKey = {
    accessKeyId: `${ID_PREFIX}${random}`,
    ...given,
    createdAt: clock.now(),
  };
  await store.accessKeys.insert(key);
  return { key, secretAccessKey: secretOf(masterKey, key.accessKeyId) };
}

export function listAccessKeys({ store }: Pick<AccessKeyParts, 'store'>): Promise<readonly AccessKey[]> {
  return store.accessKeys.list();
}

/** Undefined: there was none of this id. */
export async function removeAccessKey(
  { store }: Pick<AccessKeyParts, 'store'>,
  accessKeyId: string,
): Promise<AccessKey | undefined> {
  const key = await store.accessKeys.byId(accessKeyId);
  if (key) await store.accessKeys.remove(accessKeyId);
  return key;
}

/** The same for the same key of the data directory. */
export function secretOf(masterKey: Buffer, accessKeyId: string): string {
  return createHmac('sha256', masterKey).update(accessKeyId, 'utf8').digest('base64').slice(0, SECRET_LENGTH);
}

/** The key that secrets are derived from; made of 256 random bits when there is none yet. */
export async function ensureMasterKey(dataDir: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    return await readMasterKey(dataDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await makeMasterKey(dataDir);
  return readMasterKey(dataDir);
}

/** Whole or not at all: it is linked to its name once it is written. Whoever comes second takes the first one's. */
async function makeMasterKey(dataDir: string): Promise<void> {
  const path = masterKeyPath(dataDir);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, `${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true });
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Rejects when others can read the file, or when it holds no key: every access key would be void. */
async function readMasterKey(dataDir: string): Promise<Buffer> {
  const path = masterKeyPath(dataDir);
  const mode = (await stat(path)).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new Error(
      `${path} can be read by others (mode ${mode.toString(8)}): set mode 600, or delete it, which voids every access key`,
    );
  }
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (key.length !== MASTER_KEY_BYTES) {
    throw new Error(`${path} holds no key of ${MASTER_KEY_BYTES} bytes: delete it, which voids every access key`);
  }
  return key;
}
