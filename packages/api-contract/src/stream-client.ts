import { checkStreamInput } from './check-input.ts';
import { reach, unreached } from './reach.ts';
import { readAnswer, refusedAnswer, type Answered } from './read-answer.ts';
import type { ImportResult } from './schema/finding-import.ts';
import { streams, type ByteSource, type StreamInput, type StreamName, type Streams } from './streams.ts';
import { writeQuery } from './wire.ts';

/** What says who asks. */
export type HeadersFor = (method: 'GET' | 'POST') => Readonly<Record<string, string>>;

/** What flows, over HTTP: never more than a few pieces are held here. */
export function streamClient(to: { readonly baseUrl: string; readonly headersFor: HeadersFor }): Streams {
  const { baseUrl, headersFor } = to;
  const flowing = async <K extends Exclude<StreamName, 'importFindingStream'>>(
    name: K,
    input: StreamInput<K>,
  ): Promise<AsyncIterable<Uint8Array>> => {
    const target = writeQuery(streams[name].path, checkStreamInput(name, input));
    const response = await reach(baseUrl, target, { headers: headersFor('GET') });
    if (response.ok && response.body) return piecesOf(baseUrl, response.body);
    throw refusedAnswer(baseUrl, name, { status: response.status, text: await response.text() });
  };
  return {
    async importFindingStream(input, body) {
      const { path, method, output } = streams.importFindingStream;
      const target = writeQuery(path, checkStreamInput('importFindingStream', input));
      const given = bodyOf(body);
      const request = {
        method,
        headers: { ...headersFor(method), 'content-type': 'application/octet-stream', accept: 'application/json' },
        ...given.init,
      };
      try {
        const { status, text } = await answerTo(baseUrl, target, request);
        return readAnswer(baseUrl, 'importFindingStream', output, { status, text }) as ImportResult;
      } catch (error) {
        // What could not be read is the reader's fault, not the server's.
        throw given.failure()?.error ?? error;
      }
    },
    exportFindings: (input) => flowing('exportFindings', input),
    readMetrics: (input) => flowing('readMetrics', input),
    exportRecords: (input) => flowing('exportRecords', input),
  };
}

async function answerTo(baseUrl: string, target: string, request: object): Promise<Answered> {
  const response = await reach(baseUrl, target, request);
  try {
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw unreached(baseUrl, error);
  }
}

interface Flowing {
  readonly init: object;
  /** Why no more could be read of what is sent. */
  failure(): { readonly error: unknown } | undefined;
}

/** A file of a browser goes as it is; anything else is drawn on as fast as it is sent. */
function bodyOf(body: ByteSource): Flowing {
  if (body instanceof Blob) return { init: { body }, failure: () => undefined };
  const pieces = body[Symbol.asyncIterator]();
  let failure: { readonly error: unknown } | undefined;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      } catch (error) {
        failure = { error };
        throw error;
      }
    },
    async cancel() {
      await pieces.return?.();
    },
  });
  return { init: { body: stream, duplex: 'half' }, failure: () => failure };
}

async function* piecesOf(baseUrl: string, body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let ended = false;
  try {
    for (;;) {
      const piece = await reader.read();
      ended = piece.done;
      if (piece.done) return;
      yield piece.value;
    }
  } catch (error) {
    ended = true;
    throw unreached(baseUrl, error);
  } finally {
    // Whoever stops reading ends the answer too.
    if (!ended) await reader.cancel();
  }
}
