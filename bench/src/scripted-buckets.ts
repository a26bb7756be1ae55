import { createHash, randomUUID } from 'node:crypto';
import { controlLookup, libraryEntry } from '@trueup/controls';
import {
  accountId,
  arn,
  observe,
  region,
  type AccountId,
  type Digest,
  type Door,
  type Finding,
  type Policy,
  type ResourceReader,
  type ResourceRef,
  type Snapshot,
  type Store,
} from '@trueup/core';
import { createEngine, type Engine } from '@trueup/engine';
import { unconnected } from '@trueup/testing';

export const VERSIONING = libraryEntry('S3.14');
export const digest: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

const SEEN_AT = '2026-01-01T00:00:00.000Z';

export function bucketOf(account: AccountId, number: number): ResourceRef {
  const id = `bucket-${account}-${number}`;
  return {
    arn: arn(`arn:aws:s3:::${id}`),
    type: 'AWS::S3::Bucket',
    id,
    accountId: account,
    region: region('eu-west-1'),
    partition: 'aws',
  };
}

export function accountNumber(number: number): AccountId {
  return accountId(String(100_000_000_000 + number));
}

/** A bucket's fault as our own check finds it. */
function bucketFinding(resource: ResourceRef): Finding {
  const evaluation = { kind: 'non-compliant', reason: 'Versioning of the bucket was never enabled.' } as const;
  const observed = observe(undefined, { control: VERSIONING.control, resource, evaluation, at: SEEN_AT }, digest);
  if (!observed) throw new Error('a fault is a finding');
  return observed.finding;
}

/** Buckets in memory, which no stand-in makes fifty thousand of: what is measured is Trueup. */
function scriptedBuckets(): { readonly reader: ResourceReader; readonly door: Door } {
  const versioned = new Set<string>();
  const snapshotOf = (resource: ResourceRef): Snapshot => ({
    resource,
    takenAt: new Date().toISOString(),
    configuration: { Versioning: versioned.has(resource.id) ? { Status: 'Enabled' } : null, Tags: null },
    unread: [],
  });
  const accessOf: Door['accessOf'] = ({ operation }) => (/^(?:Get|List|Describe)/.test(operation) ? 'read' : 'write');
  return {
    reader: {
      types: () => [{ type: 'AWS::S3::Bucket', parts: ['Versioning'], scope: 'regional' }],
      list: () => {
        throw new Error('nothing is listed here');
      },
      read: (resource) => Promise.resolve({ kind: 'read', snapshot: snapshotOf(resource) }),
    },
    door: {
      accessOf,
      open: (_scope, { mode }) => ({
        call(call) {
          if (mode === 'plan' && accessOf(call) === 'write') return Promise.resolve({ kind: 'planned' });
          if (call.operation === 'PutBucketVersioning') versioned.add(String(call.parameters['Bucket']));
          return Promise.resolve({ kind: 'answered', output: { ResponseMetadata: { HTTPStatusCode: 200 } } });
        },
      }),
    },
  };
}

/** The engine on those buckets. */
export function bucketEngine(store: Store, policy: Policy): Engine {
  const administrator = accountNumber(0);
  const outside = unconnected(administrator);
  const never = (): never => {
    throw new Error('this benchmark runs no scripts and posts nothing');
  };
  return createEngine({
    ...outside,
    ...scriptedBuckets(),
    lookup: controlLookup(),
    store,
    scripts: { run: never, support: never, close: () => Promise.resolve() },
    catalogue: [VERSIONING],
    policy: () => Promise.resolve(policy),
    accounts: () => Promise.resolve(policy.accounts.map(({ id }) => id)),
    post: never,
    clock: { now: () => new Date().toISOString() },
    ids: { next: (prefix) => `${prefix}-${randomUUID()}`, uuid: () => randomUUID() },
    digest,
    log: {
      info: () => undefined,
      error: (fields, message) =>
        process.stderr.write(`${message} ${JSON.stringify(fields)} ${String(fields['error'])}\n`),
    },
    timing: { verifyDelaysMs: [50, 200], leaseMs: 30_000 },
  });
}

/** Stores so many findings at once, `of` each account. */
export async function storeFindings(store: Store, accounts: number, of: number): Promise<void> {
  for (let account = 0; account < accounts; account += 1) {
    const findings = Array.from({ length: of }, (_, number) => bucketFinding(bucketOf(accountNumber(account), number)));
    await store.transaction((stores) => stores.findings.save(findings));
  }
}
