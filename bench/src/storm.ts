import { labStore, testPolicy } from '@trueup/testing';
import type { Policy, Store } from '@trueup/core';
import { peakMemory } from './bench-engine.ts';
import { accountNumber, bucketEngine, storeFindings, VERSIONING } from './scripted-buckets.ts';
import { machine, megabytes, table } from './table.ts';

/**
 * Fifty thousand findings at once under a limit of 20 repairs a minute and account. The records tell afterwards whether
 * the limit was ever exceeded, in any window of a minute. Seconds to run may be given: 180 without.
 */
const ACCOUNTS = 50;
const EACH = 1_000;
const FINDINGS = ACCOUNTS * EACH;
const MOST = 20;
const WINDOW_MS = 60_000;
const SECONDS = Number(process.argv[2] ?? 180);

function policy(): Policy {
  const members = {
    accounts: Array.from({ length: ACCOUNTS }, (_, number) => ({
      id: accountNumber(number),
      name: `account ${number}`,
    })),
    regions: ['eu-west-1'],
    remediations: [
      {
        controls: ['S3.14'],
        mode: 'automatic',
        override: 'This is a benchmark only.',
        concurrencyPercent: 100,
      },
    ],
    limits: [{ name: 'a-minute', per: 'account', started: MOST, withinSeconds: WINDOW_MS / 1_000 }],
  };
  return testPolicy(members, [VERSIONING]);
}

/** The instants at which repairs began, by account, as the audit log has them. */
async function starts(store: Store): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, number[]>();
  for await (const { action, detail, at } of store.records.all()) {
    if (action !== 'execution.started') continue;
    const account = String(detail['accountId']);
    const of = found.get(account) ?? [];
    of.push(Date.parse(at));
    found.set(account, of);
  }
  return found;
}

/** The most that began within any window. */
function most(instants: readonly number[]): number {
  const sorted = instants.toSorted((one, other) => one - other);
  let first = 0;
  let highest = 0;
  for (const [last, at] of sorted.entries()) {
    while ((sorted[first] ?? at) <= at - WINDOW_MS) first += 1;
    highest = Math.max(highest, last - first + 1);
  }
  return highest;
}

const store = await labStore();
await storeFindings(store, ACCOUNTS, EACH);
const engine = bucketEngine(store, policy());
let decidedAfter: number | undefined;
const { peak } = await peakMemory(async () => {
  const begun = performance.now();
  const worker = await engine.startWorker({ concurrency: 16, owner: 'bench', standing: true });
  await store.decisions.allDue(new Date().toISOString());
  while (performance.now() - begun < SECONDS * 1_000) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    // Of what is repaired no decision stands any more.
    const repaired = await store.findings.count({ workflows: ['RESOLVED'] });
    const decided = (await store.decisions.counts()).reduce((sum, { count }) => sum + count, repaired);
    if (decided >= FINDINGS) decidedAfter ??= (performance.now() - begun) / 1_000;
  }
  await worker.stop();
});
const begunBy = await starts(store);
const total = [...begunBy.values()].reduce((sum, { length }) => sum + length, 0);
const highest = Math.max(0, ...[...begunBy.values()].map(most));
const counts = await store.decisions.counts();
const stated = counts.reduce((sum, { count }) => sum + count, 0);
const resolved = await store.findings.count({ workflows: ['RESOLVED'] });
await engine.close();
await store.close();
console.log(`${machine()}; ${SECONDS} s\n`);
console.log(
  table(
    ['what', 'measured', 'asked'],
    [
      ['most started within a minute and account, by the records', String(highest), `≤ ${MOST}`],
      [
        'findings with a stated decision or repaired',
        `${stated + resolved >= FINDINGS ? FINDINGS : stated + resolved} of ${FINDINGS}`,
        'all',
      ],
      ['all decided about after', decidedAfter === undefined ? 'not in this time' : `${decidedAfter.toFixed(1)} s`, ''],
      ['decisions', counts.map(({ kind, reason, count }) => `${count} ${reason ?? kind}`).join(', '), ''],
      ['repairs started; verified', `${total}; ${resolved}`, `at most ${MOST * ACCOUNTS} a minute`],
      ['peak memory', megabytes(peak), '≤ 500 MB'],
    ],
  ),
);
