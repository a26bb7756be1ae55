import { expect, test } from 'vitest';
import type { Asff } from './asff/asff.ts';
import { MOST_REGRESSIONS_KEPT, type Finding } from './finding.ts';
import { receive } from './receive.ts';
import { at, heard, report, withWorkflow, type Word } from './testing/sample-report.ts';

const WORKFLOWS = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] as const;

// Findings, 3.2: what happens, and the workflow that NEW, NOTIFIED, RESOLVED and SUPPRESSED become.
test.each<[string, Omit<Word, 'hour'>, Omit<Word, 'hour'>, Finding['workflow'][]]>([
  ['ARCHIVED to ACTIVE', { record: 'ARCHIVED' }, {}, ['NEW', 'NEW', 'NEW', 'SUPPRESSED']],
  [
    'ARCHIVED to ACTIVE without Compliance',
    { record: 'ARCHIVED', status: 'none' },
    { status: 'none' },
    ['NEW', 'NEW', 'NEW', 'SUPPRESSED'],
  ],
  ['PASSED to FAILED', { status: 'PASSED' }, {}, ['NEW', 'NEW', 'NEW', 'SUPPRESSED']],
  ['PASSED to WARNING', { status: 'PASSED' }, { status: 'WARNING' }, ['NEW', 'NEW', 'NEW', 'SUPPRESSED']],
  ['PASSED to NOT_AVAILABLE', { status: 'PASSED' }, { status: 'NOT_AVAILABLE' }, ['NEW', 'NEW', 'NEW', 'SUPPRESSED']],
  ['FAILED to PASSED', {}, { status: 'PASSED' }, ['RESOLVED', 'RESOLVED', 'RESOLVED', 'SUPPRESSED']],
  [
    'WARNING to PASSED',
    { status: 'WARNING' },
    { status: 'PASSED' },
    ['RESOLVED', 'RESOLVED', 'RESOLVED', 'SUPPRESSED'],
  ],
  [
    'ARCHIVED to ACTIVE and PASSED',
    { record: 'ARCHIVED' },
    { status: 'PASSED' },
    ['RESOLVED', 'RESOLVED', 'RESOLVED', 'SUPPRESSED'],
  ],
  ['FAILED to FAILED', {}, {}, [...WORKFLOWS]],
  ['FAILED to WARNING', {}, { status: 'WARNING' }, [...WORKFLOWS]],
  ['WARNING to FAILED', { status: 'WARNING' }, {}, [...WORKFLOWS]],
  ['ACTIVE to ARCHIVED', {}, { record: 'ARCHIVED' }, [...WORKFLOWS]],
  ['PASSED to PASSED', { status: 'PASSED' }, { status: 'PASSED' }, [...WORKFLOWS]],
])('%s: workflow %j then %j', (_name, before, after, expected) => {
  const known = heard([{ ...before, hour: 1 }]);
  const become = WORKFLOWS.map((workflow) => heard([{ ...after, hour: 2 }], withWorkflow(known, workflow)).workflow);
  expect(become).toEqual(expected);
});

test.each<[string, Omit<Word, 'hour'>, Partial<Finding>]>([
  ['FAILED is new', {}, { workflow: 'NEW', compliance: 'FAILED', recordState: 'ACTIVE', regressions: 0 }],
  ['PASSED is resolved', { status: 'PASSED' }, { workflow: 'RESOLVED', compliance: 'PASSED' }],
  ['without Compliance is new', { status: 'none' }, { workflow: 'NEW', recordState: 'ACTIVE' }],
  ['that its provider suppressed', { asff: { Workflow: { Status: 'SUPPRESSED' } } }, { workflow: 'SUPPRESSED' }],
  [
    'PASSED that its provider suppressed stays so',
    { status: 'PASSED', asff: { Workflow: { Status: 'SUPPRESSED' } } },
    { workflow: 'SUPPRESSED' },
  ],
])('a first finding %s', (_name, word, expected) => {
  const finding = heard([{ ...word, hour: 1 }]);
  expect(finding).toMatchObject(expected);
  expect(finding.resolvedAt).toBeUndefined();
  expect(finding.sources).toHaveLength(1);
});

