import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../execution/execution.ts';
import type { JsonObject } from '../../value/json.ts';
import { LOCALES } from '../event-rule.ts';
import type { EventEnvelope } from '../event.ts';
import { EXCEPTION_WORDS, OUTCOME_WORDS, VERIFICATION_WORDS } from './catalogue.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import type { Message } from './message.ts';
import { messageOf } from './message-of.ts';

const BUCKET = 'arn:aws:s3:::payroll';
const ASFF = {
  Id: 'f-1',
  Title: 'S3 buckets should block public access',
  Description: 'The bucket can be read by anyone.',
  AwsAccountId: '444455556666',
  Region: 'us-east-1',
  ProductName: 'Security Hub',
  Severity: { Label: 'HIGH' },
  Compliance: { Status: 'FAILED', SecurityControlId: 'S3.8' },
  Workflow: { Status: 'NEW' },
  Resources: [{ Type: 'AwsS3Bucket', Id: BUCKET, Region: 'us-west-2' }],
};
const FINDING = {
  id: 'finding-1',
  controlId: 'S3.8',
  resource: BUCKET,
  accountId: '111122223333',
  region: 'eu-west-1',
  severity: 'CRITICAL',
  title: 'The bucket is public',
  reason: 'Its policy lets everyone read.',
};

function eventOf(detailType: string, detail: JsonObject, rest: Partial<EventEnvelope> = {}): EventEnvelope {
  return {
    version: '0',
    id: '11111111-2222-3333-4444-555555555555',
    'detail-type': detailType,
    source: 'trueup',
    account: '111122223333',
    time: '2026-01-02T03:04:05Z',
    region: 'eu-west-1',
    resources: [],
    detail,
    ...rest,
  };
}

const securityHub = (detailType: string, detail: JsonObject): EventEnvelope =>
  eventOf(detailType, detail, { source: 'aws.securityhub' });

test.each<[detailType: string, detail: JsonObject, en: string, ja: string]>([
  [
    'Trueup Finding Opened',
    { finding: FINDING },
    'New finding: The bucket is public',
    '新しい検出結果: The bucket is public',
  ],
  [
    'Trueup Finding Reopened',
    { finding: FINDING },
    'Finding reopened: The bucket is public',
    '検出結果の再発: The bucket is public',
  ],
  [
    'Trueup Finding Resolved',
    { finding: FINDING },
    'Finding resolved: The bucket is public',
    '検出結果の解決: The bucket is public',
  ],
  [
    'Trueup Finding Archived',
    { finding: FINDING },
    'Finding archived: The bucket is public',
    '検出結果のアーカイブ: The bucket is public',
  ],
  [
    'Trueup Plan Waits for Approval',
    { plan: { controlId: 'S3.8' } },
    'Plan waits for approval: S3.8',
    '承認待ちの計画: S3.8',
  ],
  ['Trueup Plan Waits for Approval', {}, 'Plan waits for approval: a remediation', '承認待ちの計画: 修復'],
  ['Trueup Execution Finished', { execution: { outcome: 'failed' } }, 'Execution failed', '実行の失敗'],
  [
    'Trueup Execution Finished',
    { execution: { status: 'TimedOut' } },
    'Execution finished: TimedOut',
    '実行の完了: TimedOut',
  ],
  ['Trueup Verification Made', { verification: { kind: 'verified' } }, 'Verification: verified', '検証: 検証済み'],
  [
    'Trueup Breaker Opened',
    { breaker: { id: 'control/S3.8' } },
    'Circuit breaker opened: control/S3.8',
    'サーキットブレーカーの作動: control/S3.8',
  ],
  [
    'Trueup Scan Finished',
    { scan: { counts: { opened: 2, resolved: 3 } } },
    'Scan finished: 2 new, 3 resolved',
    'スキャンの完了: 新規 2 件、解決 3 件',
  ],
  ['Trueup Scan Finished', { scan: { status: 'failed' } }, 'Scan failed', 'スキャンの失敗'],
  ['Trueup Change Requested', { finding: { title: 'S3.8: close it', text: 'a' } }, 'S3.8: close it', 'S3.8: close it'],
  ['Trueup Change Requested', {}, 'Event: Trueup Change Requested', 'イベント: Trueup Change Requested'],
  ['Trueup Test', {}, 'Test message from Trueup', 'Trueup からのテストメッセージ'],
  [
    'Security Hub Findings - Imported',
    { findings: [ASFF] },
    `Finding reported: ${ASFF.Title}`,
    `検出結果の報告: ${ASFF.Title}`,
  ],
  ['Trueup Something Else', {}, 'Event: Trueup Something Else', 'イベント: Trueup Something Else'],
])('%s with %o', (detailType, detail, english, japanese) => {
  const event = eventOf(detailType, detail);
  expect(messageOf(event, 'en').title).toBe(english);
  expect(messageOf(event, 'ja').title).toBe(japanese);
});

