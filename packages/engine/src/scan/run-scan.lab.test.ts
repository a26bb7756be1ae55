import { libraryEntry } from '@trueup/controls';
import type { CallFailure, Door, Scan, Store } from '@trueup/core';
import { freshAccount, labAws, labEngine, labStore, REQUESTER, type LabAws, type LabEngine } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

const ENTRIES = [libraryEntry('S3.14'), libraryEntry('S3.8')];

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

type Failing = { operation: string | undefined; failure: CallFailure };
const denied: CallFailure = {
  kind: 'access-denied',
  code: 'AccessDenied',
  message: 'denied by the test',
  httpStatus: 403,
};

interface Scene {
  readonly aws: LabAws;
  readonly lab: LabEngine;
  readonly bucket: string;
  /** The operation that AWS refuses from now on. */
  readonly failing: Failing;
  scan(): Promise<Scan>;
}

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  const bucket = `b-${aws.accountId}`;
  await aws.call('s3', 'CreateBucket', { Bucket: bucket });
  const failing: Failing = { operation: undefined, failure: denied };
  const wrapDoor = (door: Door): Door => ({
    ...door,
    open(scope, options) {
      const session = door.open(scope, options);
      return {
        call: (call, callOptions) =>
          call.operation === failing.operation
            ? Promise.resolve({ kind: 'failed', failure: failing.failure })
            : session.call(call, callOptions),
      };
    },
  });
  const lab = labEngine({ endpoint, store, entries: ENTRIES, accountId: aws.accountId, wrapDoor });
  const scan = async (): Promise<Scan> => {
    const started = await lab.engine.startScan({}, REQUESTER);
    if (started.kind === 'refused') throw new Error(started.detail);
    return started.done;
  };
  try {
    await work({ aws, lab, bucket, failing, scan });
  } finally {
    await lab.close();
  }
}

const findings = (
  accountId: string,
): Promise<readonly { controlId: string; workflow: string; recordState: string; compliance?: string }[]> =>
  store.findings.list({ accounts: [accountId] }).then(({ items }) => items);

test('faults become findings, once, however often they are seen', () =>
  scene(async ({ scan, aws }) => {
    expect((await scan()).counts).toMatchObject({ resources: 1, nonCompliant: 2, opened: 2 });
    expect((await scan()).counts).toMatchObject({ resources: 1, nonCompliant: 2, opened: 0, reopened: 0 });
    expect(await findings(aws.accountId)).toHaveLength(2);
  }));

test('a part that is denied is a gap with its reason, and no finding', () =>
  scene(async ({ scan, aws, failing }) => {
    failing.operation = 'GetBucketVersioning';
    const done = await scan();
    expect(done).toMatchObject({
      status: 'finished',
      counts: { insufficientData: 1, nonCompliant: 1, opened: 1 },
      gapsTotal: 1,
    });
    expect(done.gaps[0]).toMatchObject({
      part: 'Versioning',
      reason: 'access-denied',
      resourceType: 'AWS::S3::Bucket',
    });
    expect((await findings(aws.accountId)).map(({ controlId }) => controlId)).toEqual(['S3.8']);
  }));

test('a part that is denied later does not close the finding, and blocks its repair', () =>
  scene(async ({ scan, aws, failing, lab }) => {
    await scan();
    failing.operation = 'GetBucketVersioning';
    await scan();
    const { items } = await store.findings.list({ accounts: [aws.accountId], controls: ['S3.14'] });
    expect(items[0]).toMatchObject({ recordState: 'ACTIVE', workflow: 'NEW', compliance: 'WARNING' });
    expect(await lab.engine.plan(items[0]?.id ?? '', REQUESTER)).toMatchObject({ kind: 'left', reason: 'unread' });
  }));

test.each<[CallFailure['kind'], string]>([
  ['access-denied', 'access-denied'],
  ['throttled', 'throttled'],
  ['timed-out', 'timed-out'],
  ['unreachable', 'unreachable'],
])('a list that is %s is a gap, and nothing is archived for its absence', (kind, reason) =>
  scene(async ({ scan, aws, failing }) => {
    await scan();
    failing.operation = 'ListBuckets';
    failing.failure = { ...denied, kind };
    const done = await scan();
    expect(done).toMatchObject({ status: 'finished', gapsTotal: 1, counts: { archived: 0 } });
    expect(done.gaps[0]).toMatchObject({ reason, accountId: aws.accountId });
    expect((await findings(aws.accountId)).map(({ recordState }) => recordState)).toEqual(['ACTIVE', 'ACTIVE']);
  }),
);

test('a resource that is gone is archived by the next whole list', () =>
  scene(async ({ scan, aws, bucket }) => {
    await scan();
    await aws.call('s3', 'DeleteBucket', { Bucket: bucket });
    expect((await scan()).counts).toMatchObject({ resources: 0, archived: 2 });
    expect((await findings(aws.accountId)).map(({ recordState }) => recordState)).toEqual(['ARCHIVED', 'ARCHIVED']);
  }));

test('a scan of one control does not archive the findings of another', () =>
  scene(async ({ scan, aws, bucket, lab }) => {
    await scan();
    await aws.call('s3', 'DeleteBucket', { Bucket: bucket });
    const started = await lab.engine.startScan({ controls: ['S3.8'] }, REQUESTER);
    if (started.kind === 'started') await started.done;
    const byControl = Object.fromEntries(
      (await findings(aws.accountId)).map(({ controlId, recordState }) => [controlId, recordState]),
    );
    expect(byControl).toEqual({ 'S3.8': 'ARCHIVED', 'S3.14': 'ACTIVE' });
  }));

test('an unknown account, region or control is refused with the known ones', () =>
  scene(async ({ lab, aws }) => {
    const refusal = async (selection: Parameters<typeof lab.engine.startScan>[0]): Promise<unknown> =>
      lab.engine.startScan(selection, REQUESTER);
    expect(await refusal({ accounts: ['999999999999'] })).toMatchObject({
      reason: 'unknown-account',
      detail: expect.stringContaining(aws.accountId),
    });
    expect(await refusal({ regions: ['eu-north-1'] })).toMatchObject({
      reason: 'unknown-region',
      detail: expect.stringContaining('us-east-1'),
    });
    expect(await refusal({ controls: ['S3.99'] })).toMatchObject({
      reason: 'unknown-control',
      detail: expect.stringContaining('S3.14, S3.8'),
    });
  }));
