import { tagsOf, type JsonObject, type Reading } from '@trueup/core';
import { describe, expect, test } from 'vitest';
import { collectors } from './collectors.ts';
import { SCOPE } from './scripted-account.ts';
import { failed, type Script } from './scripted-door.ts';
import { collected, first, listAll, setUp, snapshotsIn, TYPES } from './scripted-reader.ts';

const TRAIL = first('AWS::CloudTrail::Trail').arn;

function alone(type: string, changed: Script = {}): Promise<Reading> {
  return setUp(changed).reader.read(first(type), {});
}

test.each(TYPES)('the tags of every %s that is read anew are known', async (type) => {
  const reading = await alone(type);
  expect(reading.kind === 'read' && tagsOf(reading.snapshot)).toBeTypeOf('object');
});

describe.each([
  ['AWS::IAM::Role', 'iam ListRoleTags', { Tags: [] }],
  ['AWS::KMS::Key', 'kms ListResourceTags', { Tags: [], Truncated: false }],
  ['AWS::CloudTrail::Trail', 'cloudtrail ListTags', { ResourceTagList: [{ ResourceId: TRAIL, TagsList: [] }] }],
] satisfies [string, string, JsonObject][])('%s', (type, call, none) => {
  test('its tags are those of every page, in one spelling and by key', async () => {
    const reading = await alone(type);
    expect(reading).toMatchObject({
      snapshot: {
        configuration: {
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '' },
          ],
        },
      },
    });
  });

  test('without tags it says null', async () => {
    const reading = await alone(type, { [call]: () => none });
    expect(reading).toMatchObject({ snapshot: { configuration: { Tags: null }, unread: [] } });
  });

  test('whose tags are refused has them unread, and nobody takes them for none', async () => {
    const reading = await alone(type, { [call]: () => failed('AccessDenied', 'access-denied', 403) });
    expect(reading).toMatchObject({ snapshot: { unread: [{ part: 'Tags', reason: 'access-denied' }] } });
    expect(reading.kind === 'read' && tagsOf(reading.snapshot)).toBeUndefined();
  });

  test('whose later page of tags fails has them unread', async () => {
    const page = (asked: JsonObject) =>
      asked['Marker'] === undefined && asked['NextToken'] === undefined
        ? { ...none, Marker: 'more', NextMarker: 'more', NextToken: 'more' }
        : failed('Throttling', 'throttled');
    const reading = await alone(type, { [call]: page });
    expect(reading).toMatchObject({ snapshot: { unread: [{ part: 'Tags', reason: 'throttled' }] } });
  });

  test('an answer without the list of its tags is none that says that there are none', async () => {
    const reading = await alone(type, { [call]: () => ({ ResourceTagList: [] }) });
    expect(reading).toMatchObject({ kind: 'unread', reason: 'unexpected-answer' });
  });

  test('a list that does not want its tags makes no call for them', async () => {
    const { door, reader } = setUp();
    const parts = Object.keys(collectors.find((one) => one.type === type)?.parts ?? {}).filter((one) => one !== 'Tags');
    await collected(reader.list(SCOPE, type, { parts }));
    expect(door.calls.map(({ service, operation }) => `${service} ${operation}`)).not.toContain(call);
  });
});

test('the list of roles brings their tags along', async () => {
  const script: Script = { 'iam ListRoleTags': () => failed('AccessDenied', 'access-denied', 403) };
  const snapshots = snapshotsIn(await listAll(script, 'AWS::IAM::Role'));
  expect(snapshots.map(tagsOf)).toEqual(Array.from({ length: 3 }, () => ({ a: '1', b: '' })));
});

test('a list that says that a role has no tags is believed, and one that does not say is not', async () => {
  const role = { RoleName: 'role-1', Path: '/', Arn: first('AWS::IAM::Role').arn, AssumeRolePolicyDocument: {} };
  const details = (more: JsonObject): Script => ({
    'iam GetAccountAuthorizationDetails': () => ({ RoleDetailList: [{ ...role, ...more }] }),
  });
  const [without] = snapshotsIn(await listAll(details({ Tags: [] }), 'AWS::IAM::Role', ['Tags']));
  expect(without?.configuration).toEqual({ Tags: null });
  const [silent] = snapshotsIn(await listAll(details({}), 'AWS::IAM::Role', ['Tags']));
  expect(silent && tagsOf(silent)).toEqual({ a: '1', b: '' });
});

test("a trail's tags are asked for by its ARN in its home region", async () => {
  const { door, reader } = setUp();
  await collected(reader.list(SCOPE, 'AWS::CloudTrail::Trail', { parts: ['Tags'] }));
  const asked = door.calls.filter(({ operation }) => operation === 'ListTags');
  expect(asked.map(({ parameters, scope }) => [parameters['ResourceIdList'], scope.region])).toEqual([
    [[TRAIL], 'eu-west-1'],
    [[TRAIL.replace('trail-b', 'trail-a')], 'eu-west-1'],
  ]);
});

test("another trail's tags are not taken for its own", async () => {
  const reading = await alone('AWS::CloudTrail::Trail', {
    'cloudtrail ListTags': () => ({ ResourceTagList: [{ ResourceId: `${TRAIL}-2`, TagsList: [] }] }),
  });
  expect(reading).toMatchObject({ kind: 'unread', reason: 'unexpected-answer' });
});