test('a finding of Trueup is told with its place, its state, its severity and its page', () => {
  expect(messageOf(eventOf('Trueup Finding Opened', { finding: FINDING }), 'en')).toEqual({
    locale: 'en',
    title: 'New finding: The bucket is public',
    summary: [`A fault was found in ${BUCKET}.`, 'Its policy lets everyone read.'],
    severity: 'CRITICAL',
    facts: [
      ['Severity', 'CRITICAL'],
      ['Resource', BUCKET],
      ['Account', '111122223333'],
      ['Region', 'eu-west-1'],
      ['Control', 'S3.8'],
    ],
    link: { path: '/findings/finding-1', label: 'Open the finding' },
  } satisfies Message);
});

test('the owners of code are told what to change, line by line', () => {
  const text = '# Close it\n\n- Resource: `b`\n```yaml\nA: true\n```\n';
  const event = eventOf('Trueup Change Requested', {
    finding: { id: 'f-1', title: 'Close it', severity: 'HIGH', text },
  });
  expect(messageOf(event, 'en')).toMatchObject({
    title: 'Close it',
    summary: ['# Close it', '- Resource: `b`', '```yaml', 'A: true', '```'],
    severity: 'HIGH',
    link: { path: '/findings/f-1' },
  });
});

test('a finding of Security Hub is read as ASFF, in Japanese with its values in English', () => {
  const message = messageOf(securityHub('Security Hub Findings - Imported', { findings: [ASFF] }), 'ja');
  expect(message.severity).toBe('HIGH');
  expect(message.link).toBeUndefined();
  expect(Object.fromEntries(message.facts)).toEqual({
    重大度: 'HIGH',
    リソース: BUCKET,
    リソースタイプ: 'AwsS3Bucket',
    アカウント: '444455556666',
    リージョン: 'us-west-2',
    コントロール: 'S3.8',
    コンプライアンス: 'FAILED',
    ワークフローステータス: 'NEW',
    製品: 'Security Hub',
  });
});

test('a custom action names the action', () => {
  const detail = { actionName: 'Isolate', actionDescription: 'x', findings: [ASFF] };
  const message = messageOf(securityHub('Security Hub Findings - Custom Action', detail), 'en');
  expect(message.title).toBe(`Isolate: ${ASFF.Title}`);
  expect(message.facts[0]).toEqual(['Custom action', 'Isolate']);
});

test('results of an insight are named, ten at most', () => {
  const detail = {
    actionName: 'Report',
    insightName: 'Buckets',
    resultType: 'ResourceId',
    insightResults: [
      { 'r-1': 4 },
      'broken',
      { 'r-2': { toString: 1 } },
      ...Array.from({ length: 12 }, () => ({ x: 1 })),
    ],
  };
  const message = messageOf(securityHub('Security Hub Insight Results', detail), 'en');
  expect(message.title).toBe('Report: Buckets');
  expect(message.summary.slice(0, 3)).toEqual([
    'Someone used the custom action “Report” on 15 results of this insight.',
    'r-1: 4',
    'x: 1',
  ]);
  expect(message.summary).toHaveLength(9);
  expect(message.facts).toContainEqual(['Grouped by', 'ResourceId']);
});

