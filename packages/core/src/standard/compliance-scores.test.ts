import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ComplianceStatus } from '../finding/asff/asff.ts';
import type { ComplianceData, ComplianceRow, EvaluatedRow } from './compliance-cells.ts';
import { complianceScores, type ScoreSnapshot } from './compliance-scores.ts';
import { controlStandings } from './control-standings.ts';
import {
  controlStatus,
  scoreOf,
  type ComplianceCounts,
  type ControlStatus,
  type StatusCounts,
} from './control-status.ts';
import type { StandardControl } from './requirements-of.ts';
import type { StandardSettings } from './standard-settings.ts';

const A = '111111111111';
const B = '222222222222';
const AT = '2026-01-01T00:00:00.000Z';

test.each<[string, ComplianceCounts, ControlStatus]>([
  ['one fault fails a control', { PASSED: 9, WARNING: 1, FAILED: 1 }, 'failed'],
  ['what could not be judged leaves it unknown', { PASSED: 9, WARNING: 1 }, 'unknown'],
  ['and so does what is not available', { PASSED: 9, NOT_AVAILABLE: 1 }, 'unknown'],
  ['it passes when all passed', { PASSED: 9 }, 'passed'],
  ['without findings there is no data', {}, 'no-data'],
  ['nor with none of any status', { PASSED: 0, FAILED: 0, WARNING: 0, NOT_AVAILABLE: 0 }, 'no-data'],
])('%s', (_name, counts, status) => {
  expect(controlStatus(counts)).toBe(status);
});

const counts = (given: Partial<StatusCounts>): StatusCounts => ({
  passed: 0,
  failed: 0,
  unknown: 0,
  noData: 0,
  disabled: 0,
  ...given,
});

test.each<[string, Partial<StatusCounts>, number | null]>([
  ["the guide's example", { passed: 6, failed: 3, unknown: 1, noData: 2 }, 60],
  ['what is disabled does not count', { passed: 1, disabled: 5 }, 100],
  ['without data there is no score', { noData: 4 }, null],
  ['nor without controls', {}, null],
  ['two of three', { passed: 2, failed: 1 }, 67],
  ['one of three', { passed: 1, failed: 2 }, 33],
  ['a half goes up', { passed: 1, failed: 7 }, 13],
  ['nothing passed', { failed: 1, unknown: 1 }, 0],
])('the score: %s', (_name, given, score) => {
  expect(scoreOf(counts(given))).toBe(score);
});

test('a score is between 0 and 100, and never falls when one more control passes', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), fc.nat(300), (passed, failed, unknown) => {
      const before = scoreOf(counts({ passed, failed: failed + 1, unknown })) ?? -1;
      const after = scoreOf(counts({ passed: passed + 1, failed, unknown })) ?? -1;
      expect(before >= 0 && before <= after && after <= 100).toBe(true);
    }),
  );
});

const NONE = { v1_2: null, v1_4: null, v3_0: null, v5_0: null };
const control = (id: string, cis: string | null = null): StandardControl => ({
  id,
  standards: { fsbp: true, cis: { ...NONE, v3_0: cis }, pciDss321: [], nist80053r5: [] },
});
const controls = [control('S3.8', '2.1.4'), control('S3.5', '2.1.1'), control('EC2.13'), control('RDS.2')];

const row = (
  controlId: string,
  compliance: ComplianceStatus,
  place: { accountId?: string; region?: string } = {},
): ComplianceRow => ({ accountId: A, region: 'eu-west-1', ...place, controlId, compliance, count: 1 });
const evaluated = (controlId: string, resources: number, accountId = A): EvaluatedRow => ({
  accountId,
  region: 'eu-west-1',
  controlId,
  resources,
});
const data = (rest: Partial<ComplianceData>): ComplianceData => ({ accounts: [], rows: [], evaluated: [], ...rest });
const scores = (given: Partial<ComplianceData>, settings: StandardSettings = []): ScoreSnapshot[] =>
  complianceScores(data(given), settings, controls, AT);
const scoreAt = (
  all: readonly ScoreSnapshot[],
  standard: ScoreSnapshot['standard'],
  accountId = '*',
  region = '*',
): Partial<ScoreSnapshot> | undefined => {
  const found = all.find((one) => one.standard === standard && one.accountId === accountId && one.region === region);
  if (!found) return undefined;
  const { at: _at, standard: _standard, accountId: _accountId, region: _region, ...numbers } = found;
  return numbers;
};

