import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of its own. As root, PostgreSQL runs as another user, who must be able to get there. */
export async function demoDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'trueup-demo-'));
  await chmod(path, 0o711);
  return path;
}
