import { changeNotice, type ChangeTopic } from '@trueup/api-contract';

export interface ReadEvent {
  /** `message` where it has no name. */
  readonly event: string;
  readonly id?: string;
  readonly topics: readonly ChangeTopic[];
}

export interface EventReader {
  /** The next event; comments are passed over. Undefined: the stream has ended. */
  next(): Promise<ReadEvent | undefined>;
  /** How many comments came before the last event that was read. */
  comments(): number;
  /** Goes away. */
  cancel(): Promise<void>;
}

/** Reads server-sent events as a browser would. */
export function readEvents(response: Response): EventReader {
  if (!response.body) throw new Error('the answer has no body');
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let comments = 0;
  return {
    async next() {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          if (!block.startsWith(':')) return eventOf(block);
          comments += 1;
          continue;
        }
        const piece = await reader.read();
        if (piece.done) return undefined;
        text += decoder.decode(piece.value, { stream: true });
      }
    },
    comments: () => comments,
    cancel: () => reader.cancel(),
  };
}

function eventOf(block: string): ReadEvent {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  const id = fields.get('id');
  return {
    event: fields.get('event') ?? 'message',
    ...(id === undefined ? {} : { id }),
    ...changeNotice.parse(JSON.parse(fields.get('data') ?? '')),
  };
}
