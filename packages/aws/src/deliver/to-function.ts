import { outcomeOfFailure, type Deliver, type Door } from '@trueup/core';
import { openTarget } from './call-target.ts';
import { jsonText } from './json-text.ts';

/** Lambda Invoke, asynchronous: delivered is what Lambda has queued. Its own retries and failures are the function's. */
export function toFunction(door: Door): Deliver<'lambda'> {
  return async ({ functionArn }, { body }, signal) => {
    const target = openTarget(door, functionArn, { service: 'lambda', actions: ['lambda:InvokeFunction'] });
    if ('kind' in target) return target;
    const parameters = { FunctionName: functionArn, InvocationType: 'Event', Payload: jsonText(body) };
    const answer = await target.call({ service: 'lambda', operation: 'Invoke', parameters }, signal);
    return answer.kind === 'called' ? { kind: 'delivered' } : outcomeOfFailure(answer.failure);
  };
}
