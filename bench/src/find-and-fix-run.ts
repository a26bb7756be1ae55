import type { Trueup } from '@trueup/api-contract';
import { benchPlace, peakMemory } from './bench-engine.ts';
import type { Run } from './run.ts';

/** One part of the comparison: `break|floor|trueup ENDPOINT ACCOUNT EACH`. Prints its time and peak memory as JSON. */
const PARALLEL = 8;
const [who, endpoint = '', accountId = '', each = '0'] = process.argv.slice(2);

const policy = `
regions: [us-east-1]
accounts: [{ id: "${accountId}", name: bench, role: Bench }]
remediations:
  - { controls: [EC2.13, S3.8], mode: automatic, override: "The stand-in is no production.", concurrencyPercent: 100 }
limits: []
`;

async function measured(work: () => Promise<void>): Promise<Run> {
  const begun = performance.now();
  const { peak } = await peakMemory(work);
  return { ms: performance.now() - begun, peak };
}

async function trueupRun(): Promise<Run> {
  const place = await benchPlace(endpoint, policy);
  try {
    await place.composition.startWorker({ concurrency: PARALLEL });
    const trueup = place.composition.application({ kind: 'person', name: 'bench' });
    return await measured(() => findAndFix(trueup, 2 * Number(each)));
  } finally {
    await place.close();
  }
}

async function findAndFix(trueup: Trueup, faults: number): Promise<void> {
  const { id } = await trueup.startScan({ controls: ['EC2.13', 'S3.8'] });
  while ((await trueup.getScan({ id })).status === 'running') await pause(20);
  const { started } = await trueup.remediateAutomatic({});
  if (started !== faults) throw new Error(`${started} repairs were started, not ${faults}`);
  while (await goesOn(trueup)) await pause(50);
  const { counts } = await trueup.countFindings({ by: 'workflow' });
  const resolved = counts.find(({ key }) => key === 'RESOLVED')?.count;
  if (resolved !== faults) throw new Error(`${String(resolved)} findings are resolved, not ${faults}`);
}

async function goesOn(trueup: Trueup): Promise<boolean> {
  return (await trueup.listExecutions({ phases: ['checking', 'running', 'verifying'], limit: 1 })).items.length > 0;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The bare clients are loaded by their own parts alone: they would count as Trueup's memory. */
async function bareRun(): Promise<Run> {
  const { bareFindAndFix, breakAccount, clientsOf } = await import('./find-and-fix-floor.ts');
  const clients = await clientsOf(endpoint, accountId);
  return measured(() => (who === 'break' ? breakAccount(clients, Number(each)) : bareFindAndFix(clients, PARALLEL)));
}

process.stdout.write(JSON.stringify(await (who === 'trueup' ? trueupRun() : bareRun())));
