import { once } from 'node:events';
import { connect } from 'node:net';

/** As a browser opens one that it may use later. `closed` resolves to all that came in, once it is closed. */
export async function silentConnection(address: string): Promise<{ readonly closed: Promise<string> }> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  // Where the server keeps it for ever, the tests end all the same.
  socket.unref();
  let text = '';
  socket.on('data', (data) => (text += data.toString()));
  // A connection that is cut off is closed all the same.
  socket.on('error', () => undefined);
  const closed = once(socket, 'close').then(() => text);
  await once(socket, 'connect');
  return { closed };
}