test('a plan says who asked, how long it stands, and leads to its page, where it is approved', () => {
  const plan = {
    id: 'plan-1',
    controlId: 'S3.8',
    resource: BUCKET,
    severity: 'CRITICAL',
    risk: 'disruptive',
    expiresAt: '2026-01-09T03:04:05.678Z',
  };
  const actor = { kind: 'person', name: 'alice' };
  const message = messageOf(eventOf('Trueup Plan Waits for Approval', { plan, actor }), 'en');
  expect(message.severity).toBe('CRITICAL');
  expect(message.facts).toContainEqual(['Risk', 'disruptive']);
  expect(message.facts).toContainEqual(['Requested by', 'alice']);
  expect(message.facts).toContainEqual(['Expires', '2026-01-09 03:04:05 UTC']);
  expect(message.link).toEqual({ path: '/plans/plan-1', label: 'Open the plan' });
});

test('an exception names all that it covers, a tag of any value by its name', () => {
  const scope = {
    controls: ['S3.8', 'S3.14'],
    arns: Array.from({ length: 12 }, (_none, n) => `arn:aws:s3:::b-${n}`),
    tags: { tier: ['1', '2'], legacy: [] },
    organizationalUnits: ['/Prod'],
  };
  const { facts, link } = messageOf(eventOf('Trueup Exception Placed', { exception: { id: 'e-1', scope } }), 'en');
  expect(facts).toContainEqual(['Control', 'S3.8, S3.14']);
  expect(facts).toContainEqual(['Tags', 'tier=1|2, legacy']);
  expect(facts).toContainEqual(['Organizational unit', '/Prod']);
  expect(Object.fromEntries(facts)['Resource']).toMatch(/^arn:aws:s3:::b-0, .*b-9, …$/);
  expect(link).toEqual({ path: '/policy/exceptions/e-1', label: 'Open the exception' });
});

test('a schedule tells its rule', () => {
  const arn = 'arn:aws:events:eu-west-1:111122223333:rule/nightly';
  const message = messageOf(eventOf('Scheduled Event', {}, { source: 'aws.events', resources: [arn] }), 'en');
  expect(message.title).toBe('Scheduled event: nightly');
  expect(message.facts).toContainEqual(['Time', '2026-01-02 03:04:05 UTC']);
});

describe('words of Trueup and of Security Hub are for their own events', () => {
  test.each<[detailType: string, source: string]>([
    ['Trueup Plan Waits for Approval', 'shop'],
    ['Trueup Plan Waits for Approval', 'trueuper'],
    ['Trueup Plan Waits for Approval', 'aws.securityhub'],
    ['Security Hub Findings - Imported', 'shop'],
    ['Scheduled Event', 'shop'],
  ])('%s of %s is told as any other event', (detailType, source) => {
    const detail = { plan: { id: 'plan-1' }, findings: [ASFF] };
    const message = messageOf(eventOf(detailType, detail, { source }), 'en');
    expect(message.title).toBe(`Event: ${detailType}`);
    expect(message.link).toBeUndefined();
    expect(message.facts).toContainEqual(['Source', source]);
  });
});

test('every outcome of an execution has its words', () => {
  expect(OUTCOME_WORDS).toEqual(OUTCOMES);
  for (const locale of LOCALES) {
    const titles = OUTCOME_WORDS.map(
      (outcome) => messageOf(eventOf('Trueup Execution Finished', { execution: { outcome } }), locale).title,
    );
    expect(new Set(titles).size).toBe(OUTCOME_WORDS.length);
  }
});

