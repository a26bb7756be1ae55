import {
  checkInput,
  DEFAULT_BODY_LIMIT_BYTES,
  operationNames,
  operations,
  readRequest,
  type Operation,
  type OperationName,
  type StreamName,
} from '@trueup/api-contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TrueupOf } from './guard-requests.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without log-in. */
    open?: boolean;
    operation?: OperationName | StreamName;
    /** Its body is not gathered, and takes as long as it takes. */
    flows?: boolean;
  }
}

/** Every operation of the contract as a route: input checked at the door, answer reduced to what is declared. */
export function mountOperations(app: FastifyInstance, trueupOf: TrueupOf): void {
  for (const name of operationNames) {
    const operation: Operation = operations[name];
    app.route({
      method: operation.method,
      url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
      config: { operation: name },
      bodyLimit: operation.bodyLimitBytes ?? DEFAULT_BODY_LIMIT_BYTES,
      async handler(request, reply) {
        const input = checkInput(name, inputOf(operation, request));
        const ask = trueupOf(request)[name] as (input: unknown) => Promise<unknown>;
        const answer = operation.output.parse(await ask(input));
        return reply
          .type('application/json; charset=utf-8')
          .header('cache-control', 'no-store')
          .send(JSON.stringify(answer));
      },
    });
  }
}

function inputOf(operation: Operation, request: FastifyRequest): unknown {
  const { searchParams } = new URL(request.url, 'http://localhost');
  return readRequest(operation, {
    params: request.params as Readonly<Record<string, string>>,
    query: searchParams,
    body: request.body,
  });
}
