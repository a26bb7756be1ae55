import { setTimeout as delay } from 'node:timers/promises';
import { region, type AccountId, type Asff, type Scope, type Store } from '@trueup/core';
import type { OutsideParts } from '@trueup/engine';
import { randomIds, sha256, systemClock } from './lab-engine.ts';
import { unconnected } from './unconnected.ts';

const never = (): never => {
  throw new Error('this test calls nobody outside');
};

export interface EventParts extends OutsideParts {
  readonly scope: Scope;
  /** What was logged as an error. */
  readonly errors: string[];
}

/** Parts of an engine for what needs a store and targets, and no AWS. `more` replaces some. */
export function eventParts(store: Store, account: AccountId, more: Partial<OutsideParts> = {}): EventParts {
  const errors: string[] = [];
  return {
    ...unconnected(account),
    store,
    door: { open: never, accessOf: never },
    reader: { types: () => [], list: never, read: never },
    scripts: { run: never, support: never, close: () => Promise.resolve() },
    catalogue: [],
    policy: never,
    accounts: () => Promise.resolve([account]),
    post: never,
    clock: systemClock,
    ids: randomIds,
    digest: sha256,
    log: {
      info: () => undefined,
      error: (fields, message) => errors.push(`${message} ${JSON.stringify(fields)}`),
    },
    timing: { verifyDelaysMs: [], leaseMs: 10_000 },
    ...more,
    scope: { accountId: account, region: region('eu-west-1'), partition: 'aws' },
    errors,
  };
}

/** A finding of Security Hub about a bucket; `members` replace its own. */
export function hubFinding(account: string, members: Partial<Asff> = {}): Asff {
  return {
    SchemaVersion: '2018-10-08',
    Id: `arn:aws:securityhub:eu-west-1:${account}:security-control/S3.8/finding/1`,
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
    GeneratorId: 'security-control/S3.8',
    AwsAccountId: account,
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: '2026-01-01T00:00:00.000Z',
    Severity: { Label: 'HIGH', Normalized: 70 },
    Title: 'A title',
    Description: 'A description',
    Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::bucket', Region: 'eu-west-1' }],
    Compliance: { Status: 'FAILED', SecurityControlId: 'S3.8' },
    ...members,
  };
}

/** Looks again and again until it is so; fails after ten seconds with what was seen last. */
export async function eventually<T>(look: () => T | Promise<T>, done: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const seen = await look();
    if (done(seen)) return seen;
    if (tries === 400) throw new Error(`it did not come to pass: ${JSON.stringify(seen)?.slice(0, 600)}`);
    await delay(25);
  }
}
