import { Readable } from 'node:stream';
import { checkStreamInput, readQuery, streams, type StreamInput, type StreamName } from '@trueup/api-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TrueupOf } from './guard-requests.ts';

/** A sender that says nothing for so long has gone. */
const IDLE_MS = 5 * 60 * 1000;

/** What flows, as routes of their own: no body is gathered, and no answer. */
export async function mountStreams(app: FastifyInstance, trueupOf: TrueupOf): Promise<void> {
  await app.register(async (flowing) => {
    flowing.removeAllContentTypeParsers();
    flowing.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    mountImport(flowing, trueupOf);
    mountExport(flowing, trueupOf);
    mountText(flowing, 'exportRecords', (request, input) => trueupOf(request).exportRecords(input), {
      'content-disposition': 'attachment; filename="records.jsonl"',
    });
    mountText(flowing, 'readMetrics', (request, input) => trueupOf(request).readMetrics(input));
  });
}

function mountImport(app: FastifyInstance, trueupOf: TrueupOf): void {
  const { method, path, output } = streams.importFindingStream;
  app.route({
    method,
    url: path,
    config: { operation: 'importFindingStream', flows: true },
    async handler(request, reply) {
      request.raw.setTimeout(IDLE_MS);
      const input = inputOf('importFindingStream', request);
      const result = await trueupOf(request).importFindingStream(input, bodyOf(request));
      return reply
        .type('application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(JSON.stringify(output.parse(result)));
    },
  });
}

function mountExport(app: FastifyInstance, trueupOf: TrueupOf): void {
  const { method, path, answerTypes } = streams.exportFindings;
  app.route({
    method,
    url: path,
    config: { operation: 'exportFindings' },
    async handler(request, reply) {
      const input = inputOf('exportFindings', request);
      const pieces = await trueupOf(request).exportFindings(input);
      const extension = input.format === 'csv' || input.format === 'sarif' ? input.format : `${input.format}.json`;
      return flowTo(request, reply, pieces, {
        'content-type': answerTypes[input.format],
        'content-disposition': `attachment; filename="findings.${extension}"`,
      });
    },
  });
}

function mountText<K extends 'exportRecords' | 'readMetrics'>(
  app: FastifyInstance,
  name: K,
  answer: (request: FastifyRequest, input: StreamInput<K>) => Promise<AsyncIterable<Uint8Array>>,
  headers: Readonly<Record<string, string>> = {},
): void {
  const { method, path, answerType } = streams[name];
  app.route({
    method,
    url: path,
    config: { operation: name },
    async handler(request, reply) {
      const pieces = await answer(request, inputOf(name, request));
      return flowTo(request, reply, pieces, { 'content-type': answerType, ...headers });
    },
  });
}

/** An answer that breaks off ends its connection, so that nobody takes it for the whole. */
function flowTo(
  request: FastifyRequest,
  reply: FastifyReply,
  pieces: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string>>,
): FastifyReply {
  const body = Readable.from(pieces, { objectMode: false });
  body.on('error', (error) => request.log.error({ err: error }, 'an answer broke off'));
  return reply.headers({ ...headers, 'cache-control': 'no-store' }).send(body);
}

function inputOf<K extends StreamName>(name: K, request: FastifyRequest): StreamInput<K> {
  const { searchParams } = new URL(request.url, 'http://localhost');
  return checkStreamInput(name, readQuery(streams[name].input, searchParams));
}

/** Nothing at all is a body too: of no findings. */
function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  return request.body instanceof Readable ? request.body : Readable.from([]);
}
