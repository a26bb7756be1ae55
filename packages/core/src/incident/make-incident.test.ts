import { expect, test } from 'vitest';
import { sampleFacts, sampleFinding } from './testing/incident-samples.ts';
import { makeIncident } from './make-incident.ts';

test('the same facts give the same report, in whatever order they are read', () => {
  const turned = {
    ...sampleFacts,
    records: sampleFacts.records.toReversed(),
    executions: sampleFacts.executions.toReversed(),
  };
  expect(JSON.stringify(makeIncident(turned))).toBe(JSON.stringify(makeIncident(sampleFacts)));
});

test('the timeline is in order, and each record stands in it with its number and hash', () => {
  const { timeline } = makeIncident(sampleFacts);
  expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).toSorted());
  const seqs = timeline.flatMap(({ evidence }) => (evidence?.kind === 'record' ? [evidence.seq] : []));
  expect(seqs).toEqual([1, 2, 3]);
});

test('only writes are told as calls, with the id of the request', () => {
  expect(makeIncident(sampleFacts).calls).toMatchObject([{ operation: 'PutBucketVersioning', requestId: 'REQ1' }]);
});

test('secrets in a configuration are taken out before it is compared', () => {
  const [one] = sampleFacts.executions;
  const text = JSON.stringify(makeIncident(sampleFacts));
  expect(one?.execution.before?.configuration['Tags']).toEqual([{ Key: 'api-token', Value: 'hunter2' }]);
  expect(text).not.toContain('hunter');
});

test('a call that Trueup made is told once, by its journal', () => {
  const { investigation } = sampleFinding;
  if (!investigation) throw new Error('the sample has one');
  const events = investigation.events.map((event) => ({ ...event, executionId: 'x-1' }));
  const finding = { ...sampleFinding, investigation: { ...investigation, events } };
  const { timeline } = makeIncident({ ...sampleFacts, finding });
  expect(timeline.filter(({ evidence }) => evidence?.kind === 'event')).toEqual([]);
});

test.each([
  ['an execution that runs', { finishedAt: undefined, outcome: undefined }, /under way/],
  ['an execution that failed', { outcome: 'failed' }, /ended as failed/],
])('the outcome tells of %s', (_what, change, told) => {
  const executions = sampleFacts.executions.map(({ execution, journal }) => ({
    execution: { ...execution, ...change } as typeof execution,
    journal,
  }));
  expect(makeIncident({ ...sampleFacts, executions }).outcome).toMatch(told);
});

test.each([
  ['nothing was changed', { before: undefined }, 'Nothing was changed.'],
  ['the resource is gone', { after: { kind: 'gone' } }, 'The resource is gone.'],
  ['nobody read it again', { after: undefined }, 'The resource was not read afterwards.'],
])('where nothing can be compared the reason is told: %s', (_what, change, unknown) => {
  const executions = sampleFacts.executions.map(({ execution, journal }) => ({
    execution: { ...execution, ...change } as typeof execution,
    journal,
  }));
  expect(makeIncident({ ...sampleFacts, executions }).changes).toMatchObject([{ differences: [], unknown }]);
});