test('findings and compliant resources make one score', () => {
  const all = scores({
    rows: [row('S3.8', 'FAILED'), row('S3.5', 'WARNING')],
    evaluated: [evaluated('S3.8', 3), evaluated('EC2.13', 5)],
  });
  expect(scoreAt(all, 'fsbp/1.0.0')).toEqual({
    passed: 1,
    failed: 1,
    unknown: 1,
    noData: 1,
    disabled: 0,
    score: 33,
  });
  expect(all.every(({ at }) => at === AT)).toBe(true);
});

test('a fault in one account fails the control for all, but not for the other account or region', () => {
  const all = scores({
    rows: [row('S3.8', 'PASSED'), row('S3.8', 'FAILED', { accountId: B, region: 'us-east-1' })],
  });
  const found = (accountId: string, region: string): number | null | undefined =>
    scoreAt(all, 'fsbp/1.0.0', accountId, region)?.score;
  expect([found('*', '*'), found(A, '*'), found(B, '*')]).toEqual([0, 100, 0]);
  expect([found('*', 'eu-west-1'), found('*', 'us-east-1')]).toEqual([100, 0]);
  expect([found(A, 'eu-west-1'), found(B, 'us-east-1')]).toEqual([100, 0]);
  expect(found(A, 'us-east-1')).toBeUndefined();
});

test('a standard that is off has no score, and one that is on in an account has one there', () => {
  const settings: StandardSettings = [{ kind: 'standard-enabled', standard: 'cis/3.0.0', accountId: A }];
  const all = scores({ rows: [row('S3.8', 'FAILED'), row('S3.8', 'PASSED', { accountId: B })] }, settings);
  expect(scoreAt(all, 'cis/3.0.0')).toMatchObject({ failed: 1, noData: 1, score: 0 });
  expect(scoreAt(all, 'cis/3.0.0', B)).toBeUndefined();
  expect(scoreAt(all, 'cis/1.2.0')).toBeUndefined();
  expect(scoreAt(all, 'fsbp/1.0.0', B)).toMatchObject({ passed: 1, score: 100 });
});

test('a control that is off counts nowhere, unless an account has it on', () => {
  const off: StandardSettings = [
    { kind: 'control-disabled', controlId: 'S3.8', standard: '*', accountId: '*', reason: 'No.' },
  ];
  const rows = [row('S3.8', 'FAILED'), row('S3.5', 'PASSED'), row('S3.5', 'PASSED', { accountId: B })];
  expect(scoreAt(scores({ rows }, off), 'fsbp/1.0.0')).toMatchObject({ failed: 0, passed: 1, disabled: 1, score: 100 });
  const on: StandardSettings = [...off, { kind: 'control-enabled', controlId: 'S3.8', standard: '*', accountId: A }];
  const all = scores({ rows }, on);
  expect(scoreAt(all, 'fsbp/1.0.0')).toMatchObject({ failed: 1, disabled: 0, score: 50 });
  expect(scoreAt(all, 'fsbp/1.0.0', A)).toMatchObject({ failed: 1, disabled: 0 });
  expect(scoreAt(all, 'fsbp/1.0.0', B)).toMatchObject({ failed: 0, disabled: 1, score: 100 });
});

test('all standards together count each control once, and as on where any standard has it on', () => {
  const settings: StandardSettings = [
    { kind: 'standard-enabled', standard: 'cis/3.0.0', accountId: '*' },
    { kind: 'control-disabled', controlId: 'S3.8', standard: 'fsbp/1.0.0', accountId: '*', reason: 'No.' },
    { kind: 'control-disabled', controlId: 'RDS.2', standard: 'fsbp/1.0.0', accountId: '*', reason: 'No.' },
  ];
  const all = scores({ rows: [row('S3.8', 'FAILED'), row('S3.5', 'PASSED'), row('RDS.2', 'FAILED')] }, settings);
  expect(scoreAt(all, '*')).toEqual({ passed: 1, failed: 1, unknown: 0, noData: 1, disabled: 1, score: 50 });
});

test('an account of which there is nothing has no data', () => {
  expect(scoreAt(scores({ accounts: [A] }), 'fsbp/1.0.0', A)).toEqual({
    passed: 0,
    failed: 0,
    unknown: 0,
    noData: 4,
    disabled: 0,
    score: null,
  });
  expect(scores({})).toEqual([]);
});

