import { accountId, type Asff } from '@trueup/core';
import { createEngine } from '@trueup/engine';
import { postgresStore } from '@trueup/store';
import { eventParts, hubFinding, REQUESTER, sha256, systemClock } from '@trueup/testing';

// A process of its own for tests: takes in batches of findings until it is killed, and writes a line for each batch that
// was acknowledged: the findings in it and which version of them.
const [, , connection, account, run] = process.argv;
if (connection === undefined || account === undefined || run === undefined) {
  throw new Error('usage: ingest-until-killed.ts CONNECTION ACCOUNT RUN');
}
const IN_A_BATCH = 20;
const LOOPS = 3;

const store = await postgresStore({
  connection,
  digest: sha256,
  clock: systemClock,
  applicationName: 'trueup-ingest',
});
const { operations } = createEngine(eventParts(store, accountId(account)));

function batchOf(name: string, version: number): readonly Asff[] {
  return Array.from({ length: IN_A_BATCH }, (_none, n) =>
    hubFinding(account ?? '', {
      Id: `${name}-${n}`,
      Title: `v${version}`,
      UpdatedAt: `2026-01-0${version}T00:00:00.000Z`,
      Resources: [{ Type: 'AwsS3Bucket', Id: `arn:aws:s3:::${name}-${n}`, Region: 'eu-west-1' }],
    }),
  );
}

async function take(loop: number): Promise<void> {
  for (let number = 0; ; number += 1) {
    const name = `${run}-${loop}-${number}`;
    for (const version of [1, 2]) {
      await operations.importFindings(batchOf(name, version), REQUESTER, 'tool');
      process.stdout.write(`${name} ${version}\n`);
    }
  }
}

await Promise.all(Array.from({ length: LOOPS }, (_none, loop) => take(loop)));
