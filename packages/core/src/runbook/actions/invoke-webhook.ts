import { isJsonObject, type JsonObject } from '../../value/json.ts';
import { parsedJson } from '../coerce-output.ts';
import { actionFailedMessage } from '../failure-message.ts';
import { invalid } from '../input-checks.ts';
import { mentionsUnknown } from '../mentions-unknown.ts';
import type { Move, Procedure, ProcedureContext, Reply } from '../procedure.ts';
import { textOf } from '../text-of.ts';
import { textAt } from './answer.ts';
import { clientToken } from './client-token.ts';
import { readInputs } from './read-inputs.ts';

const ACTION = 'aws:invokeWebhook';
const INTEGRATIONS = '/d9d01087-4a3f-49e0-b0b4-d568d7826553/ssm/integrations/webhook/';
const NAME = /^[A-Za-z0-9_.-]+$/;

/**
 * The only progress there is. Nothing of the integration may be written down, for its address and headers are secrets:
 * the POST is made at once, with the reading of the integration, and its reply is the next one to this same progress.
 */
const PROGRESS = { stage: 'integration' } as const;

/**
 * POSTs to an integration (automation-documents, 4.16). A worker that takes over reads the integration and posts again;
 * receivers that know the header `Idempotency-Key` can tell. The reply to the POST is `{ Response, ResponseCode }`,
 * whatever the code; a network error is a failed reply.
 */
export const invokeWebhook: Procedure = {
  begin: (context) => {
    const read = readInputs(ACTION, context.inputs);
    if (read.kind === 'invalid') return read;
    const name = textAt(read.inputs, 'IntegrationName');
    if (NAME.test(name) || mentionsUnknown(name)) return readIntegration(name);
    return invalid('IntegrationName is not letters, digits, ".", "-" and "_"');
  },
  resume: (context) => readIntegration(textAt(context.inputs, 'IntegrationName')),
  next: (context, _progress, reply) => {
    if (reply.kind === 'failed') return { kind: 'failed', failure: reply.failure };
    const { ResponseCode } = isJsonObject(reply.result) ? reply.result : {};
    return ResponseCode === undefined ? post(context, reply) : { kind: 'done', result: outputsOf(reply) };
  },
};

function readIntegration(name: string): Extract<Move, { kind: 'call' }> {
  const parameters = { Name: `${INTEGRATIONS}${name}`, WithDecryption: true };
  return { kind: 'call', call: { service: 'ssm', operation: 'GetParameter', parameters }, progress: PROGRESS };
}

type Answered = Extract<Reply, { kind: 'answered' }>;

function outputsOf({ result }: Answered): JsonObject {
  const { Response, ResponseCode } = isJsonObject(result) ? result : {};
  return { Response: Response ?? '', ResponseCode: Number(ResponseCode) };
}

function post(context: ProcedureContext, { result }: Answered): Move {
  const name = textAt(context.inputs, 'IntegrationName');
  const integration = parsedJson(textAt(result, 'Parameter', 'Value'));
  const url = textAt(integration, 'url');
  // The value itself is a secret, so it is not shown.
  if (!/^https:\/\/[^\s/]/i.test(url)) return failed(`The integration ${name} holds no JSON with an https "url"`);
  const stored = isJsonObject(integration) ? integration : {};
  const body = context.inputs['Body'] ?? stored['payload'] ?? '';
  const headers = headersOf(stored, clientToken(context.token));
  return { kind: 'post', url, headers, body: textOf(body) };
}

/** Names in lower case, so that the integration's own outweigh these. */
function headersOf(integration: JsonObject, token: string): Readonly<Record<string, string>> {
  const { headers } = integration;
  const own = Object.entries(isJsonObject(headers) ? headers : {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), textOf(value)] as const],
  );
  return { 'content-type': 'application/json', 'idempotency-key': token, ...Object.fromEntries(own) };
}

function failed(detail: string): Move {
  return {
    kind: 'failed',
    failure: { stage: 'Invocation', type: 'Action', message: actionFailedMessage(ACTION, detail) },
  };
}