test.each([
  ['the same', 5],
  ['an older', 4],
])('%s UpdatedAt is ignored, whatever else is in it', (_name, hour) => {
  const known = heard([{ hour: 5 }]);
  const received = receive(known, report({ hour, heard: 9, status: 'PASSED', asff: { Title: 'Other' } }));
  expect(received).toEqual({ kind: 'ignored', finding: known });
});

test('an older word of one reporter is not held against another', () => {
  const finding = heard([{ hour: 5 }, { by: 'b', hour: 2, heard: 6 }]);
  expect(finding.sources.map(({ id }) => id)).toEqual(['a-1', 'b-1']);
});

const CUSTOMERS: Partial<Asff> = {
  Note: { Text: 'ours', UpdatedBy: 'ann', UpdatedAt: at(0) },
  UserDefinedFields: { ticket: '7' },
  VerificationState: 'TRUE_POSITIVE',
  Workflow: { Status: 'NOTIFIED' },
};
const PROVIDERS: Partial<Asff> = {
  Note: { Text: 'theirs', UpdatedBy: 'tool', UpdatedAt: at(0) },
  UserDefinedFields: { theirs: 'x' },
  VerificationState: 'FALSE_POSITIVE',
  Workflow: { Status: 'RESOLVED' },
};

test.each(['a', 'b'])('of a finding that is there %s cannot change what belongs to customers', (by) => {
  const known = heard([{ hour: 1, asff: CUSTOMERS }]);
  expect(heard([{ by, hour: 2, asff: PROVIDERS }], known).asff).toMatchObject(CUSTOMERS);
  const bare = heard([{ by, hour: 2, asff: PROVIDERS }], heard([{ hour: 1 }])).asff;
  expect(bare).toMatchObject({ Workflow: { Status: 'NEW' } });
  expect([bare.Note, bare.UserDefinedFields, bare.VerificationState]).toEqual([undefined, undefined, undefined]);
});

test('the first report may bring them', () => {
  expect(heard([{ hour: 1, asff: PROVIDERS }]).asff).toMatchObject(PROVIDERS);
});

test.each([[['a', 'b']], [['b', 'a']]])('reporters in the order %j make one finding of two sources', (order) => {
  const finding = heard(order.map((by, index) => ({ by, hour: index + 1 })));
  expect(finding.sources.map(({ id }) => id)).toEqual(order.map((by) => `${by}-1`));
  expect(finding).toMatchObject({ title: `Title of ${order[0]}`, regressions: 0, workflow: 'NEW' });
});

// The worst that anyone says now.
test.each<[Word[], Partial<Finding>]>([
  [[{ hour: 1 }, { by: 'b', hour: 2, status: 'PASSED' }], { compliance: 'FAILED', workflow: 'NEW' }],
  [
    [
      { hour: 1, status: 'PASSED' },
      { by: 'b', hour: 2 },
    ],
    { compliance: 'FAILED', workflow: 'NEW', regressions: 0 },
  ],
  [
    [
      { hour: 1, status: 'PASSED' },
      { by: 'b', hour: 2, status: 'WARNING' },
    ],
    { compliance: 'WARNING' },
  ],
  [
    [
      { hour: 1, record: 'ARCHIVED' },
      { by: 'b', hour: 2, status: 'PASSED' },
    ],
    { compliance: 'PASSED' },
  ],
  [[{ hour: 1 }, { by: 'b', hour: 2, record: 'ARCHIVED' }], { recordState: 'ACTIVE', compliance: 'FAILED' }],
  [
    [
      { hour: 1, status: 'none' },
      { by: 'b', hour: 2, status: 'PASSED' },
    ],
    { compliance: 'PASSED' },
  ],
])('of %j the worst counts', (words, expected) => {
  expect(heard(words)).toMatchObject(expected);
});

