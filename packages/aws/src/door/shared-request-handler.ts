import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SendOptions } from './sdk.ts';

/** The SDK has none of its own: without them it waits for ever. */
export const DEFAULT_TIMEOUTS = { connectionMs: 3_000, requestMs: 30_000 };

/** One pool of connections for all clients; each alone would open its own. */
export interface SharedRequestHandler {
  /** For the `requestHandler` of every client. */
  readonly forClients: object;
  close(): void;
}

export function sharedRequestHandler(timeouts = DEFAULT_TIMEOUTS): SharedRequestHandler {
  const agent = { keepAlive: true, maxSockets: 100 };
  const handler = new NodeHttpHandler({
    connectionTimeout: timeouts.connectionMs,
    requestTimeout: timeouts.requestMs,
    throwOnRequestTimeout: true,
    // The request's timeout ends with the headers; this one catches a body that stops.
    socketTimeout: timeouts.requestMs,
    httpAgent: agent,
    httpsAgent: agent,
  });
  return {
    forClients: {
      metadata: handler.metadata,
      handle(request: Parameters<typeof handler.handle>[0], options: SendOptions) {
        options.sent.requests += 1;
        return handler.handle(request, options.abortSignal === undefined ? {} : { abortSignal: options.abortSignal });
      },
      // One client may neither change nor end what all of them use.
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => handler.httpHandlerConfigs(),
      destroy: () => undefined,
    },
    close: () => handler.destroy(),
  };
}
