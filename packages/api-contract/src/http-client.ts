import { operationNames, operations, type OperationName, type Operations, type Trueup } from './operations.ts';
import { ACTOR_HEADER } from './actor-header.ts';
import { checkInput } from './check-input.ts';
import { readAnswer, type Answered } from './read-answer.ts';
import { reach, unreached } from './reach.ts';
import { CSRF_HEADER } from './csrf-header.ts';
import { streamClient, type HeadersFor } from './stream-client.ts';
import { writeRequest } from './wire.ts';

export interface HttpClientOptions {
  /** Such as `http://127.0.0.1:4747`. */
  readonly baseUrl: string;
  readonly token: string;
  /** The person to act for. Absent: the holder of the token. */
  readonly actor?: string;
}

/** Trueup behind a server. Answers are checked, so a server of another version is told from a wrong result. */
export function httpClient({ baseUrl, token, actor }: HttpClientOptions): Trueup {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(actor === undefined ? {} : { [ACTOR_HEADER]: actor }),
  };
  return wireClient(baseUrl, () => headers);
}

export interface SessionClientOptions {
  /** The origin of the page. */
  readonly baseUrl: string;
  /** Of GET /auth/session; asked for each request, since a new log-in brings a new one. */
  readonly csrf: () => string;
}

/** Trueup as the session of a browser sees it: the cookie says who asks, and whatever changes something proves its origin. */
export function sessionClient({ baseUrl, csrf }: SessionClientOptions): Trueup {
  return wireClient(baseUrl, (method): Record<string, string> => (method === 'GET' ? {} : { [CSRF_HEADER]: csrf() }));
}

function wireClient(givenUrl: string, headersFor: HeadersFor): Trueup {
  const baseUrl = givenUrl.replace(/\/+$/, '');
  const ask = async (name: OperationName, input: unknown): Promise<unknown> => {
    const operation = operations[name];
    const { target, body } = writeRequest(operation, checkInput(name, input));
    const answer = await send(baseUrl, target, {
      method: operation.method,
      headers: {
        ...headersFor(operation.method),
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    return readAnswer(baseUrl, name, operation.output, answer);
  };
  const asked = Object.fromEntries(operationNames.map((name) => [name, (input: unknown) => ask(name, input)]));
  return { ...(asked as unknown as Operations), ...streamClient({ baseUrl, headersFor }) };
}

async function send(baseUrl: string, target: string, request: RequestInit): Promise<Answered> {
  const response = await reach(baseUrl, target, request);
  try {
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw unreached(baseUrl, error);
  }
}
