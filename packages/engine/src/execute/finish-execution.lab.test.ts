import { libraryEntry } from '@trueup/controls';
import type { Store } from '@trueup/core';
import { freshAccount, labAws, labEngine, labStore, REQUESTER, systemClock } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

/** Long enough for a statement to reach the server and wait there, and too short for PostgreSQL to look for a deadlock. */
const BESIDE_MS = 100;

test('an end and a report about the same finding wait for each other and never cross', async () => {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  await aws.call('s3', 'CreateBucket', { Bucket: `ended-${aws.accountId}` });
  const beside: Promise<unknown>[] = [];
  let ends = 0;
  // A report locks its finding when the end of the repair has just written its first record, and then wants to write its own.
  const watched: Store = {
    ...store,
    transaction: (work) => {
      let isEnd = false;
      return store.transaction((stores) =>
        work({
          ...stores,
          locks: {
            ...stores.locks,
            release: (...given) => {
              isEnd = true;
              ends += 1;
              return stores.locks.release(...given);
            },
          },
          records: {
            ...stores.records,
            append: async (given) => {
              const appended = await stores.records.append(given);
              if (!isEnd || beside.length > 0) return appended;
              beside.push(report());
              await new Promise((resolve) => setTimeout(resolve, BESIDE_MS));
              return appended;
            },
          },
        }),
      );
    },
  };
  const lab = labEngine({ endpoint, store: watched, entries: [libraryEntry('S3.14')], accountId: aws.accountId });
  const [finding] = await lab.scan();
  if (!finding) throw new Error('the bucket was not found faulty');
  let reports = 0;
  const report = () =>
    store.transaction(async (stores) => {
      reports += 1;
      await stores.findings.byIds([finding.id]);
      const subject = { kind: 'finding', id: finding.id } as const;
      const record = {
        at: systemClock.now(),
        actor: REQUESTER,
        action: 'finding.updated',
        subject,
        detail: {},
      } as const;
      await stores.records.append([record]);
    });
  try {
    const { execution } = await lab.repair(finding);
    await Promise.all(beside);
    expect({ outcome: execution.outcome, ends, reports }).toEqual({ outcome: 'verified', ends: 1, reports: 1 });
  } finally {
    await lab.close();
  }
});
