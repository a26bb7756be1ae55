import { expect, test } from 'vitest';
import { findingEvent, type FindingEvent } from './finding-event.ts';
import type { Finding } from './finding.ts';
import { heard, withWorkflow, type Word } from './testing/sample-report.ts';

type Said = Omit<Word, 'hour'>;
const FAILED: Said = {};
const PASSED: Said = { status: 'PASSED' };
const WARNING: Said = { status: 'WARNING' };
const GONE: Said = { record: 'ARCHIVED' };
const DETECTED: Said = { status: 'none' };

const after = (...said: Said[]): Finding => heard(said.map((word, index) => ({ ...word, hour: index + 1 })));

test.each<[string, Said[], FindingEvent | undefined]>([
  ['a first fault', [FAILED], 'finding.opened'],
  ['a first detection', [DETECTED], 'finding.opened'],
  ['a first undecided check', [WARNING], 'finding.opened'],
  ['a first check that passed', [PASSED], undefined],
  ['a first finding that is archived', [GONE], undefined],
  ['a fault seen again', [FAILED, FAILED], undefined],
  ['a repaired fault', [FAILED, PASSED], 'finding.resolved'],
  ['a repaired fault seen again', [FAILED, PASSED, PASSED], undefined],
  ['a fault that came back', [FAILED, PASSED, FAILED], 'finding.reopened'],
  ['the first fault of what had passed', [PASSED, FAILED], 'finding.opened'],
  ['a fault whose resource is gone', [FAILED, GONE], 'finding.archived'],
  ['a repaired one whose resource is gone', [FAILED, PASSED, GONE], 'finding.archived'],
  ['one that is still gone', [FAILED, GONE, GONE], undefined],
  ['a fault whose resource is back', [FAILED, GONE, FAILED], 'finding.reopened'],
  ['the first fault of what was archived', [GONE, FAILED], 'finding.opened'],
  ['a resource that is back and in order', [FAILED, GONE, PASSED], 'finding.resolved'],
  ['a fault that is undecided now', [FAILED, WARNING], 'finding.undetermined'],
  ['one that is still undecided', [FAILED, WARNING, WARNING], undefined],
  ['one that is decided again', [FAILED, WARNING, FAILED], undefined],
  ['one that passed and is undecided', [FAILED, PASSED, WARNING], 'finding.reopened'],
])('%s after %j is %s', (_name, said, event) => {
  const before = said.length > 1 ? after(...said.slice(0, -1)) : undefined;
  expect(findingEvent(before, after(...said))).toBe(event);
});

test('what nobody waits for is not undetermined', () => {
  const resolved = withWorkflow(after(FAILED), 'SUPPRESSED');
  expect(findingEvent(resolved, heard([{ hour: 9, status: 'WARNING' }], resolved))).toBeUndefined();
});

test('a change of the workflow alone is none of these', () => {
  const open = after(FAILED);
  expect(findingEvent(open, withWorkflow(open, 'RESOLVED'))).toBeUndefined();
});
