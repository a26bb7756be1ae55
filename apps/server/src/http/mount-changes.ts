import { checkStreamInput, Problem, readQuery, streams } from '@trueup/api-contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOf } from '../access/auth-routes.ts';
import type { ChangeFeed } from '../changes/change-feed.ts';
import { eventStream, type EventStream } from '../changes/event-stream.ts';
import type { StillMay } from './guard-requests.ts';

const { method, path, answerType, input } = streams.watchChanges;

/** Of a process, and of one person of it, so that nobody keeps all others out. */
const MOST_STREAMS = 1_000;
const MOST_OF_ONE = 100;
/** Well below what proxies take for idle, and how long someone is told of changes who may come in no more. */
const BEAT_MS = 15_000;

const HEADERS = {
  'content-type': answerType,
  'cache-control': 'no-store',
  // A proxy that gathers an answer before it passes it on would gather without end.
  'x-accel-buffering': 'no',
  // Left open after its stream, a connection would keep the server from closing.
  connection: 'close',
};

interface Opened {
  readonly stream: EventStream;
  readonly name: string;
}

/** A stream of changes for each tab that asks, for as long as whoever opened it may come in. */
export function mountChanges(
  app: FastifyInstance,
  { feed, stillMay }: { readonly feed: ChangeFeed; readonly stillMay: StillMay },
): void {
  const all = new Set<Opened>();
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    for (const { stream } of all) stream.close();
    await feed.close();
  });
  app.route({
    method,
    url: path,
    config: { operation: 'watchChanges', watches: true },
    async handler(request, reply) {
      const after = lastOf(request);
      const { name } = principalOf(request).actor;
      refuseTooMany(all, name);
      const stream = eventStream({ continues: after !== undefined });
      const opened = { stream, name };
      all.add(opened);
      stream.body.once('close', () => all.delete(opened));
      try {
        stream.body.once('close', await feed.join(after, stream.changed));
        if (closing) throw new Problem('unavailable', 'the server is about to stop');
      } catch (error) {
        stream.body.destroy();
        throw error;
      }
      keepBeating(stream, request, stillMay);
      return reply.headers(HEADERS).send(stream.body);
    },
  });
}

/** Ends with the stream. */
function keepBeating(stream: EventStream, request: FastifyRequest, stillMay: StillMay): void {
  const beat = async (): Promise<void> => {
    if (!stream.beat()) {
      request.log.info('a stream of changes is cut off: its reader does not read');
      stream.close();
    } else if (!(await stillMay(request))) stream.ended();
  };
  const timer = setInterval(() => {
    beat().catch((error: unknown) => {
      request.log.error({ err: error }, 'it cannot be told whether a stream of changes may go on');
      stream.close();
    });
  }, BEAT_MS);
  stream.body.once('close', () => clearInterval(timer));
}

/**
 * The record up to which the sender has been told. A browser that comes back sends the header, and the address that it
 * was first given. An id that was never ours is no fault of a browser, which could not mend it.
 */
function lastOf(request: FastifyRequest): number | 'unknown' | undefined {
  const { searchParams } = new URL(request.url, 'http://localhost');
  const { after } = checkStreamInput('watchChanges', readQuery(input, searchParams));
  const id = request.headers['last-event-id'];
  if (id === undefined || id === '') return after;
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : 'unknown';
}

function refuseTooMany(all: ReadonlySet<Opened>, name: string): void {
  if (all.size >= MOST_STREAMS)
    throw new Problem('unavailable', 'too many streams of changes are open: try again later');
  const own = [...all].filter((one) => one.name === name).length;
  if (own >= MOST_OF_ONE) throw new Problem('unavailable', `${own} streams of changes of yours are open: close a tab`);
}
