import { createHash } from 'node:crypto';
import { visiblePolicy } from '@trueup/api-contract';
import type { StoredPolicy } from '@trueup/core';
import { expect, test } from 'vitest';
import { policyInForce } from './policy-in-force.ts';
import { policyParser } from './policy-parser.ts';
import { policySource } from './policy-source.ts';
import { policyView } from './policy-view.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const digest = (given: string): string => createHash('sha256').update(given).digest('hex');

const HIDDEN = ['HiddenRole', 'hidden-external-id', 'hidden-value', 'hidden-owner@example.com', 'hidden-queue'];
const POLICY = `accounts:
  - { id: '111122223333', name: main, role: HiddenRole, externalId: hidden-external-id, owner: hidden-owner@example.com }
  - { id: '444455556666', name: other }
regions: [eu-west-1]
remediations:
  - name: proven
    controls: [S3.8]
    accounts: ['111122223333']
    tags: { stage: [test] }
    mode: automatic
    override: proven in the sandbox
    runbook:
      document: Own-Fix
      version: '3'
      runs: trueup
      parameters: { Name: hidden-value }
  - { name: rest, configRules: [s3-rule], mode: manual }
limits: [{ name: few, per: account, started: 3 }]
windows: [{ name: nights, kind: allow, cron: '0 22 * * *', durationMinutes: 60, timeZone: UTC }]
sources: { queues: [{ arn: 'arn:aws:sqs:eu-west-1:111122223333:hidden-queue' }] }
`;

/** A source over one text, as it was applied. */
function sourceOf(text?: string): ReturnType<typeof policySource> {
  const stored: StoredPolicy | undefined =
    text === undefined
      ? undefined
      : { files: [{ name: 'trueup.yaml', text }], hash: digest(text), appliedAt: NOW, appliedBy: 'alice' };
  return policySource({
    path: '/nowhere/trueup.yaml',
    definitions: { version: () => Promise.resolve(1), get: () => Promise.resolve(stored as never) },
    parse: policyParser({ catalogue: [], controls: [{ id: 'S3.8' }], digest, clock: { now: () => NOW } }),
  });
}

test('a policy is seen with its lines and limits as the contract has them', async () => {
  const { inForce, policy } = await policyInForce(sourceOf(POLICY));
  if (!policy) throw new Error(JSON.stringify(inForce));
  const view = policyView(policy);
  expect(visiblePolicy.parse({ inForce, policy: view })).toEqual({ inForce, policy: view });
  expect(inForce).toEqual({ kind: 'applied', hash: digest(POLICY), appliedAt: NOW, appliedBy: 'alice' });
  expect(view.remediations).toMatchObject([
    {
      name: 'proven',
      mode: 'automatic',
      override: 'proven in the sandbox',
      scope: { controls: ['S3.8'], accounts: ['111122223333'], tags: { stage: ['test'] } },
      runbook: { document: 'Own-Fix', version: '3', runs: 'trueup' },
    },
    { name: 'rest', mode: 'manual', scope: {}, configRules: ['s3-rule'] },
  ]);
  expect(view).toMatchObject({
    limits: [{ name: 'few', per: 'account', started: 3, withinSeconds: 3_600 }],
    approvals: { quorum: { destructive: 2 } },
    regions: ['eu-west-1'],
    accounts: 2,
    sources: { queues: 1, securityHub: 0 },
  });
});

test('roles, external ids, owners, parameter values and queues are not seen', async () => {
  const { policy } = await policyInForce(sourceOf(POLICY));
  const known = JSON.stringify(policy);
  const seen = policy && JSON.stringify(policyView(policy));
  for (const word of HIDDEN) {
    expect(known).toContain(word);
    expect(seen).not.toContain(word);
  }
});

test.each([
  ['no policy', undefined, { kind: 'none' }],
  [
    'one with a fault',
    'accounts: [',
    { kind: 'unreadable', detail: expect.stringContaining('trueup.yaml') as unknown },
  ],
])('%s is said, and nothing is thrown', async (_what, text, inForce) => {
  expect(await policyInForce(sourceOf(text))).toMatchObject({ inForce, policy: undefined });
});
