import type { FastifyInstance } from 'fastify';

/**
 * Ends connections whose body is not whole in time, so that slow ones cannot pile up. Node's own limit is for the whole
 * server, and a body that is meant to flow takes as long as it takes.
 */
export function limitBodyTime(app: FastifyInstance, mostMs: number): void {
  app.server.headersTimeout = mostMs;
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.flows === true) return;
    const timer = setTimeout(() => {
      if (!request.raw.complete) request.raw.destroy();
    }, mostMs);
    reply.raw.once('close', () => clearTimeout(timer));
  });
}