test('a control outside of every standard is in no score', () => {
  expect(scores({ rows: [row('Trueup.Tags.1', 'FAILED')] }).map(({ failed }) => failed)).not.toContain(1);
});

test('a repaired resource is not counted twice', () => {
  const standings = controlStandings(
    data({
      rows: [{ ...row('S3.8', 'PASSED'), count: 2 }],
      evaluated: [evaluated('S3.8', 5), evaluated('S3.8', 1, B)],
    }),
    [],
    controls,
    { standard: 'fsbp/1.0.0' },
  );
  expect(standings[0]).toEqual({ controlId: 'S3.8', requirements: ['S3.8'], status: 'passed', counts: { PASSED: 6 } });
});

test('the controls of a standard stand as their scope does, and say why they are off', () => {
  const settings: StandardSettings = [
    { kind: 'standard-enabled', standard: 'cis/3.0.0', accountId: A },
    { kind: 'control-disabled', controlId: 'S3.5', standard: '*', accountId: '*', reason: 'A proxy does it.' },
  ];
  const rows = [
    row('S3.8', 'PASSED'),
    row('S3.8', 'FAILED', { region: 'us-east-1' }),
    row('S3.8', 'FAILED', { accountId: B }),
    row('S3.5', 'FAILED'),
  ];
  const all = data({ rows });
  expect(controlStandings(all, settings, controls, { standard: 'cis/3.0.0' })).toEqual([
    { controlId: 'S3.8', requirements: ['2.1.4'], status: 'failed', counts: { PASSED: 1, FAILED: 1 } },
    { controlId: 'S3.5', requirements: ['2.1.1'], status: 'disabled', counts: {}, disabledReason: 'A proxy does it.' },
  ]);
  const [here] = controlStandings(all, settings, controls, { standard: 'cis/3.0.0', region: 'eu-west-1' });
  expect(here).toMatchObject({ status: 'passed', counts: { PASSED: 1 } });
  const [there] = controlStandings(all, settings, controls, { standard: 'cis/3.0.0', accountId: B });
  expect(there).toMatchObject({ status: 'disabled', counts: {} });
});

/** Rows, evaluations and settings of a few accounts, regions and controls. */
const places = fc.record({
  accountId: fc.constantFrom(A, B),
  region: fc.constantFrom('eu-west-1', 'us-east-1'),
  controlId: fc.constantFrom(...controls.map(({ id }) => id)),
});
const datas: fc.Arbitrary<ComplianceData> = fc.record({
  accounts: fc.subarray([A, B]),
  rows: fc.array(
    fc
      .tuple(places, fc.constantFrom('PASSED' as const, 'FAILED' as const, 'WARNING' as const), fc.nat(3))
      .map(([place, compliance, count]) => ({ ...place, compliance, count })),
  ),
  evaluated: fc.array(fc.tuple(places, fc.nat(3)).map(([place, resources]) => ({ ...place, resources }))),
});
const settingsOf: fc.Arbitrary<StandardSettings> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('standard-enabled' as const, 'standard-disabled' as const),
      standard: fc.constantFrom('fsbp/1.0.0' as const, 'cis/3.0.0' as const),
      accountId: fc.constantFrom(A, '*'),
    }),
    fc.record({
      kind: fc.constant('control-disabled' as const),
      controlId: fc.constantFrom(...controls.map(({ id }) => id)),
      standard: fc.constantFrom('fsbp/1.0.0' as const, '*' as const),
      accountId: fc.constantFrom(B, '*'),
      reason: fc.constant('No.'),
    }),
  ),
  { maxLength: 4 },
);

test('a score and the standings of its controls say the same', () => {
  fc.assert(
    fc.property(datas, settingsOf, (given, settings) => {
      for (const score of complianceScores(given, settings, controls, AT)) {
        const { standard, accountId, region, ...numbers } = score;
        if (standard === '*') continue;
        const standings = controlStandings(given, settings, controls, {
          standard,
          ...(accountId === '*' ? {} : { accountId }),
          ...(region === '*' ? {} : { region }),
        });
        const count = (wanted: ControlStatus): number => standings.filter(({ status }) => status === wanted).length;
        expect(numbers).toMatchObject({
          passed: count('passed'),
          failed: count('failed'),
          unknown: count('unknown'),
          noData: count('no-data'),
          disabled: count('disabled'),
          score: scoreOf(numbers),
        });
      }
    }),
  );
});
