import { libraryEntry } from '@trueup/controls';
import {
  instantAfter,
  type Clock,
  type Door,
  type Finding,
  type Json,
  type JsonObject,
  type LeaveReason,
  type ProposeReason,
  type RemediationRun,
  type Store,
  type StoredDecision,
} from '@trueup/core';
import {
  APPROVER,
  freshAccount,
  labAws,
  labEngine,
  labStore,
  REQUESTER,
  systemClock,
  type LabEngine,
} from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

/*
 * Each guard, met by a real fault of a real bucket: the policy lets its repair run by itself, but for what the guard
 * forbids. What a guard makes of inputs that cannot be read stands in core's decide.test.ts.
 */

const VERSIONING = libraryEntry('S3.14');
const LINE = { controls: ['S3.14'], mode: 'automatic', override: 'The stand-in is no production.' };

let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

interface Scene {
  readonly lab: LabEngine;
  readonly finding: Finding;
  readonly bucket: string;
  /** Decides as the worker does, and tells what was decided and what is under way. */
  decided(): Promise<{ readonly decision: StoredDecision; readonly executions: number }>;
  /** Another engine on the same store and account, as another server is. */
  other(policy: JsonObject, clock?: Clock): LabEngine;
}

/** Tests share a store: what counts by a line counts the account's own. */
const lineName = (accountId: string): string => `of-${accountId}`;
const named = (lines: Json, accountId: string): Json =>
  (lines as JsonObject[]).map((line) => ({ name: lineName(accountId), accounts: [accountId], ...line }));

const labs: LabEngine[] = [];
afterAll(() => Promise.all(labs.map((lab) => lab.close())));

interface Beside {
  readonly tags?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly wrapDoor?: (door: Door) => Door;
}

async function scene(policy: JsonObject = {}, { tags, clock, wrapDoor }: Beside = {}): Promise<Scene> {
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  const bucket = `guarded-${aws.accountId}`;
  await aws.call('s3', 'CreateBucket', { Bucket: bucket });
  if (tags) {
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await aws.call('s3', 'PutBucketTagging', { Bucket: bucket, Tagging: { TagSet } });
  }
  const engineOf = (members: JsonObject, at?: Clock): LabEngine => {
    const lab = labEngine({
      endpoint,
      store,
      entries: [VERSIONING],
      accountId: aws.accountId,
      policy: { breakers: [], ...members, remediations: named(members['remediations'] ?? [LINE], aws.accountId) },
      ...(at ? { clock: at } : {}),
      ...(wrapDoor ? { wrapDoor } : {}),
    });
    labs.push(lab);
    return lab;
  };
  const lab = engineOf(policy, clock);
  const [finding] = await engineOf({}).scan();
  if (!finding) throw new Error('the bucket was not found faulty');
  return {
    lab,
    finding,
    bucket,
    other: engineOf,
    async decided() {
      await lab.engine.remediateAutomatically({ accounts: [aws.accountId] });
      const [decision] = await store.decisions.of([finding.id]);
      if (!decision) throw new Error('nothing was decided');
      const { items } = await store.executions.list({ findingId: finding.id, limit: 10 });
      return { decision, executions: items.length };
    },
  };
}

function earlierRun({ id, resource }: Finding, members: Partial<RemediationRun> = {}): RemediationRun {
  const at = new Date(Date.now() - 5_000).toISOString();
  return {
    id: `earlier-${id}-${Math.random()}`,
    kind: 'repair',
    findingId: id,
    remediation: lineName(resource.accountId),
    controlId: 'S3.14',
    documentName: 'Trueup-S3.14',
    accountId: resource.accountId,
    resourceArn: resource.arn,
    automatic: true,
    startedAt: at,
    finishedAt: at,
    result: 'failed',
    ...members,
  };
}

const failedRuns = (finding: Finding, count: number): RemediationRun[] =>
  Array.from({ length: count }, () => earlierRun(finding));

