import type { JsonObject } from '../../value/json.ts';
import type { ApiCall } from '../command.ts';
import { mentionsUnknown } from '../mentions-unknown.ts';
import { mapsAt, textAt } from './answer.ts';
import { goToImage, imageStage } from './image-state.ts';
import { beganHere } from './began-here.ts';
import { again, failed, go, mayAppear, staged, type StageContext } from './staged.ts';

const ACTION = 'aws:createImage';
const DUPLICATE = 'InvalidAMIName.Duplicate';

/**
 * Makes an image of an instance (automation-documents, 4.6). CreateImage takes no token, but an account has no two
 * images of one name. The name is looked up before, so what takes it afterwards is what this attempt made, as long as
 * it is of the same instance and of the attempt's own time.
 */
export const createImage = staged(ACTION, {
  begin: ({ inputs }) => go(mentionsUnknown(textAt(inputs, 'ImageName')) ? 'create' : 'look'),
  stages: {
    look: {
      access: 'read',
      call: imagesOfName,
      answered: (context, _progress, answer) => {
        const [taken] = imagesIn(answer, context);
        return taken ? nameTaken(context, taken) : go('create');
      },
    },
    create: {
      access: 'write',
      call: ({ inputs }) => ({
        service: 'ec2',
        operation: 'CreateImage',
        parameters: {
          InstanceId: inputs['InstanceId'],
          Name: inputs['ImageName'],
          Description: inputs['ImageDescription'],
          NoReboot: inputs['NoReboot'],
          BlockDeviceMappings: inputs['BlockDeviceMappings'],
        },
      }),
      answered: (context, _progress, answer) => goToImage(textAt(answer, 'ImageId'), context),
      refused: ({ now }, _progress, { code }) => (code === DUPLICATE ? go('find', { since: now }) : undefined),
    },
    find: {
      access: 'read',
      call: imagesOfName,
      answered: (context, progress, answer) => {
        const [image] = imagesIn(answer, context);
        if (!image && mayAppear(textAt(progress, 'since'), context.now)) return again;
        return image && isOwn(image, context)
          ? goToImage(textAt(image, 'ImageId'), context)
          : nameTaken(context, image ?? {});
      },
    },
    wait: imageStage(ACTION),
  },
});

function imagesOfName({ inputs }: StageContext): ApiCall {
  const Filters = [{ Name: 'name', Values: [textAt(inputs, 'ImageName')] }];
  return { service: 'ec2', operation: 'DescribeImages', parameters: { Owners: ['self'], Filters } };
}

/** The filter takes wildcards, the name does not. */
function imagesIn(answer: JsonObject, { inputs }: StageContext): readonly JsonObject[] {
  return mapsAt(answer, 'Images').filter((image) => textAt(image, 'Name') === inputs['ImageName']);
}

function isOwn(image: JsonObject, context: StageContext): boolean {
  const source = textAt(image, 'SourceInstanceId');
  const sameInstance = source === '' || source === context.inputs['InstanceId'];
  return sameInstance && beganHere(textAt(image, 'CreationDate'), context);
}

function nameTaken({ inputs }: StageContext, image: JsonObject): ReturnType<typeof failed> {
  const holder = textAt(image, 'ImageId') || 'another image';
  return failed(ACTION, `The image name ${textAt(inputs, 'ImageName')} is already taken by ${holder} (${DUPLICATE})`);
}
