import { libraryEntry } from '@trueup/controls';
import { instantAfter, type Answer, type Door, type Finding, type JsonObject, type Store } from '@trueup/core';
import {
  freshAccount,
  labAws,
  labEngine,
  labStore,
  REQUESTER,
  systemClock,
  type LabAws,
  type LabEngine,
} from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { investigateRegression } from './investigate-regression.ts';
import { requestChange } from './request-change.ts';

/** The stand-in has no LookupEvents, so CloudTrail is scripted here; all else is real. */

const ENTRIES = [libraryEntry('S3.14')];

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

interface Scene {
  readonly aws: LabAws;
  readonly lab: LabEngine;
  readonly finding: Finding;
  /** What CloudTrail answers from now on. */
  readonly trail: { answer: (parameters: JsonObject) => Answer };
  readonly door: Door;
}

function listed(id: string, at: string, record: JsonObject): JsonObject {
  const full = {
    eventID: id,
    eventTime: at,
    eventName: 'PutBucketVersioning',
    eventSource: 's3.amazonaws.com',
    ...record,
  };
  return { EventId: id, EventName: full.eventName, EventTime: at, CloudTrailEvent: JSON.stringify(full) };
}
const mallory = { userIdentity: { type: 'IAMUser', userName: 'mallory', accountId: '111122223333' } };
const answered = (...Events: readonly JsonObject[]): Answer => ({ kind: 'answered', output: { Events } });

async function scene(work: (scene: Scene) => Promise<void>): Promise<void> {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  await aws.call('s3', 'CreateBucket', { Bucket: `b-${aws.accountId}` });
  const trail: Scene['trail'] = { answer: () => answered() };
  const doors: Door[] = [];
  const wrapDoor = (door: Door): Door => {
    const wrapped: Door = {
      ...door,
      open(scope, options) {
        const session = door.open(scope, options);
        return {
          call: (call, callOptions) =>
            call.operation === 'LookupEvents'
              ? Promise.resolve(trail.answer(call.parameters))
              : session.call(call, callOptions),
        };
      },
    };
    doors.push(wrapped);
    return wrapped;
  };
  const lab = labEngine({ endpoint, store, entries: ENTRIES, accountId: aws.accountId, wrapDoor });
  try {
    const [finding] = await lab.scan();
    const [door] = doors;
    if (!finding || !door) throw new Error('the bucket has no fault');
    await work({ aws, lab, finding, trail, door });
  } finally {
    await lab.close();
  }
}

const investigated = async (lab: LabEngine, { id }: Finding): Promise<Finding> => {
  const outcome = await lab.engine.operations.investigateFinding(id, REQUESTER);
  if (outcome.kind === 'refused') throw new Error(outcome.detail);
  return outcome.finding;
};
const recordsOf = async (id: string): Promise<readonly { readonly action: string; readonly detail: JsonObject }[]> =>
  (await store.records.list({ subjectId: id })).items;

test('who changed the resource is kept with the finding, and recorded', () =>
  scene(async ({ lab, finding, trail }) => {
    const at = instantAfter(finding.firstObservedAt, -60_000);
    trail.answer = () => answered(listed('e-1', at, mallory));
    const { investigation } = await investigated(lab, finding);
    expect(investigation).toMatchObject({ cause: 'e-1', complete: true, region: 'us-east-1' });
    expect(investigation?.events).toMatchObject([{ principal: { kind: 'user', name: 'mallory' } }]);
    expect(await store.findings.byId(finding.id)).toMatchObject({ investigation });
    const [record] = await recordsOf(finding.id);
    expect(record).toMatchObject({ action: 'finding.investigated', detail: { complete: true, events: 1 } });
    expect(record?.detail['cause']).toMatch(/^user mallory: PutBucketVersioning at /);
  }));

test('a day that explains nothing is followed by all that CloudTrail keeps', () =>
  scene(async ({ lab, finding, trail }) => {
    const old = instantAfter(finding.firstObservedAt, -30 * 86_400_000);
    const asked: string[] = [];
    trail.answer = ({ StartTime }) => {
      asked.push(String(StartTime));
      return String(StartTime) <= old ? answered(listed('old', old, mallory)) : answered();
    };
    expect((await investigated(lab, finding)).investigation).toMatchObject({ cause: 'old' });
    expect([...new Set(asked)]).toHaveLength(2);
  }));

test('a CloudTrail that refuses is unread, and not asked again and again', () =>
  scene(async ({ lab, finding, trail }) => {
    let calls = 0;
    const failure = { kind: 'access-denied', code: 'AccessDenied', message: 'no', httpStatus: 400 } as const;
    trail.answer = () => {
      calls += 1;
      return { kind: 'failed', failure };
    };
    const { investigation } = await investigated(lab, finding);
    expect(investigation).toMatchObject({ complete: false, events: [], unread: { reason: 'access-denied' } });
    expect(investigation?.cause).toBeUndefined();
    expect(calls).toBe(1);
  }));

