import { libraryEntry } from '@trueup/controls';
import {
  instantAfter,
  messageOf,
  type Deliver,
  type Door,
  type EventEnvelope,
  type JsonObject,
  type Message,
  type Store,
} from '@trueup/core';
import {
  APPROVER,
  eventParts,
  eventually,
  freshAccount,
  labAws,
  labEngine,
  labStore,
  REQUESTER,
  systemClock,
  testPolicy,
} from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { batchedParts } from '../batched-parts.ts';
import { putEventRule, putEventTargets } from '../definition/event-rules.ts';
import { exceptionSweep } from '../oversight/watch-exceptions.ts';
import { deliverDue } from './deliver-due.ts';

/** What people are told of what really happened: events as a rule of the account sends them to a webhook. */
const VERSIONING = libraryEntry('S3.14');
const events = new Map<string, EventEnvelope>();
const scene = { account: '', bucket: '' };
let store: Store;

/** AWS makes the change, and its answer is lost: the repair has failed. */
const losingAnswers = (door: Door): Door => ({
  ...door,
  open(scope, options) {
    const session = door.open(scope, options);
    return {
      async call(call, callOptions) {
        const answer = await session.call(call, callOptions);
        if (answer.kind !== 'answered' || options.mode !== 'live' || call.operation !== 'PutBucketVersioning')
          return answer;
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

beforeAll(async () => {
  store = await labStore();
  const endpoint = inject('awsLabEndpoint');
  const aws = labAws(endpoint, freshAccount());
  const bucket = `told-${aws.accountId}`;
  Object.assign(scene, { account: aws.accountId, bucket: `arn:aws:s3:::${bucket}` });
  await aws.call('s3', 'CreateBucket', { Bucket: bucket });
  const webhook: Deliver<'webhook'> = (_address, { body }) => {
    const event = JSON.parse(body) as EventEnvelope;
    const { outcome } = (event.detail['execution'] ?? {}) as JsonObject;
    const told = event['detail-type'];
    events.set(told === 'Trueup Execution Finished' ? `${told} ${String(outcome)}` : told, event);
    return Promise.resolve({ kind: 'delivered' });
  };
  const plain = eventParts(store, aws.accountId);
  const parts = batchedParts({
    ...plain,
    policy: () => Promise.resolve(testPolicy({})),
    deliver: { ...plain.deliver, webhook },
  });
  // By account: what is published without one never comes. A scan is of no single account.
  const pattern = JSON.stringify({
    $or: [{ account: [aws.accountId] }, { 'detail-type': ['Trueup Scan Finished'] }],
    source: ['trueup'],
  });
  const rule = await putEventRule(parts, { name: 'all', enabled: true, pattern }, plain.scope, REQUESTER);
  if (rule.kind !== 'kept') throw new Error(JSON.stringify(rule));
  const hook = { id: 'hook', address: { kind: 'webhook', url: 'https://example.com/' } } as const;
  await putEventTargets(parts, rule.rule.arn, [hook], REQUESTER);
  const options = { endpoint, store, entries: [VERSIONING], accountId: aws.accountId };
  const remediations = [{ controls: ['S3.14'], mode: 'approval', accounts: [aws.accountId], name: 'told' }];
  const lab = labEngine({ ...options, policy: { remediations, breakers: [] } });
  const losing = labEngine({
    ...options,
    policy: { remediations, breakers: [{ per: 'account', failures: 1 }] },
    wrapDoor: losingAnswers,
  });
  const deliveries = deliverDue(parts);
  try {
    const [finding] = await lab.scan();
    if (!finding) throw new Error('the bucket was not found faulty');
    const { execution } = await lab.repair(finding);
    await lab.undo(execution);
    const { operations } = lab.engine;
    const scope = { kind: 'account', id: aws.accountId } as const;
    await operations.turnKillSwitchOn({ scope, reason: 'An incident.' }, REQUESTER);
    await operations.turnKillSwitchOff({ scope, reason: 'It is over.' }, REQUESTER);
    const day = 86_400_000;
    const draft = {
      id: `told-${aws.accountId}`,
      scope: { arns: [`${scene.bucket}-x`], accounts: [aws.accountId] },
      owner: 'payments',
      approver: APPROVER.name,
      justification: 'It is going to be deleted.',
      expiresAt: instantAfter(systemClock.now(), 3 * day),
    };
    await operations.placeException(draft, REQUESTER);
    await operations.changeException(draft.id, { owner: 'shop' }, REQUESTER);
    await exceptionSweep(parts)();
    await operations.removeException(draft.id, 'The cause is mended.', REQUESTER);
    const [current] = await lab.scan();
    if (!current) throw new Error('the fault did not come back');
    const planned = await losing.engine.plan(current.id, REQUESTER);
    if (planned.kind !== 'planned') throw new Error(planned.detail);
    const { id: planId, hash } = planned.plan;
    const reason = 'Data is leaking from this bucket.';
    await losing.engine.decidePlan({ planId, hash, verdict: 'break-glass', reason }, REQUESTER);
    const started = await losing.engine.start({ planId, hash }, REQUESTER);
    if (started.kind !== 'started') throw new Error(started.detail);
    await losing.finish(started.execution.id);
    await operations.placeException(draft, REQUESTER);
    // Last: nobody acts while the log has a record of a later time.
    await exceptionSweep({ ...parts, clock: { now: () => instantAfter(systemClock.now(), 4 * day) } })();
    await eventually(
      () => [...events.keys()],
      (seen) => ['Trueup Breaker Opened', 'Trueup Exception Expired'].every((one) => seen.includes(one)),
    );
  } finally {
    await deliveries.stop();
    await lab.close();
    await losing.close();
  }
}, 120_000);
afterAll(() => store.close());

const told = (key: string, locale: 'en' | 'ja'): Message => {
  const event = events.get(key);
  if (!event) throw new Error(`no ${key} came: ${[...events.keys()].join(', ')}`);
  return messageOf(event, locale);
};

test.each<[key: string, english: string, japanese: string, facts: readonly string[], page: string | undefined]>([
  ['Trueup Finding Opened', 'New finding:', '新しい検出結果:', ['Severity', 'Resource', 'Control'], '/findings/'],
  ['Trueup Finding Resolved', 'Finding resolved:', '検出結果の解決:', ['Severity', 'Resource'], '/findings/'],
  ['Trueup Finding Reopened', 'Finding reopened:', '検出結果の再発:', ['Severity', 'Resource'], '/findings/'],
  [
    'Trueup Plan Waits for Approval',
    'Plan waits for approval: S3.14',
    '承認待ちの計画: S3.14',
    ['Severity', 'Resource', 'Region', 'Control', 'Risk', 'Requested by', 'Expires'],
    '/plans/',
  ],
  [
    'Trueup Plan Broke Glass',
    'Glass broken: S3.14',
    '緊急実行の許可: S3.14',
    ['Resource', 'Reason', 'Approved by'],
    '/plans/',
  ],
  [
    'Trueup Execution Finished verified',
    'Execution finished: verified',
    '実行の完了: 検証済み',
    ['Resource', 'Region', 'Control', 'Runbook', 'Started by'],
    '/executions/',
  ],
  [
    'Trueup Execution Finished failed',
    'Execution failed',
    '実行の失敗',
    ['Resource', 'Control', 'Failure'],
    '/executions/',
  ],
  ['Trueup Verification Made', 'Verification: ', '検証: ', ['Resource', 'Region', 'Control'], '/executions/'],
  [
    'Trueup Breaker Opened',
    'Circuit breaker opened: account/',
    'サーキットブレーカーの作動: account/',
    ['Failures', 'Open until', 'Resource', 'Control'],
    '/executions/',
  ],
  [
    'Trueup Kill Switch On',
    'Kill switch on: account ',
    'キルスイッチの有効化: アカウント ',
    ['Reason', 'Turned on by'],
    '/settings/kill-switch',
  ],
  [
    'Trueup Kill Switch Off',
    'Kill switch off: account ',
    'キルスイッチの解除: アカウント ',
    ['Reason', 'Turned off by'],
    '/settings/kill-switch',
  ],
  [
    'Trueup Exception Placed',
    'Exception placed: told-',
    '例外の登録: told-',
    ['Resource', 'Owner', 'Approver', 'Reason', 'Expires'],
    '/policy/exceptions/',
  ],
  [
    'Trueup Exception Changed',
    'Exception changed: told-',
    '例外の変更: told-',
    ['Resource', 'Owner'],
    '/policy/exceptions/',
  ],
  [
    'Trueup Exception Reminded',
    'Exception expires soon: told-',
    '例外の期限が近づいています: told-',
    ['Resource', 'Owner', 'Expires'],
    '/policy/exceptions/',
  ],
  ['Trueup Exception Expired', 'Exception expired: told-', '例外の期限切れ: told-', ['Resource', 'Owner'], undefined],
  ['Trueup Exception Removed', 'Exception removed: told-', '例外の削除: told-', ['Resource', 'Reason'], undefined],
])('%s names what it is about', (key, english, japanese, facts, page) => {
  const message = told(key, 'en');
  expect(message.title).toContain(english);
  expect(told(key, 'ja').title).toContain(japanese);
  const shown = Object.fromEntries(message.facts);
  expect(Object.keys(shown)).toEqual(expect.arrayContaining(['Account', ...facts]));
  expect(shown['Account']).toBe(scene.account);
  if (facts.includes('Resource')) expect(shown['Resource']).toContain(scene.bucket);
  expect(message.summary.join()).not.toContain('a resource');
  expect(told(key, 'ja').facts.map(([, value]) => value)).toEqual(message.facts.map(([, value]) => value));
  if (page === undefined) expect(message.link).toBeUndefined();
  else expect(message.link?.path).toContain(page);
});

test('a scan tells what it found', () => {
  expect(told('Trueup Scan Finished', 'en').title).toMatch(/^Scan finished: \d+ new, \d+ resolved$/);
  expect(told('Trueup Scan Finished', 'ja').facts).toContainEqual(['読み取れなかった件数', '0']);
});
