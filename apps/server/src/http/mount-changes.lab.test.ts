import { randomUUID } from 'node:crypto';
import type { ChangeTopic } from '@trueup/api-contract';
import { accountId } from '@trueup/core';
import { labAws } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import { readEvents, type ReadEvent } from '../testing/read-events.ts';
import { OWN_ACCOUNT, servedTrueup } from '../testing/served-trueup.ts';

const SOON = { timeout: 20_000 };

let served: Awaited<ReturnType<typeof servedTrueup>>;
beforeAll(async () => {
  served = await servedTrueup(inject('awsLabEndpoint'));
});
afterAll(() => served.close());

/** Every event from now on. */
async function watch(query = ''): Promise<readonly ReadEvent[]> {
  const answer = await served.send('GET', `/api/v1/changes${query}`, '');
  expect(answer.status).toBe(200);
  const reader = readEvents(answer);
  onTestFinished(() => reader.cancel());
  const events: ReadEvent[] = [];
  void (async () => {
    for (let event = await reader.next(); event !== undefined; event = await reader.next()) events.push(event);
  })();
  await expect.poll(() => events.length, SOON).toBe(1);
  return events;
}

const topicsOf = (events: readonly ReadEvent[]): readonly ChangeTopic[] => [
  ...new Set(events.flatMap(({ topics }) => topics)),
];
const REPAIR: readonly ChangeTopic[] = ['scan', 'finding', 'plan', 'execution', 'step'];

test('a repair is told of from its scan to its end, and again to whoever was away', async () => {
  const ada = served.as('ada');
  const bucket = `changes-${randomUUID()}`;
  await labAws(inject('awsLabEndpoint'), accountId(OWN_ACCOUNT)).call('s3', 'CreateBucket', { Bucket: bucket });
  const events = await watch();
  const since = events[0]?.id ?? '';
  const { id } = await ada.startScan({ controls: ['S3.14'] });
  await vi.waitUntil(async () => (await ada.getScan({ id })).status === 'finished', { timeout: 60_000 });
  const { items } = await ada.listFindings({ resourceArn: `arn:aws:s3:::${bucket}` });
  await expect.poll(() => topicsOf(events), SOON).toEqual(expect.arrayContaining(['scan', 'finding']));
  const outcome = await ada.makePlan({ findingId: items[0]?.id ?? '' });
  if (outcome.kind !== 'planned') throw new Error(`there is no plan: ${outcome.kind}`);
  await expect.poll(() => topicsOf(events), SOON).toContain('plan');
  const { id: executionId } = await ada.startExecution({ planId: outcome.plan.id, hash: outcome.plan.hash });
  const ended = async (): Promise<boolean> =>
    (await ada.getExecution({ id: executionId })).execution.phase === 'finished';
  await vi.waitUntil(ended, { timeout: 60_000, interval: 200 });
  await expect.poll(() => topicsOf(events), SOON).toEqual(expect.arrayContaining([...REPAIR]));
  expect(topicsOf(await watch(`?after=${since}`))).toEqual(expect.arrayContaining([...REPAIR]));
});

test('steps are told of where nothing is recorded', async () => {
  const events = await watch();
  const steps = ['one', 'two'].map((name) => ({ name, action: 'aws:sleep', inputs: { Duration: 'PT3S' } }));
  const text = JSON.stringify({ schemaVersion: '0.3', mainSteps: steps });
  await served.as('ada').startAutomation({ document: { kind: 'text', name: 'Naps', text } });
  await expect.poll(() => events.map(({ topics }) => topics), SOON).toContainEqual(['step']);
});
