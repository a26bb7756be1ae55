import { labStore, testPolicy } from '@trueup/testing';
import type { JsonObject, Policy, Store } from '@trueup/core';
import { peakMemory } from './bench-engine.ts';
import { accountNumber, bucketEngine, bucketOf, digest, storeFindings, VERSIONING } from './scripted-buckets.ts';
import { machine, megabytes, table } from './table.ts';

/**
 * The decision stage alone: findings that are due are claimed, decided against 200 lines, 500 exceptions and 50 windows
 * with what the store counts, and each decision is stored and recorded in the chain. None of them comes to a plan: a
 * plan reads AWS. Floor: the same findings are read and rows of the same size written, and nothing is decided.
 */
const ACCOUNTS = 50;
const EACH = 400;
const FINDINGS = ACCOUNTS * EACH;

const numbers = (length: number): readonly number[] => Array.from({ length }, (_, number) => number);

function policy(): Policy {
  const accounts = numbers(ACCOUNTS).map((number) => ({
    id: accountNumber(number),
    name: `account ${number}`,
    organizationalUnit: number % 2 === 0 ? '/Prod/Payments' : '/Test',
  }));
  const lines = numbers(200).map((number): JsonObject => {
    if (number === 199) return { controls: ['*'], mode: 'automatic', override: 'This is a benchmark only.' };
    const account = accountNumber(number % ACCOUNTS);
    // Each looks at something else of the finding, and none covers it.
    const scopes: readonly JsonObject[] = [
      { accounts: [account], regions: ['us-east-1'] },
      { arns: [`arn:aws:s3:::bucket-${account}-x*`] },
      { organizationalUnits: ['/Prod/Payments'], resourceTypes: ['AWS::EC2::Instance'] },
      { configRules: [`rule-${number}`] },
    ];
    return { controls: ['S3.14'], mode: 'approval', ...scopes[number % scopes.length] };
  });
  const exceptions = numbers(500).map((number) => ({
    id: `exception-${number}`,
    scope: { arns: [bucketOf(accountNumber(number % ACCOUNTS), Math.floor(number / ACCOUNTS)).arn] },
    owner: 'team',
    approver: 'someone',
    justification: 'It is for a benchmark only.',
    placedAt: new Date(Date.now() - 86_400_000).toISOString(),
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  }));
  const windows = numbers(50).map((number) => ({
    name: `window-${number}`,
    kind: number === 0 ? 'deny' : 'allow',
    cron: number === 0 ? '* * * * *' : `${number} 3 * * *`,
    durationMinutes: 60,
    timeZone: 'Europe/Berlin',
    ...(number === 0 ? {} : { accounts: [accountNumber(number)] }),
  }));
  const members = { accounts, regions: ['eu-west-1', 'us-east-1'], remediations: lines, exceptions, windows };
  return testPolicy(members, [VERSIONING]);
}

async function decided(store: Store): Promise<{ readonly ms: number; readonly peak: number; readonly told: string }> {
  const engine = bucketEngine(store, policy());
  await store.decisions.allDue(new Date().toISOString());
  const begun = performance.now();
  const { peak } = await peakMemory(async () => {
    const worker = await engine.startWorker({ concurrency: 1, owner: 'bench', standing: true });
    while ((await count(store)) < FINDINGS) await new Promise((resolve) => setTimeout(resolve, 20));
    await worker.stop();
  });
  const ms = performance.now() - begun;
  await engine.close();
  const counts = await store.decisions.counts();
  return { ms, peak, told: counts.map(({ reason, kind, count: of }) => `${of} ${reason ?? kind}`).join(', ') };
}

async function count(store: Store): Promise<number> {
  return (await store.decisions.counts()).reduce((sum, one) => sum + one.count, 0);
}

async function floor(store: Store): Promise<number> {
  const begun = performance.now();
  const now = new Date().toISOString();
  await store.decisions.allDue(now);
  for (;;) {
    const ids = await store.decisions.claim({ now, limit: 500, leaseMs: 60_000 });
    if (ids.length === 0) return performance.now() - begun;
    const findings = await store.findings.byIds(ids);
    await store.transaction(async (stores) => {
      await stores.decisions.save(
        findings.map(({ id }) => ({
          findingId: id,
          decision: { kind: 'leave', reason: 'frozen' },
          detail: 'x'.repeat(80),
          remediation: 'line-200',
          policyHash: digest(''),
          decidedAt: now,
        })),
      );
      await stores.records.append(
        findings.map(({ id }) => ({
          at: now,
          actor: { kind: 'system', name: 'bench' },
          action: 'decision.made',
          subject: { kind: 'finding', id },
          detail: { why: 'x'.repeat(80), policyHash: digest('') },
        })),
      );
    });
  }
}

const perSecond = (ms: number): string => `${Math.round(FINDINGS / (ms / 1_000))}/s`;

const bare = await labStore();
await storeFindings(bare, ACCOUNTS, EACH);
const floorMs = await floor(bare);
await bare.close();
const store = await labStore();
await storeFindings(store, ACCOUNTS, EACH);
const run = await decided(store);
await store.close();
console.log(`${machine()}; ${FINDINGS} findings; ${run.told}\n`);
console.log(
  table(
    ['what', 'findings', 'ratio to floor', 'peak memory', 'asked'],
    [
      ['floor: claimed, read, written, recorded', perSecond(floorMs), '1.00', '', ''],
      [
        'decided: 200 lines, 500 exceptions, 50 windows',
        perSecond(run.ms),
        (run.ms / floorMs).toFixed(2),
        megabytes(run.peak),
        '≥ 5000/s',
      ],
    ],
  ),
);