const EVERY_MINUTE = { cron: '* * * * *', durationMinutes: 60, timeZone: 'UTC', overrun: 'finish' };
/** Half an hour six months from now. */
const farAway = (): JsonObject => ({
  ...EVERY_MINUTE,
  cron: `0 0 1 ${((new Date().getUTCMonth() + 6) % 12) + 1} *`,
  durationMinutes: 30,
});

interface Blocked {
  readonly reason: LeaveReason;
  readonly policy?: JsonObject;
  readonly tags?: Readonly<Record<string, string>>;
  readonly prepare?: (scene: Scene) => Promise<unknown>;
}

const soon = (): string => instantAfter(new Date().toISOString(), 86_400_000);

test.each<[string, Blocked]>([
  [
    'the kill switch of its account',
    {
      reason: 'killed',
      prepare: ({ lab, finding }) =>
        lab.engine.operations.turnKillSwitchOn(
          { scope: { kind: 'account', id: finding.resource.accountId }, reason: 'Something is wrong here.' },
          REQUESTER,
        ),
    },
  ],
  [
    'an exception that someone placed',
    {
      reason: 'excepted',
      prepare: ({ lab, finding }) =>
        lab.engine.operations.placeException(
          {
            scope: { arns: [finding.resource.arn] },
            owner: 'payments',
            approver: APPROVER.name,
            justification: 'The bucket is going to be deleted.',
            expiresAt: soon(),
          },
          REQUESTER,
        ),
    },
  ],
  ['a freeze', { reason: 'frozen', policy: { windows: [{ name: 'freeze', kind: 'deny', ...EVERY_MINUTE }] } }],
  [
    'a change window that is not open',
    { reason: 'outside-change-window', policy: { windows: [{ name: 'window', kind: 'allow', ...farAway() }] } },
  ],
  [
    'a freeze within an open change window',
    {
      reason: 'frozen',
      policy: {
        windows: [
          { name: 'window', kind: 'allow', ...EVERY_MINUTE },
          { name: 'freeze', kind: 'deny', ...EVERY_MINUTE },
        ],
      },
    },
  ],
  ['an owner in code', { reason: 'owned-by-code', tags: { 'managed-by': 'terraform' } }],
  [
    'a fault that keeps coming back',
    {
      reason: 'flapping',
      prepare: async ({ finding }) => {
        const [now] = await store.findings.byIds([finding.id]);
        if (now) await store.findings.save([{ ...now, regressedAt: [1, 2, 3].map(() => new Date().toISOString()) }]);
      },
    },
  ],
  [
    'an open circuit breaker',
    {
      reason: 'breaker-open',
      policy: { breakers: [{ per: 'account', failures: 2 }] },
      prepare: ({ finding }) => store.runs.insert(failedRuns({ ...finding, id: 'f-other' as Finding['id'] }, 2)),
    },
  ],
  [
    'attempts that are used up',
    {
      reason: 'attempts-spent',
      prepare: ({ finding }) => store.runs.insert(failedRuns(finding, 5)),
    },
  ],
  [
    'too many errors of its line',
    {
      reason: 'too-many-errors',
      prepare: ({ finding }) => store.runs.insert(failedRuns({ ...finding, id: 'f-other' as Finding['id'] }, 3)),
    },
  ],
  [
    'a limit that is reached',
    {
      reason: 'limit-reached',
      policy: { limits: [{ name: 'one', per: 'account', started: 1, withinSeconds: 600 }] },
      prepare: ({ finding }) =>
        store.runs.insert([earlierRun({ ...finding, id: 'f-other' as Finding['id'] }, { result: 'verified' })]),
    },
  ],
  [
    'a percentage that is reached',
    {
      reason: 'limit-reached',
      policy: { limits: [{ name: 'blast-radius', per: 'account', startedPercent: 10, withinSeconds: 600 }] },
      prepare: ({ finding }) =>
        store.runs.insert([earlierRun({ ...finding, id: 'f-other' as Finding['id'] }, { result: 'verified' })]),
    },
  ],
  [
    'another execution that holds the resource',
    {
      reason: 'resource-locked',
      prepare: ({ finding }) => store.locks.acquire(finding.resource.arn, 'another' as never, new Date().toISOString()),
    },
  ],
  ['mode manual', { reason: 'mode-manual', policy: { remediations: [{ ...LINE, mode: 'manual' }] } }],
])('%s keeps the policy from acting', async (_name, { reason, policy, tags, prepare }) => {
  const at = await scene(policy ?? {}, tags ? { tags } : {});
  await prepare?.(at);
  const { decision, executions } = await at.decided();
  expect({ ...decision, executions }).toMatchObject({ decision: { kind: 'leave', reason }, executions: 0 });
  expect(decision.detail.length).toBeGreaterThan(10);
});

