import { Readable } from 'node:stream';
import { ENDED_EVENT, HELLO_EVENT, type ChangeNotice } from '@trueup/api-contract';
import type { Changes } from './follow-changes.ts';
import { inOrder } from './topics-between.ts';

/** Server-sent events to one reader, as of https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface EventStream {
  /** The answer's body. Its end is the stream's. */
  readonly body: Readable;
  /** The first tells where the stream begins. What a reader does not take in time goes to him as one event. */
  changed(changes: Changes): void;
  /** What keeps a connection open that would be taken for idle; false where the reader has not taken what came before. */
  beat(): boolean;
  /** Says that there will be no more for this reader, and ends. */
  ended(): void;
  /** Ends without a word: who comes back goes on where he was. */
  close(): void;
}

/** After how long a browser comes back whose stream broke off. */
const RETRY_MS = 2_000;
/** What waits for a reader here. Beside it waits one event that all changes after it are added to. */
const MOST_WAITING_BYTES = 16 * 1024;

const HELLO = `retry: ${RETRY_MS}\nevent: ${HELLO_EVENT}\n`;
const dataOf = (topics: ChangeNotice['topics']): string =>
  `data: ${JSON.stringify({ topics } satisfies ChangeNotice)}\n\n`;

/** One that continues none begins with a hello. */
export function eventStream({ continues }: { readonly continues: boolean }): EventStream {
  let pending: Changes | undefined;
  let begun = continues;
  let room = true;
  let over = false;
  const write = (text: string): void => {
    if (!over) room = body.push(text);
  };
  const flush = (): void => {
    if (!room || pending === undefined) return;
    const { seq, topics } = pending;
    pending = undefined;
    write(`${begun ? '' : HELLO}id: ${seq}\n${dataOf(topics)}`);
    begun = true;
  };
  const body = new Readable({
    highWaterMark: MOST_WAITING_BYTES,
    read() {
      room = true;
      flush();
    },
  });
  const end = (): void => {
    over = true;
    // Whoever does not read would keep the connection open, and with it the server.
    if (room) body.push(null);
    else body.destroy();
  };
  return {
    body,
    changed({ seq, topics }) {
      pending = { seq, topics: inOrder([...(pending?.topics ?? []), ...topics]) };
      flush();
    },
    beat() {
      if (room) write(': \n\n');
      return room;
    },
    ended() {
      if (room) write(`event: ${ENDED_EVENT}\n${dataOf([])}`);
      end();
    },
    close: end,
  };
}
