import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Trueup } from '@trueup/api-contract';
import { benchPlace, peakMemory } from './bench-engine.ts';
import { bareCalls } from './scan-floor.ts';
import { startReplay } from './start-replay.ts';
import { machine, megabytes, perSecond, table } from './table.ts';

/**
 * The scanner against canned answers, so that it is measured and not the stand-in: listing, parts, checks, store.
 * Two sizes in the same process show whether memory grows with what was already judged.
 */
const SIZES = [
  { buckets: 1_000, groups: 1_000 },
  { buckets: 10_000, groups: 10_000 },
] as const;
/** Live heap is looked at this often, in a scan of its own: collecting garbage takes time. */
const HEAP_EVERY_MS = 4_000;
const FLOOR_CALLS = 4_000;
const FLOOR_PARALLEL = 8;
const CONTROLS = ['S3.8', 'S3.14', 'S3.17', 'Trueup.Tags.1', 'EC2.13'];

const policy = `
regions: [us-east-1]
accounts: [{ id: "111111111111", name: bench }]
parameters: { Trueup.Tags.1: { requiredTags: { owner: unassigned } } }
`;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
process.env['AWS_ACCESS_KEY_ID'] ??= 'bench';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'bench';

interface Run {
  readonly calls: number;
  readonly ms: number;
  readonly peak: number;
  readonly resources: number;
}

async function scanOnce(size: (typeof SIZES)[number]): Promise<Run> {
  const replay = await startReplay(size);
  const place = await benchPlace(replay.endpoint, policy);
  const trueup = place.composition.application({ kind: 'person', name: 'bench' });
  try {
    const begun = performance.now();
    const { result: resources, peak } = await peakMemory(() => scanned(trueup));
    return { ms: performance.now() - begun, calls: await replay.calls(), peak, resources };
  } finally {
    await place.close();
    replay.stop();
  }
}

/** The live heap after a collection, time and again during one scan, in bytes. */
async function heapDuringScan(size: (typeof SIZES)[number]): Promise<number[]> {
  const samples: number[] = [];
  const look = setInterval(() => {
    collectGarbage();
    samples.push(process.memoryUsage().heapUsed);
  }, HEAP_EVERY_MS);
  try {
    await scanOnce(size);
  } finally {
    clearInterval(look);
  }
  return samples;
}

async function scanned(trueup: Trueup): Promise<number> {
  const { id } = await trueup.startScan({ controls: CONTROLS });
  for (;;) {
    const scan = await trueup.getScan({ id });
    if (scan.status === 'finished') {
      if (scan.gapsTotal > 0) throw new Error(`the scan has gaps: ${JSON.stringify(scan.gaps[0])}`);
      return scan.counts.resources;
    }
    if (scan.status === 'failed') throw new Error(scan.failure);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const floorReplay = await startReplay({ buckets: 1, groups: 1 });
await bareCalls(floorReplay.endpoint, 500, FLOOR_PARALLEL);
const floorRate = perSecond(FLOOR_CALLS, await bareCalls(floorReplay.endpoint, FLOOR_CALLS, FLOOR_PARALLEL));
floorReplay.stop();

const rows = [
  ['floor: bare S3 client, GetBucketVersioning', '', String(FLOOR_CALLS), String(floorRate), '1.00', '', ''],
];
for (const size of SIZES) {
  const run = await scanOnce(size);
  const rate = perSecond(run.calls, run.ms);
  rows.push([
    'scan: list, read, judge, store',
    String(run.resources),
    String(run.calls),
    String(rate),
    (rate / floorRate).toFixed(2),
    megabytes(run.peak),
    '≥ 700 calls/s',
  ]);
}
const heap = await heapDuringScan(SIZES[1]);
process.stdout.write(
  `${machine()}\n\n${table(['what', 'resources', 'API calls', 'calls/s', 'ratio to floor', 'peak memory', 'asked'], rows)}\n\n` +
    `Live heap every ${HEAP_EVERY_MS / 1000} s of a scan of ${SIZES[1].buckets + SIZES[1].groups} resources: ${heap.map(megabytes).join(', ')}\n`,
);
