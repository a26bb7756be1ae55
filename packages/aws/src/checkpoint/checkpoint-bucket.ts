import { createHash } from 'node:crypto';
import {
  readCheckpoint,
  type Checkpoint,
  type CheckpointPlace,
  type CheckpointsRead,
  type Clock,
  type DoorSession,
  type Door,
  type JsonObject,
  type PermissionStatement,
  type Scope,
} from '@trueup/core';
import { retentionOf } from './retention-of.ts';

/** Where in S3 checkpoints are kept. */
interface CheckpointBucket {
  readonly bucket: string;
  /** Before the names of its objects, without a slash at its end; may be empty. */
  readonly prefix: string;
  /** Asked at each use: the account and region that the bucket is entered by. */
  readonly scope: () => Promise<Scope>;
  /** How long an object is locked in a bucket with object lock. */
  readonly retainDays: number;
}

const TIME_LIMIT_MS = 20_000;
/** More would not be verified in a sensible time; the newest are read. */
const MOST_READ = 20_000;
const READ_AT_ONCE = 16;

/**
 * Checkpoints as objects of a bucket, one each, never written over. Where the bucket has object lock they are kept in
 * compliance mode: until then not even the account's root user removes them.
 */
export function checkpointBucket(door: Door, clock: Clock, place: CheckpointBucket): CheckpointPlace {
  const open = async (): Promise<DoorSession> => {
    const scope = await place.scope();
    return door.open(scope, { mode: 'live', statements: statements(place, scope) });
  };
  return {
    async write(checkpoint) {
      try {
        return await write(await open(), place, checkpoint, clock.now());
      } catch (error) {
        if (error instanceof CallRefused) return { kind: 'failed', problem: error.message };
        throw error;
      }
    },
    async read() {
      try {
        return await read(await open(), place);
      } catch (error) {
        if (error instanceof CallRefused) return { kind: 'unreadable', problem: error.message };
        throw error;
      }
    },
  };
}

class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

async function ask(session: DoorSession, operation: string, parameters: JsonObject): Promise<JsonObject> {
  const answer = await session.call({ service: 's3', operation, parameters }, { timeoutMs: TIME_LIMIT_MS });
  if (answer.kind === 'answered') return answer.output;
  if (answer.kind === 'planned') throw new Error(`s3 ${operation} was held back, though nothing is planned here`);
  const { code, message } = answer.failure;
  throw new CallRefused(`s3 ${operation} in ${String(parameters['Bucket'])}: ${code}: ${message}`, code);
}

async function write(
  session: DoorSession,
  { bucket, prefix, retainDays }: CheckpointBucket,
  checkpoint: Checkpoint,
  now: string,
) {
  const retention = await retentionOf(
    () => ask(session, 'GetObjectLockConfiguration', { Bucket: bucket }),
    (error) => error instanceof CallRefused && error.code === 'ObjectLockConfigurationNotFoundError',
    { now, retainDays },
  );
  const body = `${JSON.stringify(checkpoint)}\n`;
  const key = `${folder(prefix)}${nameOf(checkpoint, body)}`;
  await ask(session, 'PutObject', {
    Bucket: bucket,
    Key: key,
    Body: body,
    ContentType: 'application/json',
    // S3 refuses where the name is taken.
    IfNoneMatch: '*',
    ...(retention === undefined ? {} : { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: retention }),
  });
  const where = `s3://${bucket}/${key}`;
  return { kind: 'written', where, ...(retention === undefined ? {} : { lockedUntil: retention }) } as const;
}

async function read(session: DoorSession, { bucket, prefix }: CheckpointBucket): Promise<CheckpointsRead> {
  const keys = (await keysOf(session, bucket, folder(prefix))).slice(-MOST_READ);
  const checkpoints: Checkpoint[] = [];
  for (let at = 0; at < keys.length; at += READ_AT_ONCE) {
    const bodies = await Promise.all(
      keys.slice(at, at + READ_AT_ONCE).map(async (key) => ask(session, 'GetObject', { Bucket: bucket, Key: key })),
    );
    for (const [index, { Body }] of bodies.entries()) {
      const checkpoint = readCheckpoint(jsonOf(Body));
      if (!checkpoint) return { kind: 'unreadable', problem: `s3://${bucket}/${keys[at + index]} is no checkpoint` };
      checkpoints.push(checkpoint);
    }
  }
  return { kind: 'read', checkpoints };
}

/** In the order of the log: names begin with the seq and the time. S3 lists them so. */
async function keysOf(session: DoorSession, bucket: string, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let token: string | undefined; ;) {
    const page = await ask(session, 'ListObjectsV2', {
      Bucket: bucket,
      Prefix: prefix,
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    const contents = Array.isArray(page['Contents']) ? (page['Contents'] as readonly JsonObject[]) : [];
    keys.push(...contents.map(({ Key }) => String(Key)).filter((key) => NAME.test(key.slice(prefix.length))));
    if (typeof page['NextContinuationToken'] !== 'string') return keys;
    token = page['NextContinuationToken'];
  }
}

const NAME = /^\d{16}-\d{14}-[0-9a-f]{16}\.json$/;

/** Such as `0000000000000042-20260131120000-9f86d081884c7d65.json`. */
function nameOf({ seq, at }: Checkpoint, body: string): string {
  const digits = at.replace(/\D/g, '').slice(0, 14);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return `${String(seq).padStart(16, '0')}-${digits}-${hash}.json`;
}

const folder = (prefix: string): string => (prefix === '' ? '' : `${prefix}/`);

function jsonOf(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function statements(
  { bucket, prefix }: CheckpointBucket,
  { partition, region }: Scope,
): readonly PermissionStatement[] {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return [
    { Action: ['s3:PutObject', 's3:PutObjectRetention', 's3:GetObject'], Resource: [`${arn}/${folder(prefix)}*`] },
    { Action: ['s3:ListBucket', 's3:GetBucketObjectLockConfiguration'], Resource: [arn] },
    {
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.${suffix}` } },
    },
  ];
}
