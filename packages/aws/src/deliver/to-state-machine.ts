import { outcomeOfFailure, type Deliver, type Door } from '@trueup/core';
import { openTarget } from './call-target.ts';
import { jsonText } from './json-text.ts';

/**
 * Step Functions StartExecution, named after the delivery. A standard state machine starts one execution a name for 90
 * days, so an attempt whose answer was lost starts none when it is repeated.
 */
export function toStateMachine(door: Door): Deliver<'step-functions'> {
  return async ({ stateMachineArn }, { deliveryId, body }, signal) => {
    const target = openTarget(door, stateMachineArn, { service: 'states', actions: ['states:StartExecution'] });
    if ('kind' in target) return target;
    const name = deliveryId.replace(/[^\w-]/g, '_').slice(0, 80);
    const parameters = { stateMachineArn, name, input: jsonText(body) };
    const answer = await target.call({ service: 'stepfunctions', operation: 'StartExecution', parameters }, signal);
    if (answer.kind === 'called') return { kind: 'delivered', detail: `execution ${name}` };
    if (answer.failure.code === 'ExecutionAlreadyExists') {
      return { kind: 'delivered', detail: `execution ${name}, by an earlier attempt` };
    }
    return outcomeOfFailure(answer.failure);
  };
}
