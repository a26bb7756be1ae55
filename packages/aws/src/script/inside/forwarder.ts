/** The loopback port of a sandbox that leads to the gateway's socket outside. A thread, so that a busy script cannot stop it. */
import { connect, createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { socket, port } = workerData as { readonly socket: string; readonly port: number };

const server = createServer((inside) => {
  const outside = connect(socket);
  // One of the two hung up; so is the other then.
  inside.on('error', () => outside.destroy());
  outside.on('error', () => inside.destroy());
  inside.pipe(outside).pipe(inside);
});
server.listen(port, '127.0.0.1', () => {
  parentPort?.postMessage('listening', []);
});
