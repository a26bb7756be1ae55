import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callBudget } from '@trueup/aws';
import { compose, type Composition } from '@trueup/server';

export interface BenchPlace {
  readonly composition: Composition;
  close(): Promise<void>;
}

/** A whole Trueup on an embedded PostgreSQL of its own, as `trueup` runs it, against an endpoint. */
export async function benchPlace(endpoint: string, policy: string): Promise<BenchPlace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trueup-bench-'));
  // As root, PostgreSQL runs as another user, who must be able to get there.
  await chmod(dataDir, 0o711);
  const policyPath = join(dataDir, 'trueup.yaml');
  await writeFile(policyPath, policy);
  const composition = await compose({
    dataDir,
    policyPath,
    endpoint,
    // What answers here has no limits of its own: the budget that spares AWS would be all that is measured.
    budget: callBudget(() => ({ perSecond: 100_000, burst: 100_000 })),
    log: {
      info: () => undefined,
      error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
  });
  return {
    composition,
    async close() {
      await composition.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The highest resident memory of this process while something runs, in bytes. */
export async function peakMemory<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly peak: number }> {
  let peak = process.memoryUsage.rss();
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  try {
    const result = await work();
    return { result, peak: Math.max(peak, process.memoryUsage.rss()) };
  } finally {
    clearInterval(look);
  }
}
