import fc from 'fast-check';
import { judge, type JsonObject, type Region, type Snapshot } from '@trueup/core';
import { expect, test } from 'vitest';
import { bindRunbook } from '../../testing/bind-runbook.ts';
import { repairOf } from '../../testing/repair-of.ts';
import { snapshotOf } from '../../testing/snapshot-of.ts';
import { control } from './control.ts';

const HOME = 'eu-west-1';
const NAME = 'trueup-trail-111122223333';
const everything = { ReadWriteType: 'All', IncludeManagementEvents: true, ExcludeManagementEventSources: [] };
const category = { Field: 'eventCategory', Equals: ['Management'] };

function trail(members: JsonObject = {}, home = HOME, owner = '111122223333'): JsonObject {
  return {
    TrailARN: `arn:aws:cloudtrail:${home}:${owner}:trail/audit`,
    Name: 'audit',
    HomeRegion: home,
    IsOrganizationTrail: false,
    IsLogging: true,
    EventSelectors: [everything],
    AdvancedEventSelectors: [],
    ...members,
  };
}
const basic = (selector: JsonObject): JsonObject => trail({ EventSelectors: [{ ...everything, ...selector }] });
const advanced = (...FieldSelectors: JsonObject[]): JsonObject =>
  trail({ EventSelectors: [], AdvancedEventSelectors: [{ FieldSelectors }] });
const stopped = trail({ IsLogging: false });
const hidden = trail({ EventSelectors: null, AdvancedEventSelectors: null }, HOME, '999988887777');
const writesOnly = basic({ ReadWriteType: 'WriteOnly' });

test.each<[string, string, JsonObject[]]>([
  ['an account with a trail that records everything', 'compliant', [trail()]],
  [
    'an account with a trail of the organization',
    'compliant',
    [trail({ IsOrganizationTrail: true }, HOME, '999988887777')],
  ],
  ['an account with a trail whose home is another Region', 'compliant', [trail({}, 'us-west-2')]],
  [
    'an account with a trail without selectors, which records everything,',
    'compliant',
    [trail({ EventSelectors: [] })],
  ],
  ['an account with a trail of advanced selectors', 'compliant', [advanced(category)]],
  ['an account with one good trail among others', 'compliant', [stopped, writesOnly, trail()]],
  ['an account with a trail of the organization that hides its selectors', 'insufficient-data', [hidden]],
  ['an account with such a trail and a good one of its own', 'compliant', [hidden, trail()]],
  ['an account without a trail', 'non-compliant', []],
  ['an account whose trail has stopped', 'non-compliant', [stopped]],
  ['an account whose trail records writes only', 'non-compliant', [writesOnly]],
  ['an account whose trail records reads only', 'non-compliant', [basic({ ReadWriteType: 'ReadOnly' })]],
  ['an account whose trail records data events only', 'non-compliant', [basic({ IncludeManagementEvents: false })]],
  [
    'an account whose trail leaves out KMS',
    'non-compliant',
    [basic({ ExcludeManagementEventSources: ['kms.amazonaws.com'] })],
  ],
  [
    'an account whose advanced selectors leave out reads',
    'non-compliant',
    [advanced(category, { Field: 'readOnly', Equals: ['false'] })],
  ],
  [
    'an account whose advanced selectors name data events',
    'non-compliant',
    [advanced({ Field: 'eventCategory', Equals: ['Data'] })],
  ],
  ['an account with one trail stopped and another too narrow', 'non-compliant', [stopped, writesOnly]],
])('%s is %s', (_name, expected, trails) => {
  expect(judge(control, account(trails), {}).kind).toBe(expected);
});

