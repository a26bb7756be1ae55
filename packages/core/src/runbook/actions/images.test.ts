import { expect, test } from 'vitest';
import { instantAfter } from '../../value/instant.ts';
import type { Json, JsonObject } from '../../value/json.ts';
import type { Reply } from '../procedure.ts';
import { copyImage } from './copy-image.ts';
import { createImage } from './create-image.ts';
import { deleteImage } from './delete-image.ts';
import { answered, failureOf, play, refused, replies, START } from './play-procedure.ts';

const image = (State: string, rest: JsonObject = {}): Reply =>
  answered({ Images: [{ ImageId: 'ami-1', Name: 'name', State, ...rest }] });
const NONE = answered({ Images: [] });
const MADE = answered({ ImageId: 'ami-1' });
const COPY = { SourceRegion: 'us-east-1', SourceImageId: 'ami-0', ImageName: 'name', Encrypted: true, KmsKeyId: 'k' };
const CREATE = { InstanceId: 'i-1', ImageName: 'name', NoReboot: true, ImageDescription: 'd' };

test('a copy is waited for until it is available', () => {
  const played = play(copyImage, COPY, replies(MADE, NONE, image('pending'), image('available')));
  expect(played.end).toEqual({ kind: 'done', result: { ImageId: 'ami-1', ImageState: 'available' } });
  expect(played.calls[0]).toMatchObject({
    operation: 'CopyImage',
    parameters: { SourceRegion: 'us-east-1', SourceImageId: 'ami-0', Name: 'name', Encrypted: true, KmsKeyId: 'k' },
  });
  expect(played.calls[0]?.parameters['ClientToken']).toMatch(/^trueup-[0-9a-f]{32}$/);
  expect(played.calls[1]).toMatchObject({ operation: 'DescribeImages', parameters: { ImageIds: ['ami-1'] } });
  const own = play(copyImage, { ...COPY, ClientToken: 'mine' }, replies(refused('Nope')));
  expect(own.calls[0]?.parameters['ClientToken']).toBe('mine');
});

test.each(['invalid', 'deregistered', 'transient', 'failed', 'error'])('a copy that is %s fails the step', (state) => {
  const cloud = replies(MADE, image(state, { StateReason: { Message: 'No such key' } }));
  expect(failureOf(play(copyImage, COPY, cloud))).toContain(
    `Image ami-1 entered unexpected state: ${state}. No such key.`,
  );
});

test('an image that stays invisible is gone', () => {
  const played = play(copyImage, COPY, replies(MADE, refused('InvalidAMIID.NotFound'), NONE));
  expect(failureOf(played)).toContain('Image ami-1 entered unexpected state: not found');
  expect(played.now).toBe(instantAfter(START, 120_000));
});

test('an image is made of the instance as the inputs say', () => {
  const mappings = [{ DeviceName: '/dev/sdb', NoDevice: '' }];
  const inputs = { ...CREATE, BlockDeviceMappings: mappings };
  const played = play(createImage, inputs, replies(NONE, MADE, image('available')));
  expect(played.end.kind).toBe('done');
  expect(played.calls[0]).toMatchObject({
    parameters: { Owners: ['self'], Filters: [{ Name: 'name', Values: ['name'] }] },
  });
  expect(played.calls[1]).toEqual({
    service: 'ec2',
    operation: 'CreateImage',
    parameters: { InstanceId: 'i-1', Name: 'name', Description: 'd', NoReboot: true, BlockDeviceMappings: mappings },
  });
});

test('a name that is taken before the step is not taken for its own image', () => {
  const played = play(createImage, CREATE, replies(image('available')));
  expect(failureOf(played)).toContain('The image name name is already taken by ami-1 (InvalidAMIName.Duplicate)');
  expect(played.calls).toHaveLength(1);
});

const DUPLICATE = refused('InvalidAMIName.Duplicate');
const SOON = instantAfter(START, 1_000);

test('a name that was free and is taken now is that of the attempt itself', () => {
  const own = image('available', { CreationDate: SOON, SourceInstanceId: 'i-1' });
  const played = play(createImage, CREATE, replies(NONE, DUPLICATE, NONE, own));
  expect(played.end).toEqual({ kind: 'done', result: { ImageId: 'ami-1', ImageState: 'available' } });
  expect(played.calls.filter(({ operation }) => operation === 'CreateImage')).toHaveLength(1);
});

test.each<[string, Json]>([
  ['of another instance', { CreationDate: SOON, SourceInstanceId: 'i-2' }],
  ['older than the attempt', { CreationDate: instantAfter(START, -301_000) }],
  ['of a time that cannot be read', { CreationDate: 'yesterday' }],
])('an image %s is not taken for the attempt’s own', (_what, rest) => {
  const played = play(createImage, CREATE, replies(NONE, DUPLICATE, image('available', rest as JsonObject)));
  expect(failureOf(played)).toContain('already taken by ami-1');
});

const mapping = (SnapshotId: string): JsonObject => ({ DeviceName: '/dev/sda1', Ebs: { SnapshotId } });
const WITH_SNAPSHOTS = image('available', {
  BlockDeviceMappings: [mapping('snap-1'), { VirtualName: 'ephemeral0' }, mapping('snap-2')],
});
const DELETED = answered({});

test('an image goes with its snapshots', () => {
  const played = play(deleteImage, { ImageId: 'ami-1' }, replies(WITH_SNAPSHOTS, DELETED, DELETED, DELETED));
  expect(played.end).toEqual({ kind: 'done', result: {} });
  expect(played.calls.slice(1).map(({ operation, parameters }) => [operation, parameters])).toEqual([
    ['DeregisterImage', { ImageId: 'ami-1' }],
    ['DeleteSnapshot', { SnapshotId: 'snap-1' }],
    ['DeleteSnapshot', { SnapshotId: 'snap-2' }],
  ]);
});

test('a snapshot that its own image still holds is tried again; one that another image holds fails the step', () => {
  const held = (by: string): Reply =>
    refused('InvalidSnapshot.InUse', `The snapshot snap-1 is currently in use by ${by}`);
  const own = replies(WITH_SNAPSHOTS, DELETED, held('ami-1'), held('ami-1'), DELETED);
  expect(play(deleteImage, { ImageId: 'ami-1' }, own).end.kind).toBe('done');
  const other = replies(WITH_SNAPSHOTS, DELETED, held('ami-2'));
  expect(failureOf(play(deleteImage, { ImageId: 'ami-1' }, other))).toContain('in use by ami-2');
});

test('an image that is not there fails the step', () => {
  expect(failureOf(play(deleteImage, { ImageId: 'ami-1' }, replies(NONE)))).toContain('Image ami-1 does not exist');
});
