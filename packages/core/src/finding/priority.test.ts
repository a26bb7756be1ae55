import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { SEVERITY_LABELS, type Asff, type AsffResource } from './asff/asff.ts';
import { EXPOSING_CONTROLS } from './exposure.ts';
import { prioritySettingsSchema } from './priority-settings-schema.ts';
import { DEFAULT_PRIORITY_SETTINGS, type PrioritySettings } from './priority-settings.ts';
import { priorityOf, type PriorityReason, type PrioritySubject } from './priority.ts';
import { urgencyOf } from './urgency.ts';

const START = '2026-01-01T00:00:00.000Z';
const DAY = 24 * 60 * 60 * 1000;
const after = (days: number): string => new Date(Date.parse(START) + days * DAY).toISOString();

const resource: AsffResource = { Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::logs' };
const asff: Asff = {
  SchemaVersion: '2018-10-08',
  Id: 'one',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
  GeneratorId: 'security-control/CloudTrail.4',
  AwsAccountId: '111111111111',
  CreatedAt: START,
  UpdatedAt: START,
  Severity: { Label: 'HIGH' },
  Title: 'A fault',
  Description: 'It is wrong.',
  Resources: [resource],
};
const subject = (members: Partial<Asff>, rest: Partial<PrioritySubject> = {}): PrioritySubject => ({
  asff: { ...asff, ...members },
  firstObservedAt: START,
  regressions: 0,
  ...rest,
});
const withResource = (members: Partial<AsffResource>): Partial<Asff> => ({ Resources: [{ ...resource, ...members }] });
const settings = DEFAULT_PRIORITY_SETTINGS;
const pointsOf = (reasons: readonly PriorityReason[], kind: PriorityReason['kind']): number =>
  reasons.find((reason) => reason.kind === kind)?.points ?? 0;
const scoreAt = (of: PrioritySubject, now: string, by: PrioritySettings = settings): number =>
  urgencyOf(priorityOf(of, by), now).score;

test.each<[string, PriorityReason['kind'], number, PrioritySubject]>([
  ['a critical fault', 'severity', 400, subject({ Severity: { Label: 'CRITICAL' } })],
  ['a high one', 'severity', 300, subject({})],
  ['a medium one', 'severity', 180, subject({ Severity: { Label: 'MEDIUM' } })],
  ['a low one', 'severity', 80, subject({ Severity: { Label: 'LOW' } })],
  ['what is only said', 'severity', 0, subject({ Severity: { Label: 'INFORMATIONAL' } })],
  [
    'the provider’s severity where there is no other',
    'severity',
    400,
    subject({ Severity: {}, FindingProviderFields: { Severity: { Label: 'CRITICAL' } } }),
  ],
  ['a control without exposure', 'exposure', 0, subject({ Compliance: { SecurityControlId: 'CloudTrail.4' } })],
  ['something open to all', 'exposure', 200, subject({ Compliance: { SecurityControlId: 'S3.2' } })],
  ['a guard that is off', 'exposure', 120, subject({ Compliance: { SecurityControlId: 'S3.8' } })],
  ['a control that the caller names', 'exposure', 200, subject({}, { controlId: 'EC2.13' })],
  ['nothing once it passed', 'exposure', 0, subject({ Compliance: { SecurityControlId: 'S3.2', Status: 'PASSED' } })],
  ['a network path', 'exposure', 150, subject({ NetworkPath: [{}] })],
  [
    'reachability that Inspector reports',
    'exposure',
    150,
    subject({
      Types: ['Software and Configuration Checks/AWS Security Best Practices/Network Reachability - Recognized port'],
    }),
  ],
  ['exposed data', 'exposure', 200, subject({ Types: ['Effects/Data Exposure/Policy:S3'], NetworkPath: [{}] })],
  ['an exploit', 'exposure', 150, subject({ Vulnerabilities: [{ Id: 'CVE-1', ExploitAvailable: 'YES' }] })],
  ['no exploit', 'exposure', 0, subject({ Vulnerabilities: [{ Id: 'CVE-1', ExploitAvailable: 'NO' }] })],
  ['an actor', 'exposure', 150, subject(withResource({ ResourceRole: 'ACTOR' }))],
  ['a target', 'exposure', 100, subject(withResource({ ResourceRole: 'Target' }))],
  ['a resource nothing is said of', 'criticality', 45, subject({})],
  ['its criticality', 'criticality', 90, subject({ Criticality: 60 })],
  ['a resource that does not matter', 'criticality', 0, subject({ Criticality: 0 })],
  ['production', 'criticality', 120, subject(withResource({ Tags: { Environment: 'Prod' } }))],
  ['a sandbox', 'criticality', 15, subject(withResource({ Tags: { env: 'sandbox' } }))],
  [
    'a tag however it is written',
    'criticality',
    150,
    subject(withResource({ Tags: { Data_Classification: 'Highly-Confidential' } })),
  ],
  [
    'the highest of what is said',
    'criticality',
    150,
    subject({ ...withResource({ Tags: { env: 'dev', pii: 'yes', classification: 'PII' } }), Criticality: 20 }),
  ],
  [
    'data that Macie found',
    'criticality',
    150,
    subject(withResource({ DataClassification: { Result: { SensitiveData: [{ Category: 'FINANCIAL' }] } } })),
  ],
  [
    'no data that Macie found',
    'criticality',
    45,
    subject(withResource({ DataClassification: { Result: { SensitiveData: [] } } })),
  ],
  ['a fault that never came back', 'regression', 0, subject({})],
  ['one that came back', 'regression', 25, subject({}, { regressions: 1 })],
  ['one that came back often', 'regression', 50, subject({}, { regressions: 7 })],
])('%s: %s %i', (_name, kind, points, of) => {
  expect(pointsOf(priorityOf(of, settings).reasons, kind)).toBe(points);
});

test.each<[severity: (typeof SEVERITY_LABELS)[number], days: number | undefined]>([
  ['CRITICAL', 7],
  ['HIGH', 30],
  ['MEDIUM', 90],
  ['LOW', 180],
  ['INFORMATIONAL', undefined],
])('%s falls due after %s days', (Label, days) => {
  const { dueAt } = priorityOf(subject({ Severity: { Label } }), settings);
  expect(dueAt).toBe(days === undefined ? undefined : after(days));
});

test.each<[days: number, age: number, overdue: number]>([
  [-1, 0, 0],
  [0, 0, 0],
  [15, 50, 0],
  [30, 100, 0],
  [45, 100, 50],
  [60, 100, 100],
  [900, 100, 100],
])('a high fault of %i days has %i points for its age and %i for being overdue', (days, age, overdue) => {
  const { score, reasons } = urgencyOf(priorityOf(subject({}), settings), after(days));
  expect([pointsOf(reasons, 'age'), pointsOf(reasons, 'overdue')]).toEqual([age, overdue]);
  expect(score).toBe(345 + age + overdue);
});

test('what never falls due does not grow', () => {
  const of = subject({ Severity: { Label: 'INFORMATIONAL' } });
  expect(scoreAt(of, after(10_000))).toBe(scoreAt(of, START));
});

test('the worst of all has a thousand points', () => {
  const of = subject(
    { Severity: { Label: 'CRITICAL' }, Criticality: 100, Compliance: { SecurityControlId: 'S3.3', Status: 'FAILED' } },
    { regressions: 3 },
  );
  expect(scoreAt(of, after(365))).toBe(1000);
});

test('an account has its own weight and days, and `*` speaks for the others', () => {
  const own = prioritySettingsSchema.parse({
    accounts: {
      '111111111111': { criticality: 90, slaDays: { HIGH: 10, CRITICAL: 3 } },
      '*': { criticality: 20 },
    },
  });
  const mine = priorityOf(subject({}), own);
  const other = priorityOf(subject({ AwsAccountId: '222222222222' }), own);
  expect([pointsOf(mine.reasons, 'criticality'), mine.dueAt]).toEqual([135, after(10)]);
  expect([pointsOf(other.reasons, 'criticality'), other.dueAt]).toEqual([30, after(30)]);
});

test('without settings the defaults hold', () => {
  expect(prioritySettingsSchema.parse({})).toEqual(settings);
});

test.each<[string, unknown, path: string]>([
  ['a critical fault may not have more time than a high one', { slaDays: { CRITICAL: 31 } }, 'slaDays'],
  ['nor may it never fall due', { slaDays: { CRITICAL: null } }, 'slaDays'],
  ['nor in one account', { accounts: { '111111111111': { slaDays: { LOW: 20 } } } }, 'accounts.111111111111.slaDays'],
  ['no account is called otherwise', { accounts: { production: {} } }, 'accounts.production'],
  ['no criticality is above 100', { unknownCriticality: 101 }, 'unknownCriticality'],
  ['a fault has a day at least', { slaDays: { CRITICAL: 0 } }, 'slaDays.CRITICAL'],
])('%s', (_name, value, path) => {
  const read = prioritySettingsSchema.safeParse(value);
  expect(read.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});

const subjects: fc.Arbitrary<PrioritySubject> = fc
  .record({
    Severity: fc.record({ Label: fc.constantFrom(...SEVERITY_LABELS) }),
    Criticality: fc.integer({ min: 0, max: 100 }),
    controlId: fc.constantFrom('CloudTrail.4', ...EXPOSING_CONTROLS.keys()),
    regressions: fc.nat(5),
    firstDay: fc.nat(400),
    role: fc.constantFrom('Actor', 'Target', 'none'),
    tags: fc.dictionary(
      fc.constantFrom('env', 'Stage', 'classification', 'x'),
      fc.constantFrom('prod', 'dev', 'pii', 'y'),
    ),
  })
  .map(({ controlId, regressions, firstDay, role, tags, ...members }) =>
    subject(
      { ...members, ...withResource({ ResourceRole: role, Tags: tags }) },
      { controlId, regressions, firstObservedAt: after(firstDay) },
    ),
  );
/** Instants as days since the start; a whole day and a part of it. */
const nows = fc.integer({ min: 0, max: 1500 * 24 }).map((hours) => after(hours / 24));

test('a score is between 0 and 1000, and the sum of its reasons', () => {
  fc.assert(
    fc.property(subjects, nows, (of, now) => {
      const { score, reasons } = urgencyOf(priorityOf(of, settings), now);
      expect(score).toBe(reasons.reduce((sum, reason) => sum + reason.points, 0));
      expect(score >= 0 && score <= 1000 && Number.isInteger(score)).toBe(true);
    }),
  );
});

/** Each of these makes a finding worse in one way. */
const worse: [string, (of: PrioritySubject) => PrioritySubject][] = [
  [
    'more severe',
    (of) => {
      const next = SEVERITY_LABELS.indexOf(of.asff.Severity?.Label ?? 'LOW') + 1;
      return { ...of, asff: { ...of.asff, Severity: { Label: SEVERITY_LABELS[next] ?? 'CRITICAL' } } };
    },
  ],
  [
    'older',
    (of) => ({ ...of, firstObservedAt: after((Date.parse(of.firstObservedAt) - Date.parse(START)) / DAY - 3) }),
  ],
  ['more critical', (of) => ({ ...of, asff: { ...of.asff, Criticality: (of.asff.Criticality ?? 0) + 10 } })],
  ['back once more', (of) => ({ ...of, regressions: of.regressions + 1 })],
  ['exposed', (of) => ({ ...of, controlId: 'S3.2' })],
  ['on a network path', (of) => ({ ...of, asff: { ...of.asff, NetworkPath: [{}] } })],
];
test.each(worse)('a finding that is %s never has a lower score', (_name, change) => {
  fc.assert(
    fc.property(subjects, nows, (of, now) => {
      expect(scoreAt(change(of), now)).toBeGreaterThanOrEqual(scoreAt(of, now));
    }),
  );
});

test('a score never falls as time goes by', () => {
  fc.assert(
    fc.property(subjects, nows, nows, (of, one, other) => {
      const [before, later] = one < other ? [one, other] : [other, one];
      expect(scoreAt(of, later)).toBeGreaterThanOrEqual(scoreAt(of, before));
    }),
  );
});

const page = readFileSync(new URL('../../../../docs/priority.md', import.meta.url), 'utf8');

test('the page names every exposing control at its level', () => {
  const named = (start: string): string[] => new RegExp(`^${start}: (.+)\\.$`, 'm').exec(page)?.[1]?.split(', ') ?? [];
  const at = (level: string): string[] =>
    [...EXPOSING_CONTROLS].filter(([, exposing]) => exposing.level === level).map(([id]) => id);
  expect(named('Open to all')).toEqual(at('open'));
  expect(named('Guard is off')).toEqual(at('guard'));
});

test('the page has the tags and days of the defaults', () => {
  for (const { keys, values, criticality } of settings.tags) {
    expect(page).toContain(`| ${values.join(', ')} | ${criticality} |`);
    expect(page).toContain(`| ${keys.map((key) => `\`${key}\``).join(', ')} |`);
  }
  for (const [severity, days] of Object.entries(settings.slaDays)) {
    expect(page).toContain(`| ${severity} | ${days ?? 'never'} |`);
  }
});

test('the settings of the page are accepted', () => {
  const example = /```yaml\n(.+?)```/s.exec(page)?.[1] ?? '';
  expect(prioritySettingsSchema.parse((parse(example) as { readonly priority: unknown }).priority)).toMatchObject({
    slaDays: { CRITICAL: 3, HIGH: 14, MEDIUM: 90 },
    accounts: { '*': { criticality: 20 } },
  });
});
