import type { JsonObject } from '../../value/json.ts';
import type { ApiCall } from '../command.ts';
import { mapsAt, textAt } from './answer.ts';
import type { Refusal } from './staged.ts';

/** A stack's name: letters, digits and hyphens, a letter first. */
export const STACK_NAME = /^[A-Za-z][-A-Za-z0-9]{0,127}$/;

export interface Stack {
  readonly id: string;
  readonly status: string;
  readonly reason: string;
}

export function describeStack(nameOrId: string): ApiCall {
  return { service: 'cloudformation', operation: 'DescribeStacks', parameters: { StackName: nameOrId } };
}

export function stackIn(answer: JsonObject): Stack {
  const [stack] = mapsAt(answer, 'Stacks');
  return {
    id: textAt(stack, 'StackId'),
    status: textAt(stack, 'StackStatus'),
    reason: textAt(stack, 'StackStatusReason'),
  };
}

/** DescribeStacks has no code of its own for a stack that is not there. */
export function isNoStack({ code, failure }: Refusal): boolean {
  return code === 'ValidationError' && failure.message.includes('does not exist');
}

/** Something is being done to the stack. One under review has only a change set yet. */
export function isBusy({ status }: Stack): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}

export function unexpectedStatus({ id, status, reason }: Stack): string {
  const detail = `Stack ${id} entered unexpected state: ${status || 'unknown'}`;
  return reason === '' ? detail : `${detail}. ${reason}`;
}
