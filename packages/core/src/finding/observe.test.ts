import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineControl, type Control, type ControlId } from '../control/control.ts';
import type { Evaluation } from '../control/evaluation.ts';
import type { Arn, ResourceRef } from '../resource/resource.ts';
import { withAsff, type Finding } from './finding.ts';
import { findingId } from './finding-id.ts';
import { archived, observe } from './observe.ts';

const resource = {
  arn: 'arn:aws:s3:::logs' as Arn,
  type: 'AWS::S3::Bucket',
  id: 'logs',
  accountId: '111111111111',
  region: 'eu-west-1',
  partition: 'aws',
} as ResourceRef;
const control: Control = defineControl({
  id: 'S3.8' as ControlId,
  title: 'Bucket blocks public access',
  description: '',
  severity: 'HIGH',
  resourceTypes: ['AWS::S3::Bucket'],
  scope: 'regional',
  standards: { fsbp: true, cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null }, pciDss321: [], nist80053r5: [] },
  parts: [],
  parameters: z.object({}),
  check: () => ({ kind: 'compliant' }),
  repaired: () => ({}),
  risk: 'low',
  input: () => ({}),
  undo: { kind: 'none', reason: 'none in this test' },
});
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const bad: Evaluation = { kind: 'non-compliant', reason: 'It is open.' };
const good: Evaluation = { kind: 'compliant' };
const unknown: Evaluation = { kind: 'insufficient-data', reason: 'Denied.' };
const none: Evaluation = { kind: 'not-applicable', reason: 'Not for this.' };

const seenAt = (at: string) => ({ control, resource, at });

function after(...evaluations: Evaluation[]): { finding: Finding | undefined; events: (string | undefined)[] } {
  let finding: Finding | undefined;
  const events: (string | undefined)[] = [];
  evaluations.forEach((evaluation, index) => {
    const at = new Date(Date.UTC(2026, 0, 1, index)).toISOString();
    const observed = observe(finding, { control, resource, evaluation, at }, digest);
    finding = observed?.finding ?? finding;
    events.push(observed?.event);
  });
  return { finding, events };
}

test.each<[string, Evaluation[], (string | undefined)[], Partial<Finding> | undefined]>([
  ['a fault opens a finding', [bad], ['finding.opened'], { workflow: 'NEW', compliance: 'FAILED' }],
  ['a compliant resource makes none', [good], [undefined], undefined],
  ['an unread resource makes none', [unknown], [undefined], undefined],
  ['the same fault again only moves the time', [bad, bad], ['finding.opened', undefined], { regressions: 0 }],
  [
    'a repaired resource resolves it',
    [bad, good],
    ['finding.opened', 'finding.resolved'],
    { workflow: 'RESOLVED', compliance: 'PASSED' },
  ],
  [
    'a fault that comes back is a regression',
    [bad, good, bad],
    ['finding.opened', 'finding.resolved', 'finding.reopened'],
    { workflow: 'NEW', regressions: 1 },
  ],
  [
    'an unread resource neither closes it',
    [bad, unknown],
    ['finding.opened', 'finding.undetermined'],
    { workflow: 'NEW', recordState: 'ACTIVE', compliance: 'WARNING' },
  ],
  [
    'nor opens a closed one',
    [bad, good, unknown],
    ['finding.opened', 'finding.resolved', undefined],
    { workflow: 'RESOLVED' },
  ],
  [
    'a fault seen again after an unread look is no regression',
    [bad, unknown, bad],
    ['finding.opened', 'finding.undetermined', undefined],
    { regressions: 0, compliance: 'FAILED' },
  ],
  [
    'a control that no longer applies archives it',
    [bad, none],
    ['finding.opened', 'finding.archived'],
    { recordState: 'ARCHIVED' },
  ],
  [
    'an archived finding comes back as a regression',
    [bad, none, bad],
    ['finding.opened', 'finding.archived', 'finding.reopened'],
    { recordState: 'ACTIVE', regressions: 1 },
  ],
])('%s', (_name, evaluations, events, expected) => {
  const result = after(...evaluations);
  expect(result.events).toEqual(events);
  if (expected) expect(result.finding).toMatchObject(expected);
  else expect(result.finding).toBeUndefined();
});

test('a suppressed finding stays suppressed through repair and regression', () => {
  const { finding } = after(bad);
  const open = finding as Finding;
  const suppressed = withAsff(open, { ...open.asff, Workflow: { Status: 'SUPPRESSED' } });
  const at = '2026-01-02T00:00:00.000Z';
  const repaired = observe(suppressed, { control, resource, evaluation: good, at }, digest)?.finding as Finding;
  const back = observe(repaired, { control, resource, evaluation: bad, at }, digest)?.finding;
  expect([repaired.workflow, back?.workflow]).toEqual(['SUPPRESSED', 'SUPPRESSED']);
});

test('archiving twice changes nothing', () => {
  const { finding } = after(bad);
  const once = archived(finding as Finding, seenAt('2026-01-02T00:00:00.000Z'), 'Gone.', digest).finding;
  expect(archived(once, seenAt('2026-01-03T00:00:00.000Z'), 'Gone.', digest)).toEqual({ finding: once });
});

test('identity is account, region, resource and control, whoever reports', () => {
  const others: [ResourceRef, string][] = [
    [resource, 'S3.14'],
    [{ ...resource, region: 'us-east-1' as ResourceRef['region'] }, 'S3.8'],
    [{ ...resource, accountId: '222222222222' as ResourceRef['accountId'] }, 'S3.8'],
    [{ ...resource, arn: 'arn:aws:s3:::other' as Arn }, 'S3.8'],
  ];
  const id = findingId(resource, 'S3.8', digest);
  expect(findingId({ ...resource, id: 'another name of it' } as ResourceRef, 'S3.8', digest)).toBe(id);
  expect(new Set([id, ...others.map(([of, by]) => findingId(of, by, digest))]).size).toBe(5);
});
