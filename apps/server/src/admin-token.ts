import { randomBytes } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const TOKEN = /^trueup_[A-Za-z0-9_-]{43}$/;

const tokenPath = (dataDir: string): string => join(dataDir, 'admin-token');

/** The token of this data directory; made with 256 random bits when there is none yet. */
export async function ensureAdminToken(dataDir: string): Promise<string> {
  try {
    const file = await open(tokenPath(dataDir), 'wx', 0o600);
    await using _closed = { [Symbol.asyncDispose]: () => file.close() };
    await file.writeFile(`trueup_${randomBytes(32).toString('base64url')}\n`);
    await file.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readAdminToken(dataDir);
}

/** Rejects when the file cannot be read, holds no token, or can be read by others: then it is a secret no more. */
export async function readAdminToken(dataDir: string): Promise<string> {
  const path = tokenPath(dataDir);
  const mode = (await stat(path)).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new Error(
      `${path} can be read by others (mode ${mode.toString(8)}): delete it to have a new one made, or set mode 600`,
    );
  }
  const token = (await readFile(path, 'utf8')).trim();
  if (!TOKEN.test(token)) throw new Error(`${path} holds no token: delete it to have a new one made`);
  return token;
}
