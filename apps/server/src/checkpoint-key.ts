import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointSigner, VerifySignature } from '@trueup/core';

/** The key that checkpoints of this data directory are signed with. */
interface CheckpointKey extends CheckpointSigner {
  /** SubjectPublicKeyInfo as PEM: what others verify with. */
  readonly publicKey: string;
}

const keyPath = (dataDir: string): string => join(dataDir, 'checkpoint-key');

/** Makes an Ed25519 key where there is none. Rejects when the file is no such key, or when others can read it. */
export async function ensureCheckpointKey(dataDir: string): Promise<CheckpointKey> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    return await readKey(dataDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await makeKey(dataDir);
  return readKey(dataDir);
}

/** Whole or not at all: it is linked to its name once it is written. Whoever comes second takes the first one's. */
async function makeKey(dataDir: string): Promise<void> {
  const draft = `${keyPath(dataDir)}.${randomBytes(6).toString('hex')}`;
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
    await link(draft, keyPath(dataDir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readKey(dataDir: string): Promise<CheckpointKey> {
  const path = keyPath(dataDir);
  const mode = (await stat(path)).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new Error(
      `${path} can be read by others (mode ${mode.toString(8)}): whoever had it could forge checkpoints. ` +
        `Move it away to have a new one made, or set mode 600`,
    );
  }
  const privateKey = keyOf(path, await readFile(path, 'utf8'));
  const publicKey = createPublicKey(privateKey);
  return {
    keyId: idOf(publicKey),
    publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  };
}

function keyOf(path: string, pem: string): KeyObject {
  const hint = `${path} holds no Ed25519 key: move it away to have a new one made`;
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new Error(hint, { cause: error });
  }
  throw new Error(hint);
}

/** Trusts these public keys (PEM) and no others. Throws InvalidPublicKey. */
export function trustedKeys(pems: readonly string[]): VerifySignature {
  const keys = new Map(pems.map(publicKeyOf).map((key) => [idOf(key), key]));
  return (keyId, text, signature) => {
    const key = keys.get(keyId);
    if (!key) return 'unknown-key';
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64')) ? 'valid' : 'invalid';
  };
}

/** What was given to verify with is no Ed25519 public key. */
export class InvalidPublicKey extends Error {
  override readonly name = 'InvalidPublicKey';
}

function publicKeyOf(pem: string): KeyObject {
  const hint = 'expected an Ed25519 public key as PEM, as `trueup audit key` prints it';
  // Node would take a private key for its public half; nobody is meant to send one.
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) throw new InvalidPublicKey(hint);
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new InvalidPublicKey(hint, { cause: error });
  }
  throw new InvalidPublicKey(hint);
}

function idOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}
