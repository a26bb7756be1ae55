import type { JsonObject } from '../../value/json.ts';
import { byteLength } from '../byte-length.ts';
import { mentionsUnknown } from '../mentions-unknown.ts';
import type { ApiCall } from '../command.ts';
import { mapsAt, textAt, textsAt } from './answer.ts';
import { describeStack, isBusy, isNoStack, STACK_NAME, stackIn, unexpectedStatus } from './stack.ts';
import { again, done, failed, go, mayAppear, staged, type StageContext } from './staged.ts';

const ACTION = 'aws:createStack';
const TOKEN = /^[A-Za-z0-9][-A-Za-z0-9]{0,127}$/;

/**
 * Creates a stack and waits for it (automation-documents, 4.7). An operation on a stack of that name is waited for, and
 * one whose creation was rolled back is deleted first. Its token makes a repeated CreateStack give the same stack.
 */
export const createStack = staged(ACTION, {
  check: faultOf,
  begin: ({ inputs }) => go(mentionsUnknown(textAt(inputs, 'StackName')) ? 'create' : 'look'),
  stages: {
    look: {
      access: 'read',
      call: ({ inputs }) => describeStack(textAt(inputs, 'StackName')),
      answered: (_context, _progress, answer) => {
        const stack = stackIn(answer);
        if (isBusy(stack)) return again;
        // AWS tells whether another stack is in the way, or this one was asked for with the same token before.
        return stack.status === 'ROLLBACK_COMPLETE' ? go('clear', { StackId: stack.id }) : go('create');
      },
      refused: (_context, _progress, refusal) => (isNoStack(refusal) ? go('create') : undefined),
    },
    clear: {
      access: 'write',
      call: ({ inputs, token }, progress) => ({
        service: 'cloudformation',
        operation: 'DeleteStack',
        parameters: { StackName: progress['StackId'], RoleARN: inputs['RoleARN'], ClientRequestToken: token },
      }),
      answered: (_context, progress) => go('cleared', { StackId: textAt(progress, 'StackId') }),
    },
    cleared: {
      access: 'read',
      call: (_context, progress) => describeStack(textAt(progress, 'StackId')),
      answered: (_context, _progress, answer) => {
        const stack = stackIn(answer);
        if (stack.status === 'DELETE_COMPLETE') return go('create');
        return stack.status === 'DELETE_FAILED' ? failed(ACTION, unexpectedStatus(stack)) : again;
      },
      refused: (_context, _progress, refusal) => (isNoStack(refusal) ? go('create') : undefined),
    },
    create: {
      access: 'write',
      call: createCall,
      answered: ({ now }, _progress, answer) => go('wait', { StackId: textAt(answer, 'StackId'), since: now }),
    },
    wait: {
      access: 'read',
      call: (_context, progress) => describeStack(textAt(progress, 'StackId')),
      answered: (_context, _progress, answer) => {
        const stack = stackIn(answer);
        if (isBusy(stack)) return again;
        if (stack.status !== 'CREATE_COMPLETE') return failed(ACTION, unexpectedStatus(stack));
        return done({ StackId: stack.id, StackStatus: stack.status, StackStatusReason: stack.reason });
      },
      refused: ({ now }, progress, refusal) =>
        isNoStack(refusal) && mayAppear(textAt(progress, 'since'), now) ? again : undefined,
    },
  },
});

/** Every input is a member of the request, of the same name. */
function createCall({ inputs, token }: StageContext): ApiCall {
  return {
    service: 'cloudformation',
    operation: 'CreateStack',
    parameters: { ClientRequestToken: token, ...inputs },
  };
}

function faultOf(inputs: JsonObject): string | undefined {
  const given = (name: string): boolean => inputs[name] !== undefined;
  if (given('TemplateBody') === given('TemplateURL'))
    return 'A stack takes exactly one of TemplateBody and TemplateURL';
  if (given('StackPolicyBody') && given('StackPolicyURL')) {
    return 'A stack takes at most one of StackPolicyBody and StackPolicyURL';
  }
  if (given('DisableRollback') && given('OnFailure')) {
    return 'A stack takes at most one of DisableRollback and OnFailure';
  }
  if (!fits(inputs, 'StackName', STACK_NAME)) {
    return `StackName "${textAt(inputs, 'StackName')}" is not a letter followed by up to 127 letters, digits and hyphens`;
  }
  if (!fits(inputs, 'ClientRequestToken', TOKEN)) {
    return 'ClientRequestToken is not 1 to 128 letters, digits and hyphens that begin with a letter or digit';
  }
  return sizeFault(inputs);
}

function fits(inputs: JsonObject, name: string, pattern: RegExp): boolean {
  const value = textAt(inputs, name);
  return value === '' || mentionsUnknown(value) || pattern.test(value);
}

function sizeFault(inputs: JsonObject): string | undefined {
  const limits = [
    ['TemplateBody', 1, 51_200],
    ['TemplateURL', 1, 1_024],
    ['RoleARN', 20, 2_048],
    ['StackPolicyBody', 1, 16_384],
    ['StackPolicyURL', 1, 1_350],
  ] as const;
  for (const [name, least, most] of limits) {
    const value = textAt(inputs, name);
    const bytes = byteLength(value);
    if (value !== '' && !mentionsUnknown(value) && (bytes < least || bytes > most)) {
      return `${name} has ${bytes} bytes; accepted are ${least} to ${most}`;
    }
  }
  if (textsAt(inputs, 'NotificationARNs').length > 5) return 'NotificationARNs has more than 5 entries';
  if (textsAt(inputs, 'ResourceTypes').some((type) => type === '' || type.length > 256)) {
    return 'ResourceTypes has an entry that is empty or longer than 256 characters';
  }
  if (mapsAt(inputs, 'Tags').length > 10) return 'Tags has more than 10 entries';
  const minutes = inputs['TimeoutInMinutes'];
  return typeof minutes === 'number' && minutes < 1 ? 'TimeoutInMinutes is less than 1' : undefined;
}
