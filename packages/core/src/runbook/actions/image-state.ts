import type { ProcedureAction } from './action-inputs.ts';
import { mapsAt, textAt } from './answer.ts';
import { again, done, failed, go, mayAppear, type Next, type Stage, type StageContext } from './staged.ts';

const NOT_FOUND = /^InvalidAMIID\.(?:NotFound|Unavailable)$/;

/** On to the wait for an image that was just made. */
export function goToImage(ImageId: string, { now }: StageContext): Next {
  return go('wait', { ImageId, since: now });
}

/** Looks at an image until it can be used. */
export function imageStage(action: ProcedureAction): Stage {
  return {
    access: 'read',
    call: (_context, progress) => ({
      service: 'ec2',
      operation: 'DescribeImages',
      parameters: { ImageIds: [textAt(progress, 'ImageId')] },
    }),
    answered: (context, progress, answer) => {
      const [image] = mapsAt(answer, 'Images');
      const ImageId = textAt(progress, 'ImageId');
      if (!image && mayAppear(textAt(progress, 'since'), context.now)) return again;
      const ImageState = textAt(image, 'State');
      if (ImageState === 'available') return done({ ImageId, ImageState });
      if (ImageState === 'pending') return again;
      const reason = textAt(image, 'StateReason', 'Message');
      const detail = `Image ${ImageId} entered unexpected state: ${ImageState || 'not found'}`;
      return failed(action, reason === '' ? detail : `${detail}. ${reason}`);
    },
    refused: (context, progress, { code }) =>
      code !== undefined && NOT_FOUND.test(code) && mayAppear(textAt(progress, 'since'), context.now)
        ? again
        : undefined,
  };
}
