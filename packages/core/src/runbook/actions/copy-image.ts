import { textAt } from './answer.ts';
import { goToImage, imageStage } from './image-state.ts';
import { go, staged } from './staged.ts';

const ACTION = 'aws:copyImage';

/** Copies an image into the region of the execution (automation-documents, 4.5). */
export const copyImage = staged(ACTION, {
  begin: () => go('copy'),
  stages: {
    copy: {
      access: 'write',
      call: ({ inputs, token }) => ({
        service: 'ec2',
        operation: 'CopyImage',
        parameters: {
          SourceRegion: inputs['SourceRegion'],
          SourceImageId: inputs['SourceImageId'],
          Name: inputs['ImageName'],
          Description: inputs['ImageDescription'],
          Encrypted: inputs['Encrypted'],
          KmsKeyId: inputs['KmsKeyId'],
          ClientToken: inputs['ClientToken'] ?? token,
        },
      }),
      answered: (context, _progress, answer) => goToImage(textAt(answer, 'ImageId'), context),
    },
    wait: imageStage(ACTION),
  },
});
