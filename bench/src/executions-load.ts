import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { accountId, region, type Digest, type ExecutionId, type Scope, type Store } from '@trueup/core';
import { createEngine } from '@trueup/engine';
import { unconnected } from '@trueup/testing';

/** Five steps that do nothing, each of which the log keeps. */
export const FIVE_STEPS = JSON.stringify({
  schemaVersion: '0.3',
  variables: { count: { type: 'Integer', default: 0 } },
  mainSteps: [
    { name: 'step1', action: 'aws:updateVariable', inputs: { Name: 'variable:count', Value: 1 } },
    { name: 'step2', action: 'aws:sleep', inputs: { Duration: 'PT0S' } },
    {
      name: 'step3',
      action: 'aws:branch',
      inputs: { Choices: [{ Variable: '{{ variable:count }}', NumericEquals: 1, NextStep: 'step4' }] },
    },
    { name: 'step4', action: 'aws:updateVariable', inputs: { Name: 'variable:count', Value: 2 } },
    { name: 'step5', action: 'aws:sleep', inputs: { Duration: 'PT0S' } },
  ],
});
const PAUSE = JSON.stringify({
  schemaVersion: '0.3',
  mainSteps: [
    { name: 'wait', action: 'aws:pause', inputs: {} },
    { name: 'after', action: 'aws:sleep', inputs: { Duration: 'PT0S' } },
  ],
});

const SCOPE: Scope = { accountId: accountId('111122223333'), region: region('eu-west-1'), partition: 'aws' };
const ACTOR = { kind: 'person', name: 'bench' } as const;

/** The engine with a worker that tells when an execution's segment begins and has ended. */
export interface Load {
  start(document: string): Promise<ExecutionId>;
  resume(id: ExecutionId): Promise<void>;
  /** Resolves when a segment of it begins, at once if one has begun. */
  begins(id: ExecutionId): Promise<void>;
  /** Resolves when a segment of it has ended, at once if one has ended. */
  ends(id: ExecutionId): Promise<void>;
  stop(): Promise<void>;
}

export async function load(store: Store, digest: Digest, concurrency: number): Promise<Load> {
  const beginning = moments();
  const ending = moments();
  const never = (): never => {
    throw new Error('no step of this benchmark calls anyone');
  };
  const engine = createEngine({
    store: {
      ...store,
      startWorker: (options) =>
        store.startWorker({
          ...options,
          async segment(claimed) {
            beginning.come(claimed.execution.id);
            await options.segment(claimed);
            ending.come(claimed.execution.id);
          },
        }),
    },
    door: { open: never, accessOf: never },
    reader: { types: () => [], list: never, read: never },
    scripts: { run: never, support: never, close: () => Promise.resolve() },
    catalogue: [],
    policy: never,
    accounts: () => Promise.resolve([SCOPE.accountId]),
    post: never,
    clock: { now: () => new Date().toISOString() },
    ids: { next: (prefix) => `${prefix}-${randomUUID()}`, uuid: () => randomUUID() },
    digest,
    log: {
      info: () => undefined,
      error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    timing: { verifyDelaysMs: [], leaseMs: 30_000 },
    ...unconnected(SCOPE.accountId),
  });
  const worker = await engine.startWorker({ concurrency, owner: `bench:${randomUUID()}` });
  return {
    async start(text) {
      const document = { kind: 'text', name: 'Bench', text } as const;
      const started = await engine.automations.start({ document, scope: SCOPE, parameters: {} }, ACTOR);
      if (started.kind === 'refused') throw new Error(started.detail);
      return started.execution.id;
    },
    async resume(id) {
      const signalled = await engine.automations.signal(id, { kind: 'resume', step: 'wait' }, ACTOR);
      if (signalled.kind === 'refused') throw new Error(signalled.detail);
    },
    begins: (id) => beginning.of(id),
    ends: (id) => ending.of(id),
    stop: () => worker.stop(),
  };
}

/** What may come before or after it is waited for. */
function moments(): { come(id: ExecutionId): void; of(id: ExecutionId): Promise<void> } {
  const come = new Set<ExecutionId>();
  const waited = new Map<ExecutionId, () => void>();
  return {
    come(id) {
      const tell = waited.get(id);
      waited.delete(id);
      if (tell) tell();
      else come.add(id);
    },
    of: (id) => (come.delete(id) ? Promise.resolve() : new Promise((resolve) => waited.set(id, () => resolve()))),
  };
}

/** `inFlight` lanes, each starting its next execution when the last has ended. Executions a second. */
export async function closedLoop(on: Load, inFlight: number, seconds: number): Promise<number> {
  let done = 0;
  const lanes = async (until: number): Promise<void> => {
    await Promise.all(
      Array.from({ length: inFlight }, async () => {
        while (performance.now() < until) {
          const id = await on.start(FIVE_STEPS);
          await Promise.all([on.begins(id), on.ends(id)]);
          done += 1;
        }
      }),
    );
  };
  await lanes(performance.now() + 3_000);
  done = 0;
  const begun = performance.now();
  await lanes(begun + seconds * 1_000);
  return done / ((performance.now() - begun) / 1_000);
}

/** From the call that starts an execution to the begin of its first segment, one at a time, in ms. */
export async function startLatencies(on: Load, count: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    const id = await on.start(FIVE_STEPS);
    await on.begins(id);
    latencies.push(performance.now() - begun);
    await on.ends(id);
    await delay(10);
  }
  return latencies;
}

export interface Waiting {
  readonly moreBytes: number;
  /** From the signal to the begin of the segment, in ms. */
  readonly wakeLatencies: readonly number[];
  /** Seconds of CPU of this process a second while all wait. */
  readonly idleCpu: number;
}

/** Many executions wait for a signal; some get it. */
export async function waiting(on: Load, count: number, woken: number): Promise<Waiting> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const resident = async (): Promise<number> => {
    collect();
    await delay(500);
    collect();
    return process.memoryUsage.rss();
  };
  const before = await resident();
  const ids: ExecutionId[] = [];
  while (ids.length < count) {
    const some = await Promise.all(Array.from({ length: 100 }, () => on.start(PAUSE)));
    await Promise.all(some.flatMap((id) => [on.begins(id), on.ends(id)]));
    ids.push(...some);
  }
  const moreBytes = (await resident()) - before;
  const used = process.cpuUsage();
  await delay(5_000);
  const { user, system } = process.cpuUsage(used);
  const wakeLatencies: number[] = [];
  for (const id of ids.slice(0, woken)) {
    const begun = performance.now();
    await on.resume(id);
    await on.begins(id);
    wakeLatencies.push(performance.now() - begun);
    await on.ends(id);
  }
  return { moreBytes, wakeLatencies, idleCpu: (user + system) / 5_000_000 };
}

export function quantile(values: readonly number[], part: number): number {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length * part) - 1] ?? Number.NaN;
}
