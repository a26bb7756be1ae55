import { randomUUID } from 'node:crypto';
import { incident as incidentSchema, investigation as investigationSchema, type Trueup } from '@trueup/api-contract';
import { labAws } from '@trueup/testing';
import { accountId } from '@trueup/core';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { OWN_ACCOUNT, servedTrueup } from './testing/served-trueup.ts';

let close: () => Promise<void>;
let alice: Trueup;
let findingId: string;
const bucket = `incident-${randomUUID()}`;

beforeAll(async () => {
  const endpoint = inject('awsLabEndpoint');
  const served = await servedTrueup(endpoint);
  close = () => served.close();
  alice = served.as('alice');
  const aws = labAws(endpoint, accountId(OWN_ACCOUNT));
  await aws.call('s3', 'CreateBucket', { Bucket: bucket });
  const tags = [{ Key: 'aws-cdk:auto-delete-objects', Value: 'true' }];
  await aws.call('s3', 'PutBucketTagging', { Bucket: bucket, Tagging: { TagSet: tags } });
  const { id } = await alice.startScan({ controls: ['S3.14'] });
  await vi.waitUntil(async () => (await alice.getScan({ id })).status === 'finished', { timeout: 60_000 });
  const { items } = await alice.listFindings({ resourceArn: `arn:aws:s3:::${bucket}` });
  findingId = items[0]?.id ?? '';
});
afterAll(() => close());

test('a cloud without LookupEvents is told as unread, and the answer stays with the finding', async () => {
  const { investigation } = await alice.investigateFinding({ findingId });
  expect(investigationSchema.parse(investigation)).toMatchObject({ events: [], complete: false });
  expect(investigation?.unread).toBeDefined();
  expect((await alice.getFinding({ id: findingId })).finding.investigation).toEqual(investigation);
});

test('a report over HTTP says the same twice, and what it says fits the contract', async () => {
  const first = await alice.getIncident({ findingId });
  expect(incidentSchema.parse(first.incident)).toMatchObject({ findingId, controlId: 'S3.14' });
  expect(first.incident.timeline.map(({ what }) => what).join('\n')).toContain('finding.opened');
  expect(first.markdown).toContain('## Prevention');
  expect(await alice.getIncident({ findingId })).toEqual(first);
});

test('the owners of a stack are asked in the terms of CloudFormation', async () => {
  const asked = await alice.getChangeRequest({ findingId });
  expect(asked).toMatchObject({ owner: { tool: 'CDK' } });
  expect(asked.text).toContain('VersioningConfiguration.Status');
});

test.each(['investigateFinding', 'getIncident', 'getChangeRequest'] as const)(
  '%s of a finding that is not there is not found',
  async (name) => {
    await expect(alice[name]({ findingId: 'f-0' })).rejects.toMatchObject({ code: 'not-found' });
  },
);
