import type { JsonObject } from '../../value/json.ts';
import { mentionsUnknown } from '../mentions-unknown.ts';
import { textAt } from './answer.ts';
import { describeStack, isNoStack, stackIn, unexpectedStatus } from './stack.ts';
import { again, done, failed, go, staged } from './staged.ts';

const ACTION = 'aws:deleteStack';
const TOKEN = /^[A-Za-z][-A-Za-z0-9]{0,127}$/;
const RETAINED = 'RetainResources.member.N';

/**
 * Deletes a stack and waits until it is gone (automation-documents, 4.10). It is followed by its id, for the name of a
 * deleted stack finds nothing (trap 41). A stack that is not there needs no deleting, as for DeleteStack itself.
 */
export const deleteStack = staged(ACTION, {
  check: faultOf,
  begin: ({ inputs }) => {
    const name = textAt(inputs, 'StackName');
    return mentionsUnknown(name) ? go('delete', { StackId: name }) : go('look');
  },
  stages: {
    look: {
      access: 'read',
      call: ({ inputs }) => describeStack(textAt(inputs, 'StackName')),
      answered: (_context, _progress, answer) => {
        const { id, status } = stackIn(answer);
        if (status === 'DELETE_COMPLETE') return done({});
        return status === 'DELETE_IN_PROGRESS' ? go('wait', { StackId: id }) : go('delete', { StackId: id });
      },
      refused: (_context, _progress, refusal) => (isNoStack(refusal) ? done({}) : undefined),
    },
    delete: {
      access: 'write',
      call: ({ inputs, token }, progress) => ({
        service: 'cloudformation',
        operation: 'DeleteStack',
        parameters: {
          StackName: progress['StackId'],
          RoleARN: inputs['RoleARN'],
          RetainResources: inputs['RetainResources'] ?? inputs[RETAINED],
          ClientRequestToken: inputs['ClientRequestToken'] ?? token,
        },
      }),
      answered: (_context, progress) => go('wait', { StackId: textAt(progress, 'StackId') }),
    },
    wait: {
      access: 'read',
      call: (_context, progress) => describeStack(textAt(progress, 'StackId')),
      answered: (_context, _progress, answer) => {
        const stack = stackIn(answer);
        if (stack.status === 'DELETE_COMPLETE') return done({});
        return stack.status === 'DELETE_FAILED' ? failed(ACTION, unexpectedStatus(stack)) : again;
      },
      refused: (_context, _progress, refusal) => (isNoStack(refusal) ? done({}) : undefined),
    },
  },
});

function faultOf(inputs: JsonObject): string | undefined {
  if (inputs['RetainResources'] !== undefined && inputs[RETAINED] !== undefined) {
    return `A deletion takes at most one of RetainResources and ${RETAINED}`;
  }
  const token = textAt(inputs, 'ClientRequestToken');
  if (token === '' || mentionsUnknown(token) || TOKEN.test(token)) return undefined;
  return 'ClientRequestToken is not 1 to 128 letters, digits and hyphens that begin with a letter';
}