test('a clock that was set back keeps everyone from acting', async () => {
  const at = await scene({}, { clock: { now: () => instantAfter(systemClock.now(), -3_600_000) } });
  expect((await at.decided()).decision.decision).toEqual({ kind: 'leave', reason: 'clock-behind' });
});

test.each<[string, ProposeReason, JsonObject, Readonly<Record<string, string>> | undefined]>([
  ['mode approval', 'mode-approval', { remediations: [{ ...LINE, mode: 'approval' }] }, undefined],
  ['a critical resource', 'critical-resource', { critical: { tags: { tier: ['1'] } } }, { tier: '1' }],
  [
    'a runbook without a record',
    'not-proven',
    { remediations: [{ controls: ['S3.14'], mode: 'automatic' }], promotion: { verifiedInARow: 1000 } },
    undefined,
  ],
])('%s makes a plan that waits for a person', async (_name, reason, policy, tags) => {
  const at = await scene(policy, tags ? { tags } : {});
  const { decision, executions } = await at.decided();
  expect({ ...decision, executions }).toMatchObject({ decision: { kind: 'propose', reason }, executions: 0 });
  const { items } = await store.plans.list({ findingId: at.finding.id, limit: 10 });
  expect(items.map(({ status }) => status)).toEqual(['waiting-for-approval']);
});

test('what nothing forbids is repaired, and the decision says so', async () => {
  const at = await scene();
  const { decision, executions } = await at.decided();
  expect({ ...decision, executions }).toMatchObject({ decision: { kind: 'remediate' }, executions: 1 });
});

test('a guard that came up after the plan stops it at the start', async () => {
  const at = await scene();
  const planned = await at.lab.engine.plan(at.finding.id, REQUESTER);
  if (planned.kind !== 'planned') throw new Error(planned.detail);
  const { id: planId, hash } = planned.plan;
  const scope = { kind: 'account', id: at.finding.resource.accountId } as const;
  await at.lab.engine.operations.turnKillSwitchOn({ scope, reason: 'Something is wrong here.' }, REQUESTER);
  expect(await at.lab.engine.start({ planId, hash }, REQUESTER)).toMatchObject({ kind: 'refused', leave: 'killed' });
  await at.lab.engine.operations.turnKillSwitchOff({ scope, reason: 'It was nothing at all.' }, REQUESTER);
  expect(await at.lab.engine.start({ planId, hash }, REQUESTER)).toMatchObject({ kind: 'started' });
});

