import { Problem, type ByteSource, type Trueup } from '@trueup/api-contract';
import { isJsonObject, type Json } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { exportFindings } from './export-findings.ts';
import { definitionScope } from './find-definition.ts';

type Transfer = Pick<Trueup, 'importFindings' | 'importFindingsFromS3' | 'importFindingStream' | 'exportFindings'>;
type Imported = Awaited<ReturnType<Trueup['importFindings']>>;

/** Findings of others in, and all of them out. */
export function findingTransfer(parts: ApplicationParts): Transfer {
  const { engine, actor } = parts;
  const ingest = async (format: 'auto' | 'asff' | 'ocsf', chunks: AsyncIterable<Uint8Array>): Promise<Imported> => {
    const ocsf = await definitionScope(parts);
    return engine.operations.importStream(chunks, { format, ocsf }, actor);
  };
  return {
    importFindings: ({ format = 'auto', findings }) => importEach(findings, (chunks) => ingest(format, chunks)),
    importFindingStream: ({ format = 'auto' }, body) => ingest(format, chunksOf(body)),
    async importFindingsFromS3({ uri, format = 'auto', ...asked }) {
      const [bucket = '', ...key] = uri.slice('s3://'.length).split('/');
      const object = { bucket, key: key.join('/'), scope: await definitionScope(parts, asked) };
      const outcome = await engine.operations.importObject(object, { format }, actor);
      if (outcome.kind === 'imported') return outcome;
      const { code, message } = outcome.failure;
      throw new Problem('refused', `${uri} could not be read: ${code}: ${message}`, { reason: code });
    },
    exportFindings: (input) => exportFindings(parts, input),
  };
}

const encoder = new TextEncoder();

/** What is no object has no place in a stream of findings, so it is told apart first. */
async function importEach(
  given: readonly Json[],
  ingest: (chunks: AsyncIterable<Uint8Array>) => Promise<Imported>,
): Promise<Imported> {
  const objects = [...given.entries()].filter(([, value]) => isJsonObject(value));
  const others = [...given.keys()].filter((index) => !isJsonObject(given[index]));
  const imported = await ingest(linesOf(objects.map(([, value]) => value)));
  const rejected = [
    ...imported.rejected.map((one) => ({ ...one, index: objects[one.index]?.[0] ?? one.index })),
    ...others.map((index) => ({ index, field: 'finding', reason: 'must be an object' })),
  ];
  return {
    ...imported,
    rejected: rejected.toSorted((one, other) => one.index - other.index).slice(0, 100),
    rejectedTotal: imported.rejectedTotal + others.length,
  };
}

async function* linesOf(values: readonly Json[]): AsyncGenerator<Uint8Array> {
  for (const value of values) yield encoder.encode(`${JSON.stringify(value)}\n`);
}

function chunksOf(body: ByteSource): AsyncIterable<Uint8Array> {
  return body instanceof Blob ? body.stream() : body;
}
