import type { EventArchive, Policy, Store } from '@trueup/core';
import { eventParts, freshAccount, hubFinding, labStore, REQUESTER } from '@trueup/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchedParts } from './batched-parts.ts';
import { createArchive } from './definition/event-archives.ts';
import { putEvents } from './event/put-events.ts';
import { importFindings } from './finding/import-findings.ts';
import { forgetFindingsAndEvents } from './forget-history.ts';

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

const after = (days: number) => ({
  store,
  policy: () => Promise.resolve({ keepExecutionsDays: 90 } as Policy),
  clock: { now: () => new Date(Date.now() + days * 86_400_000).toISOString() },
  log: { info: () => undefined, error: () => undefined },
});

test('findings go when nobody has told of them for long, archived ones sooner, and archives keep their days', async () => {
  const given = eventParts(store, freshAccount());
  const parts = batchedParts(given);
  const { scope } = given;
  const open = hubFinding(scope.accountId);
  const gone = hubFinding(scope.accountId, {
    Id: 'gone',
    RecordState: 'ARCHIVED',
    Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::gone' }],
  });
  const [openFinding, goneFinding] = await importFindings(parts, [open, gone], REQUESTER, 'hub');
  const kept = await createArchive(parts, { name: 'short', retentionDays: 10 }, scope, REQUESTER);
  const { arn } = (kept as { readonly archive: EventArchive }).archive;
  await putEvents(parts, [{ source: 'own', detailType: 'Something', detail: {}, resources: [] }], scope);
  const left = async (): Promise<readonly unknown[]> => [
    (await store.findings.byId(openFinding?.findingId as never)) !== undefined,
    (await store.findings.byId(goneFinding?.findingId as never)) !== undefined,
    (await store.events.archivedCount(arn)).events > 0,
  ];
  await forgetFindingsAndEvents(after(9));
  expect(await left()).toEqual([true, true, true]);
  await forgetFindingsAndEvents(after(29));
  expect(await left()).toEqual([true, true, false]);
  await forgetFindingsAndEvents(after(31));
  expect(await left()).toEqual([true, false, false]);
  await forgetFindingsAndEvents(after(91));
  expect(await left()).toEqual([false, false, false]);
  expect(await store.findings.ofReporters([{ productArn: open.ProductArn, id: open.Id }])).toEqual([undefined]);
});
