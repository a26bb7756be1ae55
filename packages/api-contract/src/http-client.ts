import type { z } from 'zod';
import { operationNames, operations, type OperationName, type Trueup } from './operations.ts';
import { Problem, problemFrom } from './problem.ts';
import { ACTOR_HEADER } from './actor-header.ts';
import { checkInput } from './check-input.ts';
import { writeRequest } from './wire.ts';

export interface HttpClientOptions {
  /** Such as `http://127.0.0.1:4747`. */
  readonly baseUrl: string;
  readonly token: string;
  /** The person to act for. Absent: the holder of the token. */
  readonly actor?: string;
}

/** Trueup behind a server. Answers are checked, so a server of another version is told from a wrong result. */
export function httpClient(options: HttpClientOptions): Trueup {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const ask = async (name: OperationName, input: unknown): Promise<unknown> => {
    const operation = operations[name];
    const { target, body } = writeRequest(operation, checkInput(name, input));
    const answer = await send(baseUrl, target, {
      method: operation.method,
      // The token must not follow a redirect to another place.
      redirect: 'error',
      headers: {
        authorization: `Bearer ${options.token}`,
        accept: 'application/json',
        ...(options.actor === undefined ? {} : { [ACTOR_HEADER]: options.actor }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    return readAnswer(baseUrl, name, operation.output, answer);
  };
  return Object.fromEntries(
    operationNames.map((name) => [name, (input: unknown) => ask(name, input)]),
  ) as unknown as Trueup;
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

async function send(baseUrl: string, target: string, request: RequestInit): Promise<Answered> {
  try {
    const response = await fetch(`${baseUrl}${target}`, request);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new Problem('unavailable', `the server at ${baseUrl} did not answer: ${causeOf(error)}`, { cause: error });
  }
}

/** `fetch failed` says nothing; what failed is in the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error.cause instanceof Error)) return error.message;
  const { code } = error.cause as Error & { readonly code?: unknown };
  return error.cause.message || String(code ?? error.message);
}

function readAnswer(baseUrl: string, name: OperationName, schema: z.ZodType, { status, text }: Answered): unknown {
  const body = parsedJson(text);
  if (status < 200 || status > 299) {
    throw (
      problemFrom(body) ?? new Problem('unavailable', `the server at ${baseUrl} answered ${name} with HTTP ${status}`)
    );
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.');
  throw new Problem(
    'internal',
    `the server at ${baseUrl} answered ${name} in a form that this client does not know (at '${place ?? ''}'): are both of the same version?`,
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON did not come from Trueup; the caller says so.
    return undefined;
  }
}
