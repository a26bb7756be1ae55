import { z } from 'zod';
import { findingSearchQuery } from './schema/finding-filter.ts';
import { instantInput } from './schema/instant-input.ts';
import { findingFormat, importResult, type ImportResult } from './schema/finding-import.ts';

export const exportFormat = z.enum(['asff', 'ocsf', 'csv', 'sarif']);
export type ExportFormat = z.output<typeof exportFormat>;

/** What bytes are read from: a file of a browser, or anything that gives them piece by piece. */
export type ByteSource = AsyncIterable<Uint8Array> | Blob;

/**
 * What is asked of Trueup with more bytes than anyone wants to hold: the body of a request or of an answer flows. The
 * input travels in the query.
 */
export const streams = {
  importFindingStream: {
    method: 'POST',
    path: '/api/v1/findings/import/stream',
    summary: 'Takes in findings from a body of any size: JSON lines, lists or objects one after another, ASFF or OCSF',
    /** Any type is taken: the bytes say what they are. */
    bodyTypes: ['application/x-ndjson', 'application/json', 'application/octet-stream'],
    input: z.strictObject({ format: findingFormat.exactOptional().meta({ description: 'Absent: auto.' }) }),
    output: importResult,
  },
  exportFindings: {
    method: 'GET',
    path: '/api/v1/findings/export',
    summary: 'Findings as ASFF, OCSF, CSV or SARIF, in the order in which they were first observed',
    answerTypes: {
      asff: 'application/json; charset=utf-8',
      ocsf: 'application/json; charset=utf-8',
      csv: 'text/csv; charset=utf-8',
      sarif: 'application/sarif+json; charset=utf-8',
    },
    input: z.strictObject({ format: exportFormat, ...findingSearchQuery }),
  },
  exportRecords: {
    method: 'GET',
    path: '/api/v1/records/export',
    summary: 'Records of a time as JSON lines that can be verified alone: a header, the records, an end',
    answerType: 'application/x-ndjson; charset=utf-8',
    input: z.strictObject({
      from: instantInput.exactOptional().meta({ description: 'Absent: from the first that is kept.' }),
      to: instantInput.exactOptional().meta({ description: 'Absent: to the last.' }),
    }),
  },
  readMetrics: {
    method: 'GET',
    path: '/metrics',
    summary:
      'Figures in the text format of Prometheus; those of the store are ten seconds old at most when it is quick',
    answerType: 'text/plain; version=0.0.4; charset=utf-8',
    input: z.strictObject({}),
  },
  /** Without end, so it is asked of the server and not of Trueup: a browser's EventSource reads it. */
  watchChanges: {
    method: 'GET',
    path: '/api/v1/changes',
    summary:
      'Server-sent events of what kinds of things changed; the header Last-Event-ID, or else `after`, continues a stream without a loss',
    answerType: 'text/event-stream; charset=utf-8',
    input: z.strictObject({
      after: z.number().int().min(0).exactOptional().meta({ description: 'The id of the last event that came.' }),
    }),
  },
} as const;

export type StreamName = keyof typeof streams;
export type StreamInput<K extends StreamName> = z.output<(typeof streams)[K]['input']>;

/** They reject with a Problem, as every operation does; an answer that flows already can only break off. */
export interface Streams {
  readonly importFindingStream: (input: StreamInput<'importFindingStream'>, body: ByteSource) => Promise<ImportResult>;
  readonly exportFindings: (input: StreamInput<'exportFindings'>) => Promise<AsyncIterable<Uint8Array>>;
  readonly readMetrics: (input: StreamInput<'readMetrics'>) => Promise<AsyncIterable<Uint8Array>>;
  readonly exportRecords: (input: StreamInput<'exportRecords'>) => Promise<AsyncIterable<Uint8Array>>;
}
