import { at, mapsAt, textAt, textsAt } from './answer.ts';
import { done, failed, again, go, staged, type Next, type Progress } from './staged.ts';

const ACTION = 'aws:deleteImage';
const IMAGE_GONE = /^InvalidAMIID\.(?:NotFound|Unavailable)$/;

/** Deregisters an image, then deletes the snapshots it was made of (automation-documents, 4.9). */
export const deleteImage = staged(ACTION, {
  begin: () => go('look'),
  stages: {
    look: {
      access: 'read',
      call: ({ inputs }) => ({
        service: 'ec2',
        operation: 'DescribeImages',
        parameters: { ImageIds: [textAt(inputs, 'ImageId')] },
      }),
      answered: ({ inputs }, _progress, answer) => {
        const [image] = mapsAt(answer, 'Images');
        if (!image) return failed(ACTION, `Image ${textAt(inputs, 'ImageId')} does not exist`);
        const snapshots = mapsAt(image, 'BlockDeviceMappings').map((mapping) => textAt(mapping, 'Ebs', 'SnapshotId'));
        return go('deregister', { snapshots: [...new Set(snapshots)].filter((id) => id !== '') });
      },
    },
    deregister: {
      access: 'write',
      call: ({ inputs }) => ({
        service: 'ec2',
        operation: 'DeregisterImage',
        parameters: { ImageId: textAt(inputs, 'ImageId') },
      }),
      answered: (_context, progress) => deleteNext(textsAt(progress, 'snapshots')),
      // It was there a moment ago, so it was deregistered since, as was asked.
      refused: (_context, progress, { code }) =>
        code !== undefined && IMAGE_GONE.test(code) ? deleteNext(textsAt(progress, 'snapshots')) : undefined,
    },
    delete: {
      access: 'write',
      call: (_context, progress) => ({
        service: 'ec2',
        operation: 'DeleteSnapshot',
        parameters: { SnapshotId: textAt(progress, 'snapshots', 0) },
      }),
      answered: (_context, progress) => deleteNext(restOf(progress)),
      refused: ({ inputs }, progress, { code, failure }) => {
        if (code === 'InvalidSnapshot.NotFound') return deleteNext(restOf(progress));
        if (code !== 'InvalidSnapshot.InUse') return undefined;
        // The image lets go of it after a while; another image does not.
        const holder = /\bami-[0-9a-f]+\b/.exec(failure.message)?.[0] ?? inputs['ImageId'];
        return holder === inputs['ImageId'] ? again : undefined;
      },
    },
  },
});

function deleteNext(snapshots: readonly string[]): Next {
  return at(snapshots, 0) === undefined ? done({}) : go('delete', { snapshots });
}

const restOf = (progress: Progress): readonly string[] => textsAt(progress, 'snapshots').slice(1);