test('every text of the Japanese catalogue is written in Japanese', () => {
  const of = new Proxy({}, { get: () => 'x' }) as never;
  const words = [
    ...OUTCOME_WORDS.map((outcome) => ja.executionFinished[outcome](of)),
    ...VERIFICATION_WORDS.map((kind) => ja.verificationMade[kind](of)),
    ...EXCEPTION_WORDS.map((word) => ja.exception[word](of)),
    ...[ja.killSwitch.on, ja.killSwitch.off, ja.glassBroken].map((say) => say(of)),
    ...[ja.planWaits, ja.circuitBreakerOpened, ja.opened, ja.reopened, ja.resolved, ja.archived].map((say) => say(of)),
    ...[ja.imported, ja.scanFinished, ja.scheduled, ja.other, ja.executionEnded].map((say) => say(of)),
    ja.scanFailed(),
    ja.test(),
  ];
  const texts = [
    ...[ja.killSwitchScope.all, ja.killSwitchScope.account, ja.killSwitchScope.control].map((say) => say(of)),
    ...Object.values(ja.labels),
    ...Object.values(ja.open),
    ...Object.values(ja.nameless),
    ...words.flatMap(({ title, summary }) => [title, ...summary]),
  ];
  expect(texts.filter((text) => !/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text))).toEqual([]);
  expect(Object.keys(ja.labels)).toEqual(Object.keys(en.labels));
});

test('texts of an event come on one line of characters that are seen', () => {
  const finding = { ...FINDING, title: 'a\r\nBcc: x\u202Egnp\u0000\u200B\uD800', reason: ' \n ', severity: 'BAD' };
  const message = messageOf(eventOf('Trueup Finding Opened', { finding }), 'en');
  expect(message.title).toBe('New finding: a Bcc: xgnp \uFFFD');
  expect(message.summary).toHaveLength(1);
  expect(message.severity).toBeUndefined();
});

test.each(['../plans/x', '..', 'a/b', 'a?b#c', '"><x', '\uD800'])('the id %j is one part of a path', (id) => {
  const { link } = messageOf(eventOf('Trueup Finding Opened', { finding: { ...FINDING, id } }), 'en');
  expect(link?.path).toMatch(/^\/findings\/[\w%-]+$/);
});

test('a message is short, however long the texts of its event are', () => {
  const long = 'x'.repeat(300_000);
  const finding = { ...FINDING, title: long, reason: long, controlId: long };
  expect(JSON.stringify(messageOf(eventOf('Trueup Finding Opened', { finding }), 'en')).length).toBeLessThan(10_000);
});

test('no event makes it throw', () => {
  const detailTypes = [
    'Trueup Finding Opened',
    'Trueup Plan Waits for Approval',
    'Trueup Execution Finished',
    'Trueup Verification Made',
    'Trueup Plan Broke Glass',
    'Trueup Breaker Opened',
    'Trueup Kill Switch On',
    'Trueup Exception Placed',
    'Trueup Scan Finished',
    'Trueup Test',
    'Scheduled Event',
    'Security Hub Findings - Imported',
    'Security Hub Findings - Custom Action',
    'Security Hub Insight Results',
    '__proto__',
  ];
  const keys = ['finding', 'findings', 'plan', 'execution', 'verification', 'scan', 'counts', 'resource', 'id', 'kind'];
  const more = [
    'outcome',
    'severity',
    'asff',
    'insightResults',
    'breaker',
    'kill-switch',
    'exception',
    'scope',
    'tags',
    'arns',
    '__proto__',
    'toString',
  ];
  const key = fc.constantFrom(...keys, ...more);
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }));
  const detail = fc.dictionary(key, value) as fc.Arbitrary<JsonObject>;
  fc.assert(
    fc.property(fc.constantFrom(...detailTypes), detail, fc.constantFrom(...LOCALES), (detailType, made, locale) => {
      const message = messageOf(eventOf(detailType, made), locale);
      expect(message.title).not.toBe('');
      expect(message.facts.every(([, fact]) => fact !== '')).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
