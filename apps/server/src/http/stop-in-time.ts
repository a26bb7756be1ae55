import type { FastifyInstance } from 'fastify';

/**
 * Lets a server that stops end with the last request in hand. Browsers open connections that they may use later, and
 * keep those that they have used: Node.js would wait for each of them, for more than a minute.
 */
export function stopInTime(app: FastifyInstance): void {
  const { server } = app;
  let inHand = 0;
  let stops = false;
  const letGo = (): void => {
    if (stops && inHand === 0) server.closeAllConnections();
  };
  server.on('connection', (socket) => {
    if (stops) socket.destroy();
  });
  server.on('request', (_request, response) => {
    inHand += 1;
    response.once('close', () => {
      inHand -= 1;
      letGo();
    });
  });
  app.addHook('preClose', async () => {
    stops = true;
    letGo();
  });
}
