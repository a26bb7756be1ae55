import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startAwsLab, type AwsLab } from '@trueup/testing/lab';
import type { Run } from './run.ts';
import { machine, megabytes, table } from './table.ts';

/**
 * Find and fix security groups open on port 22 and buckets without public access block, on the stand-in. The floor
 * is a bare loop of SDK calls that makes the same API calls: it reads, reads again before the change, changes, and
 * reads after it, and keeps nothing. Each runs in a process of its own, in an account of its own.
 */
const EACH = 200;
const RUN = fileURLToPath(new URL('find-and-fix-run.ts', import.meta.url));

type Part = 'break' | 'floor' | 'trueup';

async function run(lab: AwsLab, part: Part, accountId: string): Promise<Run & { readonly calls: number }> {
  const before = lab.gateway.calls.length;
  // The flag is the one that the `trueup` command sets for itself.
  const command = ['--max-semi-space-size=4', RUN, part, lab.endpoint, accountId, String(EACH)];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    env: { ...process.env, AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' },
  });
  return { ...(JSON.parse(stdout) as Run), calls: lab.gateway.calls.length - before };
}

const lab = await startAwsLab();
await run(lab, 'break', '400000000001');
const floor = await run(lab, 'floor', '400000000001');
await run(lab, 'break', '400000000002');
const trueup = await run(lab, 'trueup', '400000000002');
await lab.stop();
process.stdout.write(
  `${machine()}\n\n${table(
    ['what', 'wall time', 'API calls', 'ratio to floor', 'peak memory', 'asked'],
    [
      ['floor: bare SDK loop', `${Math.round(floor.ms)} ms`, String(floor.calls), '1.00', megabytes(floor.peak), ''],
      [
        `scan, plan, fix, verify, record ${2 * EACH} faults`,
        `${Math.round(trueup.ms)} ms`,
        String(trueup.calls),
        (trueup.ms / floor.ms).toFixed(2),
        megabytes(trueup.peak),
        '≤ 1.60, ≤ 250 MB',
      ],
    ],
  )}\n`,
);
