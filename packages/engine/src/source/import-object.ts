import { partitionOf, type Actor, type CallFailure, type DoorSession, type JsonObject, type Scope } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { importStream, type StreamImported, type StreamOptions } from './import-stream.ts';

/** An object of S3, and the account and region to read it in. */
export interface ImportedObject {
  readonly bucket: string;
  readonly key: string;
  readonly scope: Scope;
}

export type ObjectImported =
  | ({ readonly kind: 'imported' } & StreamImported)
  /** What was read before it failed is kept; importing it again changes nothing twice. */
  | { readonly kind: 'failed'; readonly failure: CallFailure };

const RANGE_BYTES = 8 * 1024 * 1024;

/** Takes in the findings of an object of any size, read range by range. */
export async function importObject(
  parts: EngineParts,
  object: ImportedObject,
  options: Omit<StreamOptions, 'ocsf'>,
  actor: Actor,
): Promise<ObjectImported> {
  const { region, partition } = object.scope;
  try {
    const ocsf = { region, partition };
    return { kind: 'imported', ...(await importStream(parts, rangesOf(parts, object), { ...options, ocsf }, actor)) };
  } catch (error) {
    if (error instanceof ObjectUnread) return { kind: 'failed', failure: error.failure };
    throw error;
  }
}

/** `s3://bucket/key`; undefined for anything else. */
export function objectOf(uri: string): Pick<ImportedObject, 'bucket' | 'key'> | undefined {
  const [, bucket, key] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(\S[^\n]{0,1023})$/.exec(uri) ?? [];
  return bucket === undefined || key === undefined ? undefined : { bucket, key };
}

class ObjectUnread extends Error {
  override readonly name = 'ObjectUnread';
  readonly failure: CallFailure;
  constructor(failure: CallFailure) {
    super(`${failure.code}: ${failure.message}`);
    this.failure = failure;
  }
}

/** The next range is on its way while the one before is taken in. All are of one version: IfMatch says so. */
async function* rangesOf({ door }: EngineParts, { bucket, key, scope }: ImportedObject): AsyncGenerator<Uint8Array> {
  const session = door.open(scope, { mode: 'live', statements: statements(bucket, key, scope) });
  const first = await range(session, { Bucket: bucket, Key: key }, 0);
  if (!first) return;
  const { size, etag } = first;
  const common = { Bucket: bucket, Key: key, ...(etag === undefined ? {} : { IfMatch: etag }) };
  let current: Range | undefined = first;
  for (let at = first.bytes.length; current; at += current?.bytes.length ?? 0) {
    const next: Promise<Range | undefined> = at < size ? range(session, common, at) : Promise.resolve(undefined);
    // A failure is told when its turn comes.
    next.catch(() => undefined);
    yield current.bytes;
    current = await next;
    if (current && current.bytes.length === 0) return;
  }
}

interface Range {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly etag: string | undefined;
}

/** Undefined: the object is empty. */
async function range(session: DoorSession, object: JsonObject, from: number): Promise<Range | undefined> {
  const parameters = { ...object, Range: `bytes=${from}-${from + RANGE_BYTES - 1}` };
  const answer = await session.call({ service: 's3', operation: 'GetObject', parameters }, { bytes: true });
  if (answer.kind === 'planned') throw new Error('a read of S3 was held back, though nothing is planned here');
  if (answer.kind === 'failed') {
    if (answer.failure.code === 'InvalidRange') return undefined;
    throw new ObjectUnread(answer.failure);
  }
  const { Body, ContentRange, ETag } = answer.output;
  const bytes = Buffer.from(typeof Body === 'string' ? Body : '', 'base64');
  const size = Number(/\/(\d+)$/.exec(typeof ContentRange === 'string' ? ContentRange : '')?.[1] ?? bytes.length);
  return { bytes, size, etag: typeof ETag === 'string' ? ETag : undefined };
}

function statements(bucket: string, key: string, { region, partition }: Scope) {
  const suffix = partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return [
    { Action: ['s3:GetObject'], Resource: [`arn:${partition}:s3:::${bucket}/${key}`] },
    {
      Action: ['kms:Decrypt'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.${suffix}` } },
    },
  ];
}