test.each<[string, JsonObject, JsonObject[]]>([
  ['starts a trail that has only stopped', { TrailName: 'audit', TrailExists: true, OwnBucketName: '' }, [stopped]],
  ['creates a trail where there is none', { TrailName: NAME, TrailExists: false, OwnBucketName: NAME }, []],
  ['creates a trail beside one that records too little', { TrailName: NAME, TrailExists: false }, [writesOnly]],
  [
    'does not start a trail that records too little',
    { TrailName: NAME, TrailExists: false },
    [{ ...writesOnly, IsLogging: false }],
  ],
  [
    'cannot start a trail whose home is another Region',
    { TrailExists: false },
    [trail({ IsLogging: false }, 'us-west-2')],
  ],
  [
    'cannot start a trail of another account',
    { TrailExists: false },
    [trail({ IsLogging: false }, HOME, '999988887777')],
  ],
])('the repair %s', (_name, input, trails) => {
  expect(control.input(account(trails), {})).toMatchObject(input);
});

test('a bucket that the policy names is not the repair’s to make', () => {
  expect(control.input(account([]), { bucketName: 'archive', trailName: 'org' })).toEqual({
    TrailName: 'org',
    TrailExists: false,
    BucketName: 'archive',
    OwnBucketName: '',
    OwnBucketPolicy: '',
  });
});

test('the bucket that the repair makes takes the logs of its trail and of no other', () => {
  const { OwnBucketPolicy } = control.input(account([]), {});
  const { Statement } = JSON.parse(String(OwnBucketPolicy)) as { Statement: JsonObject[] };
  const trailArn = `arn:aws:cloudtrail:${HOME}:111122223333:trail/${NAME}`;
  const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
  expect(allowed.map(({ Action }) => Action)).toEqual(['s3:GetBucketAcl', 's3:PutObject']);
  for (const statement of allowed) {
    expect(statement).toMatchObject({
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    });
  }
});

test('after the repair the account is compliant and no trail that was there has changed but to log', () => {
  const faulty = fc.constantFrom(
    stopped,
    writesOnly,
    trail({ IsLogging: false }, 'us-west-2'),
    basic({ IncludeManagementEvents: false }),
  );
  fc.assert(
    fc.property(fc.array(faulty, { maxLength: 3 }), (trails) => {
      const before = account(trails);
      const { verdict, changed } = repairOf(control, before);
      expect(verdict).toBe('compliant');
      expect(changed.every((path) => path.startsWith('Trails['))).toBe(true);
      const after = control.repaired(before, {})['Trails'] as JsonObject[];
      expect(after.slice(0, trails.length).map((one) => ({ ...one, IsLogging: null }))).toEqual(
        trails.map((one) => ({ ...one, IsLogging: null })),
      );
    }),
  );
});

test.each<[string, JsonObject, JsonObject[]]>([
  ['stops the trail that was only started', { TrailName: 'audit', WasOnlyStarted: true }, [stopped]],
  ['deletes the trail that was created', { TrailName: NAME, WasOnlyStarted: false }, []],
])('the undo %s', (_name, input, trails) => {
  if (control.undo.kind !== 'runbook') throw new Error('CloudTrail.1 has an undo');
  expect(control.undo.input(account(trails), {})).toEqual(input);
});

test.each([{ bucketName: 'Archive' }, { bucketName: 'a' }, { trailName: 'a/b' }, { bucket: 'archive' }])(
  'the parameters %j are refused',
  (given) => {
    expect(control.parameters.safeParse(given).success).toBe(false);
  },
);

test.each<[string, JsonObject[]]>([
  ['an account with a stopped trail', [stopped]],
  ['an account without', []],
])('both runbooks take what the control gives them for %s', (_name, trails) => {
  if (control.undo.kind !== 'runbook') throw new Error('the control has an undo');
  const before = account(trails);
  expect(bindRunbook(import.meta.url, 'runbook.yaml', control.input(before, {}), before)).toEqual([]);
  expect(bindRunbook(import.meta.url, 'undo.yaml', control.undo.input(before, {}), before)).toEqual([]);
});

function account(Trails: readonly JsonObject[]): Snapshot {
  const seen = snapshotOf('AWS::::Account', '111122223333', { Trails, PasswordPolicy: null });
  return { ...seen, resource: { ...seen.resource, region: HOME as Region } };
}
