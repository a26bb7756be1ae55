import type { Trueup } from '@trueup/api-contract';
import { startAwsLab, type AwsLab } from '@trueup/testing/lab';
import { benchPlace, peakMemory } from './bench-engine.ts';
import { bareFindAndFix, breakAccount, clientsOf, type BareClients } from './find-and-fix-floor.ts';
import { machine, megabytes, table } from './table.ts';

/**
 * Find and fix security groups open on port 22 and buckets without public access block, on the stand-in. The floor
 * is a bare loop of SDK calls that makes the same API calls: it reads, reads again before the change, changes, and
 * reads after it, and keeps nothing.
 */
const EACH = 200;
const ROUNDS = 3;
const PARALLEL = 8;

interface Run {
  readonly ms: number;
  readonly calls: number;
  readonly peak: number;
}

process.env['AWS_ACCESS_KEY_ID'] ??= 'bench';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'bench';

const policyOf = (accountId: string): string => `
regions: [us-east-1]
accounts: [{ id: "${accountId}", name: bench, role: Bench }]
remediations: [{ controls: [EC2.13, S3.8], mode: automatic }]
`;

async function trueupRun(lab: AwsLab, accountId: string, clients: BareClients): Promise<Run> {
  await breakAccount(clients, EACH);
  const place = await benchPlace(lab.endpoint, policyOf(accountId));
  try {
    await place.composition.startWorker({ concurrency: PARALLEL });
    const trueup = place.composition.application({ kind: 'person', name: 'bench' });
    const callsBefore = lab.gateway.calls.length;
    const begun = performance.now();
    const { peak } = await peakMemory(() => findAndFix(trueup));
    return { ms: performance.now() - begun, calls: lab.gateway.calls.length - callsBefore, peak };
  } finally {
    await place.close();
  }
}

async function findAndFix(trueup: Trueup): Promise<void> {
  const { id } = await trueup.startScan({ controls: ['EC2.13', 'S3.8'] });
  while ((await trueup.getScan({ id })).status === 'running') await pause(20);
  const { started } = await trueup.remediateAutomatic({});
  if (started !== 2 * EACH) throw new Error(`${started} repairs were started, not ${2 * EACH}`);
  while ((await trueup.listExecutions({ phases: ['checking', 'running', 'verifying'], limit: 1 })).items.length > 0)
    await pause(50);
  const verified = await trueup.countFindings({ by: 'workflow' });
  const resolved = verified.counts.find(({ key }) => key === 'RESOLVED')?.count;
  if (resolved !== 2 * EACH) throw new Error(`${String(resolved)} findings are resolved, not ${2 * EACH}`);
}

async function floorRun(lab: AwsLab, clients: BareClients): Promise<Run> {
  await breakAccount(clients, EACH);
  const callsBefore = lab.gateway.calls.length;
  const begun = performance.now();
  await bareFindAndFix(clients, PARALLEL);
  return { ms: performance.now() - begun, calls: lab.gateway.calls.length - callsBefore, peak: 0 };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const fastest = (runs: readonly Run[]): Run => runs.reduce((least, run) => (run.ms < least.ms ? run : least));

const lab = await startAwsLab();
const floors: Run[] = [];
const ours: Run[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  floors.push(await floorRun(lab, await clientsOf(lab.endpoint, `1000000000${round}0`.padStart(12, '4'))));
  const accountId = `1000000000${round}1`.padStart(12, '4');
  ours.push(await trueupRun(lab, accountId, await clientsOf(lab.endpoint, accountId)));
}
await lab.stop();
const floor = fastest(floors);
const trueup = fastest(ours);
process.stdout.write(
  `${machine()}\n\n${table(
    ['what', 'wall time', 'API calls', 'ratio to floor', 'peak memory', 'asked'],
    [
      ['floor: bare SDK loop', `${Math.round(floor.ms)} ms`, String(floor.calls), '1.00', '', ''],
      [
        `scan, plan, fix, verify, record ${2 * EACH} faults`,
        `${Math.round(trueup.ms)} ms`,
        String(trueup.calls),
        (trueup.ms / floor.ms).toFixed(2),
        megabytes(Math.max(...ours.map(({ peak }) => peak))),
        '≤ 1.60, ≤ 250 MB',
      ],
    ],
  )}\n`,
);
