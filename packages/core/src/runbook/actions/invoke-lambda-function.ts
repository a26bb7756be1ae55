import type { JsonObject } from '../../value/json.ts';
import type { ApiCall } from '../command.ts';
import { at, textAt } from './answer.ts';
import { cutToBytes } from './cut-to-bytes.ts';
import { done, failed, go, staged, type Next, type StageContext } from './staged.ts';

const ACTION = 'aws:invokeLambdaFunction';
const MOST_PAYLOAD_BYTES = 200 * 1024;
const SHOWN_PAYLOAD_BYTES = 1_000;

/**
 * Invokes a function (automation-documents, 4.15). Lambda takes no token: where a worker dies before the answer is
 * written, the function is invoked again.
 */
export const invokeLambdaFunction = staged(ACTION, {
  begin: () => go('invoke'),
  stages: { invoke: { access: 'write', call: invokeCall, answered: judge } },
});

function invokeCall({ inputs }: StageContext): ApiCall {
  const InvocationType = textAt(inputs, 'InvocationType') || 'RequestResponse';
  return {
    service: 'lambda',
    operation: 'Invoke',
    parameters: {
      FunctionName: inputs['FunctionName'],
      Qualifier: inputs['Qualifier'],
      InvocationType,
      // The log's tail comes with an answer only.
      LogType: InvocationType === 'RequestResponse' ? (inputs['LogType'] ?? 'Tail') : undefined,
      ClientContext: inputs['ClientContext'],
      Payload: inputs['InputPayload'] === undefined ? inputs['Payload'] : JSON.stringify(inputs['InputPayload']),
    },
  };
}

/** A function that ends with an error fails the step: published documents depend on it. */
function judge({ inputs }: StageContext, _progress: JsonObject, answer: JsonObject): Next {
  const Payload = unquoted(textAt(answer, 'Payload'));
  const error = textAt(answer, 'FunctionError');
  if (error !== '') {
    const shown = cutToBytes(Payload, SHOWN_PAYLOAD_BYTES);
    return failed(ACTION, `The function ${textAt(inputs, 'FunctionName')} ended with the error ${error}: ${shown}`);
  }
  const LogResult = textAt(answer, 'LogResult');
  return done({
    StatusCode: at(answer, 'StatusCode') ?? null,
    ...(LogResult === '' ? {} : { LogResult }),
    Payload: cutToBytes(Payload, MOST_PAYLOAD_BYTES),
  });
}

/** A function that returns a text yields the text itself: one pair of quotes around it is left out (trap 43). */
function unquoted(payload: string): string {
  return payload.length >= 2 && payload.startsWith('"') && payload.endsWith('"') ? payload.slice(1, -1) : payload;
}
