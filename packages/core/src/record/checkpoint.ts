import { z } from 'zod';
import type { Digest } from '../ports/digest.ts';
import type { Instant } from '../value/instant.ts';
import { canonicalJson, type Json } from '../value/json.ts';
import { FIRST_PREVIOUS_HASH } from './record.ts';

/** A signed note of where the audit log stood, to be kept where whoever can change the log cannot change it. */
export interface Checkpoint {
  /** The last record at that time, and its hash. */
  readonly seq: number;
  readonly hash: string;
  readonly at: Instant;
  /** How many records the log held then. */
  readonly records: number;
  /** Names the public key that verifies it. */
  readonly keyId: string;
  /** Of the checkpoint before; 64 zeros for the first. */
  readonly previous: string;
  /** Ed25519 over `checkpointText`, base64. */
  readonly signature: string;
}

export interface CheckpointSigner {
  readonly keyId: string;
  /** Of a text's UTF-8 bytes; base64. */
  sign(text: string): string;
}

/** Whether one of the trusted keys made a signature. */
export type VerifySignature = (keyId: string, text: string, signature: string) => 'valid' | 'invalid' | 'unknown-key';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const checkpointSchema = z.strictObject({
  seq: z.int().nonnegative(),
  hash: sha256,
  at: z.iso.datetime(),
  records: z.int().nonnegative(),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  previous: sha256,
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});

/** What is signed: everything but the signature, as canonical JSON. */
function checkpointText({ seq, hash, at, records, keyId, previous }: Omit<Checkpoint, 'signature'>): string {
  return canonicalJson({ kind: 'trueup-checkpoint', seq, hash, at, records, keyId, previous });
}

export function signedCheckpoint(
  place: Pick<Checkpoint, 'seq' | 'hash' | 'at' | 'records'>,
  previous: string | undefined,
  signer: CheckpointSigner,
): Checkpoint {
  const { seq, hash, at, records } = place;
  const unsigned = { seq, hash, at, records, keyId: signer.keyId, previous: previous ?? FIRST_PREVIOUS_HASH };
  return { ...unsigned, signature: signer.sign(checkpointText(unsigned)) };
}

/** What the next checkpoint names as `previous`. */
export function checkpointHash(checkpoint: Checkpoint, digest: Digest): string {
  return digest(canonicalJson({ ...checkpoint }));
}

/** Undefined: it is none. */
export function readCheckpoint(value: unknown): Checkpoint | undefined {
  return checkpointSchema.safeParse(value).data;
}

export type CheckpointsRead =
  | { readonly kind: 'read'; readonly checkpoints: readonly Checkpoint[] }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** JSON lines, one checkpoint each, in the order in which they were written. */
export function parseCheckpoints(text: string): CheckpointsRead {
  const checkpoints: Checkpoint[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const checkpoint = readCheckpoint(jsonOf(line));
    if (!checkpoint) return { kind: 'unreadable', problem: `line ${index + 1} is no checkpoint` };
    checkpoints.push(checkpoint);
  }
  return { kind: 'read', checkpoints };
}

function jsonOf(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export type CheckpointsVerdict =
  | { readonly kind: 'trusted'; readonly latest: Checkpoint | undefined }
  | { readonly kind: 'untrusted'; readonly problem: string };

/**
 * Whether each was signed by a trusted key and none was taken out from between. The first may continue one that is
 * kept no more. Two may continue the same one: whoever signed the first of them died before he could record it.
 */
export function verifyCheckpoints(
  checkpoints: readonly Checkpoint[],
  verify: VerifySignature,
  digest: Digest,
): CheckpointsVerdict {
  const known = new Set<string>();
  let last: Checkpoint | undefined;
  for (const checkpoint of checkpoints) {
    const problem = signatureProblem(checkpoint, verify) ?? orderProblem(checkpoint, last, known);
    if (problem) return { kind: 'untrusted', problem: `the checkpoint of record ${checkpoint.seq} ${problem}` };
    known.add(checkpointHash(checkpoint, digest));
    last = checkpoint;
  }
  return { kind: 'trusted', latest: last };
}

function signatureProblem(checkpoint: Checkpoint, verify: VerifySignature): string | undefined {
  switch (verify(checkpoint.keyId, checkpointText(checkpoint), checkpoint.signature)) {
    case 'valid':
      return undefined;
    case 'invalid':
      return 'is forged: its signature is not that of its key';
    case 'unknown-key':
      return `was signed by key ${checkpoint.keyId}, which is not among the trusted ones`;
  }
}

function orderProblem(
  { seq, previous }: Checkpoint,
  last: Checkpoint | undefined,
  known: ReadonlySet<string>,
): string | undefined {
  if (!last) return undefined;
  if (seq < last.seq) return `comes after one of record ${last.seq}: the log was cut in between`;
  if (!known.has(previous)) return 'continues a checkpoint that is missing';
  return undefined;
}
