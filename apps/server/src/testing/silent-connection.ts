import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';

/** As a browser opens one that it may use later. Resolves to what closes with it: all that came in. */
export async function silentConnection(address: string): Promise<{ readonly closed: Promise<string> }> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.on('data', (data) => (text += data.toString()));
  // A connection that is cut off is closed all the same.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close').then(() => text);
  await once(socket, 'connect');
  return { closed };
}