test('what a person asks for waits while a guard forbids it, and starts by breaking the glass', async () => {
  const at = await scene({ windows: [{ name: 'freeze', kind: 'deny', ...EVERY_MINUTE }] });
  const { engine } = at.lab;
  const planned = await engine.plan(at.finding.id, REQUESTER);
  if (planned.kind !== 'planned') throw new Error(planned.detail);
  expect(planned.decision).toEqual({ kind: 'propose', reason: 'guarded' });
  const { id: planId, hash } = planned.plan;
  await engine.decidePlan({ planId, hash, verdict: 'approve' }, APPROVER);
  expect(await engine.start({ planId, hash }, REQUESTER)).toMatchObject({ kind: 'refused', leave: 'frozen' });
  // The freeze holds although a second person agreed: only who answers for it alone gets past.
  const again = at.other({ windows: [{ name: 'freeze', kind: 'deny', ...EVERY_MINUTE }] });
  await store.plans.setStatus(planId, 'waiting-for-approval');
  const broken = await again.engine.decidePlan(
    { planId, hash, verdict: 'break-glass', reason: 'Data is leaking from this bucket.' },
    REQUESTER,
  );
  expect(broken).toMatchObject({ kind: 'decided', plan: { status: 'approved' } });
  const started = await again.engine.start({ planId, hash }, REQUESTER);
  if (started.kind !== 'started') throw new Error(started.detail);
  expect((await again.finish(started.execution.id)).outcome).toBe('verified');
  const { items } = await store.records.list({ subjectId: planId, actions: ['plan.broke-glass'], limit: 1 });
  expect(items[0]?.detail).toMatchObject({ reason: 'Data is leaking from this bucket.' });
});

test('two servers race for one resource, and one execution is started', async () => {
  const at = await scene();
  const servers = [at.lab, at.other({}), at.other({})];
  await Promise.all(
    servers.map(({ engine }) => engine.remediateAutomatically({ accounts: [at.finding.resource.accountId] })),
  );
  const { items } = await store.executions.list({ findingId: at.finding.id, limit: 10 });
  expect(items).toHaveLength(1);
});

test('attempts that are used up become an exception that a person can remove', async () => {
  const at = await scene();
  await store.runs.insert(failedRuns(at.finding, 5));
  await at.decided();
  const exception = await store.definitions.get('exception', `attempts-${at.finding.id}`);
  expect(exception).toMatchObject({ origin: 'attempts', scope: { arns: [at.finding.resource.arn] } });
  expect((await at.decided()).decision.decision).toEqual({ kind: 'leave', reason: 'excepted' });
  const { operations } = at.lab.engine;
  const removed = await operations.removeException(`attempts-${at.finding.id}`, 'The cause is mended.', REQUESTER);
  expect(removed.kind).toBe('removed');
  expect((await at.decided()).decision.decision).toEqual({ kind: 'remediate' });
});

/** AWS makes the change, and its answer is lost: the repair has failed, and left something behind. */
const losingAnswers = (door: Door): Door => ({
  ...door,
  open(scope, options) {
    const session = door.open(scope, options);
    return {
      async call(call, callOptions) {
        const answer = await session.call(call, callOptions);
        const { Status } = (call.parameters['VersioningConfiguration'] ?? {}) as JsonObject;
        if (answer.kind !== 'answered' || Status !== 'Enabled') return answer;
        const failure = {
          code: 'AccessDenied',
          message: 'No answer.',
          httpStatus: 403,
          kind: 'access-denied',
        } as const;
        return { kind: 'failed', failure };
      },
    };
  },
});

test('a repair that failed is undone by itself where its line says so, and the resource is left to people', async () => {
  const at = await scene({ remediations: [{ ...LINE, undoOnFailure: true }] }, { wrapDoor: losingAnswers });
  await at.decided();
  const [repair] = (await store.executions.list({ findingId: at.finding.id, limit: 1 })).items;
  if (!repair) throw new Error('no repair was started');
  expect((await at.lab.finish(repair.id)).outcome).toBe('failed');
  await at.lab.engine.remediateAutomatically({ accounts: [at.finding.resource.accountId] });
  const [undo] = (await store.executions.list({ findingId: at.finding.id, kinds: ['undo'], limit: 1 })).items;
  if (!undo) throw new Error('nothing was undone');
  expect((await at.lab.finish(undo.id)).outcome).toBe('verified');
  expect((await at.decided()).decision.decision).toEqual({ kind: 'leave', reason: 'automation-paused' });
  const [run] = await store.runs.ofFindings([at.finding.id], '2020-01-01T00:00:00.000Z');
  expect(run).toMatchObject({ kind: 'undo', result: 'verified' });
});
