import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMPLIANCE_STATUSES, RECORD_STATES, WORKFLOW_STATUSES } from './asff/asff.ts';
import { readAsff } from './asff/read-asff.ts';
import type { Finding } from './finding.ts';
import { receive } from './receive.ts';
import { at, heard, report, withWorkflow, type Word } from './testing/sample-report.ts';

const REPORTERS = ['a', 'b', 'c', 'own'] as const;

const saying = fc.record({
  by: fc.constantFrom(...REPORTERS),
  status: fc.constantFrom(...COMPLIANCE_STATUSES, 'none' as const),
  record: fc.constantFrom(...RECORD_STATES),
});
/** Each said an hour after the one before, and heard at some time after that. */
const story = fc
  .array(fc.tuple(saying, fc.nat(3)), { minLength: 1, maxLength: 12 })
  .map((said) => said.map(([word, late], index): Word => ({ ...word, hour: index + 1, heard: index + 1 + late })));

const standingOf = ({ compliance, workflow, recordState, regressions, resolvedAt }: Finding) => ({
  compliance,
  workflow,
  recordState,
  regressions,
  resolvedAt,
});

/** The last word of each but our own check, whose every word is a new look. */
function lastWords(words: readonly Word[]): readonly Word[] {
  return REPORTERS.flatMap((by) => (by === 'own' ? [] : (words.findLast((word) => word.by === by) ?? [])));
}

test('repeating what was said changes nothing of how a finding stands, in any order and number', () => {
  fc.assert(
    fc.property(
      story,
      fc.constantFrom(...WORKFLOW_STATUSES),
      fc.array(fc.nat(20), { maxLength: 10 }),
      (words, set, picks) => {
        const before = withWorkflow(heard(words), set);
        const last = lastWords(words);
        const repeats = picks.flatMap((pick, index) => {
          const word = last[pick % Math.max(last.length, 1)];
          return word ? [{ ...word, hour: 100 + index, heard: 100 + index }] : [];
        });
        expect(standingOf(heard(repeats, before))).toEqual(standingOf(before));
      },
    ),
    { numRuns: 500 },
  );
});

test('two looks of our own check that see the same settle what others say, once', () => {
  fc.assert(
    fc.property(story, fc.constantFrom('FAILED' as const, 'PASSED' as const), (words, status) => {
      const once = heard([{ by: 'own', hour: 50, status }], heard(words));
      const twice = heard([{ by: 'own', hour: 51, status }], once);
      expect(standingOf(twice)).toEqual(standingOf(once));
      expect(once.compliance).toBe(status);
      expect(once.recordState).toBe('ACTIVE');
    }),
  );
});

test('no source is ever lost, and each has its newest word', () => {
  fc.assert(
    fc.property(story, (words) => {
      const finding = heard(words);
      const newest = new Map(words.map(({ by, hour }) => [`${by}-1`, at(hour)]));
      expect(new Map(finding.sources.map(({ id, updatedAt }) => [id, updatedAt]))).toEqual(newest);
      expect(finding.sources).toHaveLength(newest.size);
    }),
  );
});

test('the same words in another order of arrival make the same sources', () => {
  fc.assert(
    fc.property(story, fc.infiniteStream(fc.nat()), (words, keys) => {
      const shuffled = words
        .map((word) => ({ word, key: keys.next().value as number }))
        .sort((one, other) => one.key - other.key)
        .map(({ word }) => word);
      const foreign = (list: readonly Word[]) => list.filter(({ by }) => by !== 'own');
      if (foreign(words).length === 0) return;
      const told = (list: readonly Word[]) =>
        new Map(
          heard(foreign(list)).sources.map(({ id, compliance, recordState }) => [id, { compliance, recordState }]),
        );
      expect(told(shuffled)).toEqual(told(words));
    }),
  );
});

test('what is read off the stored form is what the finding says', () => {
  fc.assert(
    fc.property(story, (words) => {
      const { asff, compliance, workflow, recordState, resolvedAt, regressions } = heard(words);
      expect([asff.Compliance?.Status, asff.Workflow?.Status, asff.RecordState]).toEqual([
        compliance,
        workflow,
        recordState,
      ]);
      const closed = recordState === 'ARCHIVED' || compliance === 'PASSED';
      if (!closed) expect(resolvedAt).toBeUndefined();
      expect(regressions).toBeLessThanOrEqual(Math.floor(words.length / 2));
    }),
  );
});

const severity = fc.oneof(
  fc.record({ Label: fc.constantFrom('INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL') }),
  fc.record({ Normalized: fc.nat(100) }),
);
const text = fc.string({ minLength: 1, maxLength: 40 }).map((given) => `x${given}`);
const sent = fc.record(
  {
    Severity: severity,
    Confidence: fc.nat(100),
    Types: fc.array(text, { maxLength: 3 }),
    Compliance: fc.record({ Status: fc.constantFrom(...COMPLIANCE_STATUSES) }, { requiredKeys: [] }),
    RecordState: fc.constantFrom(...RECORD_STATES),
    Workflow: fc.record({ Status: fc.constantFrom(...WORKFLOW_STATUSES) }, { requiredKeys: [] }),
    Region: fc.constantFrom('global', 'eu-west-1', '??'),
    FirstObservedAt: fc.constantFrom('2020-01-01T00:00:00Z', '2026-01-01T01:00:00+02:00'),
    UserDefinedFields: fc.dictionary(text, text, { maxKeys: 3 }),
    FindingProviderFields: fc.record(
      { Severity: severity, Types: fc.array(text, { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['Severity'] },
);

test('whatever readAsff lets in is received, and stays valid', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(sent, { minLength: 1, maxLength: 5 }), (bodies) => {
      let finding: Finding | undefined;
      bodies.forEach((members, index) => {
        const given = report({ hour: index + 1, status: 'none', asff: members as never });
        const reading = readAsff(given.asff, { now: at(200) });
        if (reading.kind === 'rejected') return;
        read += 1;
        finding = receive(finding, { ...given, asff: reading.asff }).finding;
        expect(readAsff(finding.asff, { now: at(200) })).toMatchObject({ kind: 'read' });
      });
    }),
  );
  expect(read).toBeGreaterThan(50);
});
