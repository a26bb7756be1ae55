import { thisProcess } from '../process/process-identity.ts';
import { openLabStore } from './open-lab-store.ts';

// A process of its own for tests: takes one execution, writes one event and then does nothing until it is killed.
const [, , url] = process.argv;
if (url === undefined) throw new Error('usage: hanging-worker.ts URL');
const store = await openLabStore(url);
await store.startWorker({
  concurrency: 1,
  owner: thisProcess(),
  leaseMs: 3_600_000,
  async segment({ lease }) {
    const started = {
      kind: 'step.started',
      step: 'one',
      attempt: 1,
      at: new Date().toISOString(),
      inputs: {},
    } as const;
    await store.executions.write(lease, { events: [started] });
    process.stdout.write(`holding ${lease.executionId}\n`);
    await new Promise(() => {});
  },
});