test.each<[string, Word[], Partial<Finding>]>([
  [
    'PASSED by our own check beats what others said before',
    [{ hour: 1 }, { by: 'own', hour: 2, status: 'PASSED' }],
    { compliance: 'PASSED', workflow: 'RESOLVED', resolvedAt: at(2) },
  ],
  [
    'and what they only repeat',
    [{ hour: 1 }, { by: 'own', hour: 2, status: 'PASSED' }, { hour: 3 }, { hour: 4 }],
    { compliance: 'PASSED', workflow: 'RESOLVED', regressions: 0 },
  ],
  [
    'and what was said before but comes late',
    [
      { by: 'own', hour: 2, status: 'PASSED' },
      { hour: 1, heard: 3 },
    ],
    { compliance: 'PASSED', workflow: 'RESOLVED' },
  ],
  [
    'a new word of another opens it again',
    [
      { hour: 1 },
      { by: 'own', hour: 2, status: 'PASSED' },
      { hour: 3, status: 'PASSED' },
      { hour: 4, asff: { Title: 'Open again' } },
    ],
    { compliance: 'FAILED', workflow: 'NEW', regressions: 1, title: 'Open again' },
  ],
  [
    'until our own check looks again',
    [
      { by: 'own', hour: 1 },
      { by: 'own', hour: 2, status: 'PASSED' },
      { hour: 3 },
      { by: 'own', hour: 4, status: 'PASSED' },
    ],
    { compliance: 'PASSED', workflow: 'RESOLVED', regressions: 1 },
  ],
  [
    'a reporter whose clock is ahead said it when it was heard',
    [
      { hour: 9, heard: 1 },
      { by: 'own', hour: 2, status: 'PASSED' },
    ],
    { compliance: 'PASSED', workflow: 'RESOLVED' },
  ],
  [
    'what our own check finds gone is archived for all',
    [{ hour: 1 }, { by: 'own', hour: 2, status: 'NOT_AVAILABLE', record: 'ARCHIVED' }, { hour: 3 }],
    { recordState: 'ARCHIVED', compliance: 'NOT_AVAILABLE' },
  ],
  [
    'FAILED by our own check stands against a newer PASSED',
    [
      { by: 'own', hour: 1 },
      { hour: 2, status: 'PASSED' },
    ],
    { compliance: 'FAILED', workflow: 'NEW' },
  ],
])('%s', (_name, words, expected) => {
  expect(heard(words)).toMatchObject(expected);
});

test.each<[string, Word[], number]>([
  ['never resolved', [{ hour: 1 }, { hour: 2, status: 'WARNING' }, { hour: 3 }], 0],
  ['resolved and back', [{ hour: 1 }, { hour: 2, status: 'PASSED' }, { hour: 3 }], 1],
  ['archived and back', [{ hour: 1 }, { hour: 2, record: 'ARCHIVED' }, { hour: 3 }], 1],
  ['twice', [{ hour: 1 }, { hour: 2, status: 'PASSED' }, { hour: 3 }, { hour: 4, status: 'PASSED' }, { hour: 5 }], 2],
  ['born PASSED', [{ hour: 1, status: 'PASSED' }, { hour: 2 }], 0],
  [
    'born PASSED, archived in between',
    [{ hour: 1, status: 'PASSED' }, { hour: 2, record: 'ARCHIVED' }, { hour: 3 }],
    0,
  ],
  ['born ARCHIVED', [{ hour: 1, record: 'ARCHIVED' }, { hour: 2 }], 0],
  [
    'archived, then PASSED, then back',
    [{ hour: 1 }, { hour: 2, record: 'ARCHIVED' }, { hour: 3, status: 'PASSED' }, { hour: 4 }],
    1,
  ],
  [
    'born PASSED, opened, resolved and back',
    [{ hour: 1, status: 'PASSED' }, { hour: 2 }, { hour: 3, status: 'PASSED' }, { hour: 4 }],
    1,
  ],
])('a fault %s has %j as regressions: %i', (_name, words, regressions) => {
  expect(heard(words).regressions).toBe(regressions);
});

test('the last times that a fault came back are kept, the oldest first', () => {
  const words = Array.from({ length: 50 }, (_, hour): Word => ({ hour, status: hour % 2 === 0 ? 'FAILED' : 'PASSED' }));
  expect(heard(words.slice(0, 2)).regressedAt).toBeUndefined();
  expect(heard(words.slice(0, 4)).regressedAt).toEqual([at(2)]);
  expect(heard([...words.slice(0, 4), { hour: 4, heard: 7 }]).regressedAt).toEqual([at(2), at(7)]);
  const { regressions, regressedAt } = heard(words);
  expect(regressions).toBe(24);
  expect(regressedAt).toEqual(Array.from({ length: MOST_REGRESSIONS_KEPT }, (_, index) => at(2 * (index + 5))));
});