test('what Trueup called itself is told as its own, and is no cause', () =>
  scene(async ({ lab, finding, trail }) => {
    const { execution } = await lab.repair(finding);
    const write = (await store.executions.journal(execution.id)).find(({ access }) => access === 'write');
    if (write?.requestId === undefined) throw new Error('the repair made no call');
    const own = listed('ours', instantAfter(finding.firstObservedAt, -1_000), { requestID: write.requestId });
    const other = listed('theirs', instantAfter(finding.firstObservedAt, -2_000), { requestID: 'x', ...mallory });
    trail.answer = () => answered(own, other);
    const { investigation } = await investigated(lab, finding);
    expect(investigation).toMatchObject({ cause: 'theirs' });
    expect(investigation?.events).toMatchObject([{ id: 'ours', executionId: execution.id }, { id: 'theirs' }]);
  }));

test('who brought a fault back after a repair is asked until CloudTrail knows, and is not who made it first', () =>
  scene(async ({ lab, finding, trail, door }) => {
    const first = listed('first', instantAfter(finding.firstObservedAt, -60_000), mallory);
    trail.answer = () => answered(first);
    const { execution } = await lab.repair(finding);
    expect(execution.outcome).toBe('verified');
    const regressedAt = execution.finishedAt ?? '';
    const known = await store.findings.byId(finding.id);
    if (!known) throw new Error('the finding is gone');
    const back = { ...known, regressedAt: [regressedAt] };
    await store.findings.save([back]);
    const policy = () => Promise.resolve({} as never);
    const parts = { store, door, catalogue: ENTRIES, policy, clock: systemClock };
    expect(await investigateRegression(parts, back)).toBeUndefined();
    expect(await recordsOf(finding.id)).not.toContainEqual(expect.objectContaining({ action: 'finding.investigated' }));

    trail.answer = () => answered(first, listed('again', regressedAt, { userIdentity: { type: 'Root' } }));
    expect(await investigateRegression(parts, back)).toMatchObject({
      id: 'again',
      principal: { kind: 'root' },
    });
    const kept = await store.findings.byId(finding.id);
    expect(kept?.investigation).toMatchObject({ cause: 'again' });
    trail.answer = () => {
      throw new Error('it is known');
    };
    if (kept) expect(await investigateRegression(parts, kept)).toMatchObject({ id: 'again' });
  }));

test('a report tells of a repair with the ids of its requests and the numbers of its records', () =>
  scene(async ({ lab, finding }) => {
    const { execution, plan } = await lab.repair(finding);
    const reported = await lab.engine.operations.incidentOf(finding.id);
    if (reported.kind === 'refused') throw new Error(reported.detail);
    const { incident, markdown } = reported;
    expect(incident.calls).toMatchObject([{ operation: 'PutBucketVersioning', executionId: execution.id }]);
    expect(incident.changes).toMatchObject([{ outcome: 'verified', differences: [{ after: { Status: 'Enabled' } }] }]);
    const told = incident.timeline.map(({ what }) => what).join('\n');
    for (const part of ['finding.opened', `plan.made plan ${plan.id}`, 'execution.finished', 'verification.made']) {
      expect(told).toContain(part);
    }
    const records = new Map<number, string>();
    for await (const { seq, hash } of store.records.all()) records.set(seq, hash);
    for (const { evidence } of incident.timeline) {
      if (evidence?.kind === 'record') expect(records.get(evidence.seq)).toBe(evidence.hash);
    }
    expect(incident.prevention?.serviceControlPolicy).toMatchObject({
      Statement: [{ Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/TrueupMember'] } } }],
    });
    expect(await lab.engine.operations.incidentOf(finding.id)).toMatchObject({ markdown });
  }));

test('the owners of code are asked with what differs now', () =>
  scene(async ({ lab, finding, aws }) => {
    const tags = [{ Key: 'ManagedBy', Value: 'terraform' }];
    await aws.call('s3', 'PutBucketTagging', { Bucket: finding.resource.id, Tagging: { TagSet: tags } });
    const asked = await lab.engine.operations.changeRequestOf(finding.id);
    if (asked.kind === 'refused') throw new Error(asked.detail);
    expect(asked.owner).toMatchObject({ tool: 'Terraform' });
    expect(asked.request.text).toContain('aws_s3_bucket_versioning');
    expect(asked.request.text).toContain('| `Versioning` | `null` | `{"Status":"Enabled"}` |');
  }));

test('a change is asked for once, and again when the fault comes back', () =>
  scene(async ({ finding }) => {
    const parts = { catalogue: ENTRIES, policy: () => Promise.resolve({} as never), clock: systemClock };
    const ask = (one: Finding): Promise<boolean> =>
      store.transaction((stores) =>
        requestChange(parts, stores, one, { tool: 'CloudFormation', name: 'invoices-prod' }),
      );
    expect(await ask(finding)).toBe(true);
    expect(await ask(finding)).toBe(false);
    expect(await ask({ ...finding, regressions: 1 })).toBe(true);
    const asked = (await recordsOf(finding.id)).filter(({ action }) => action === 'change.requested');
    expect(asked).toHaveLength(2);
    expect(asked[0]?.detail).toMatchObject({ tool: 'CloudFormation', owner: 'invoices-prod', regressions: 1 });
    expect(asked[0]?.detail['text']).toContain('VersioningConfiguration.Status');
  }));

test.each(['investigateFinding', 'incidentOf', 'changeRequestOf'] as const)(
  '%s of a finding that is not there is refused',
  (name) =>
    scene(async ({ lab }) => {
      const run = lab.engine.operations[name] as (id: string, actor: typeof REQUESTER) => Promise<unknown>;
      expect(await run('f-0', REQUESTER)).toMatchObject({ kind: 'refused', reason: 'unknown-finding' });
    }),
);