test.each<[string, Word[], string | undefined]>([
  ['PASSED', [{ hour: 1 }, { hour: 2, heard: 3, status: 'PASSED' }], at(3)],
  ['ARCHIVED', [{ hour: 1 }, { hour: 2, record: 'ARCHIVED' }], at(2)],
  ['PASSED again', [{ hour: 1 }, { hour: 2, status: 'PASSED' }, { hour: 3, status: 'PASSED' }], at(2)],
  ['archived after it passed', [{ hour: 1 }, { hour: 2, status: 'PASSED' }, { hour: 3, record: 'ARCHIVED' }], at(2)],
  ['back', [{ hour: 1 }, { hour: 2, status: 'PASSED' }, { hour: 3 }], undefined],
])('a fault that is %s was resolved at %j: %s', (_name, words, expected) => {
  expect(heard(words).resolvedAt).toBe(expected);
});

test('the leader speaks until it no longer sees the fault', () => {
  const both = heard([{ hour: 1 }, { by: 'b', hour: 2 }, { by: 'b', hour: 3, asff: { Title: 'B again' } }]);
  expect(both.title).toBe('Title of a');
  const left = heard([{ hour: 4, status: 'PASSED' }], both);
  expect(left).toMatchObject({ title: 'Title of a', compliance: 'FAILED' });
  const taken = heard([{ by: 'b', hour: 5, asff: { Title: 'B leads' } }], left);
  expect(taken).toMatchObject({ title: 'B leads', asff: { Id: 'b-1' } });
  expect(taken.sources.map(({ id }) => id)).toEqual(['b-1', 'a-1']);
  expect(heard([{ hour: 6 }], taken).title).toBe('B leads');
});

test('a word that no longer counts does not take the lead', () => {
  const own = heard([{ by: 'own', hour: 1 }, { hour: 2 }, { by: 'own', hour: 3, status: 'PASSED' }]);
  expect(heard([{ hour: 4 }], own)).toMatchObject({ title: 'Title of own', compliance: 'PASSED' });
});

test('detections have no Compliance, come and go', () => {
  const detection = heard([{ hour: 1, status: 'none' }]);
  expect(detection.compliance).toBeUndefined();
  expect(detection.asff).not.toHaveProperty('Compliance');
  const gone = receive(detection, report({ hour: 2, status: 'none', record: 'ARCHIVED' }));
  expect(gone).toMatchObject({ event: 'finding.archived', finding: { recordState: 'ARCHIVED' } });
});

test('a status that nobody gives any more is not kept', () => {
  const finding = heard([{ hour: 1 }, { by: 'b', hour: 2, status: 'none' }, { hour: 3, record: 'ARCHIVED' }]);
  expect(finding).toMatchObject({ recordState: 'ACTIVE' });
  expect(finding.compliance).toBeUndefined();
});

test('times: first seen stays, last seen never goes back, the scan is remembered', () => {
  const first = { FirstObservedAt: at(0), LastObservedAt: at(7) };
  const finding = heard([
    { hour: 1, asff: first },
    { hour: 2, asff: { LastObservedAt: at(3) } },
    { by: 'b', hour: 4 },
  ]);
  expect(finding).toMatchObject({ firstObservedAt: at(0), lastObservedAt: at(7) });
  const scanned = receive(finding, { ...report({ by: 'own', hour: 8 }), scanId: 'scan-1' }).finding;
  expect(heard([{ hour: 9 }], scanned)).toMatchObject({ lastScanId: 'scan-1', lastObservedAt: at(9) });
});

test('who says so since when', () => {
  const [source] = heard([{ hour: 1 }, { hour: 2 }, { hour: 3 }]).sources;
  expect(source).toMatchObject({ updatedAt: at(3), statusSince: at(1), own: false, compliance: 'FAILED' });
});
