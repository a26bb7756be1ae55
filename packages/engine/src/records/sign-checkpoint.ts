import {
  CHAIN_START,
  checkpointHash,
  signedCheckpoint,
  verifyChain,
  type Actor,
  type ChainHead,
  type ChainVerdict,
  type Checkpoint,
  type CheckpointPlace,
  type CheckpointSigner,
  type Json,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { lastCheckpoint } from './last-checkpoint.ts';

/** Whose signature, and where it is kept outside the store; absent: nowhere, its record holds it. */
interface Signing {
  readonly signer: CheckpointSigner;
  readonly place?: CheckpointPlace;
}

type CheckpointSigned =
  | {
      readonly kind: 'signed';
      readonly checkpoint: Checkpoint;
      readonly where?: string;
      readonly lockedUntil?: string;
    }
  | Refused;

/**
 * Signs where the log stands. What came since the last checkpoint is verified first: a log that was changed gets no
 * signature. It is written outside before it is recorded, so a record never promises what is not there.
 */
export async function signCheckpoint(parts: EngineParts, signing: Signing, actor: Actor): Promise<CheckpointSigned> {
  const { store, clock, digest } = parts;
  const last = await lastCheckpoint(store.records);
  const anchor = (await store.records.anchor()) ?? CHAIN_START;
  const head = await store.records.head();
  if (last && isForged(last, signing.signer)) {
    return refused('chain-broken', `the checkpoint of record ${last.seq} that the log holds is forged`);
  }
  const verdict = await verifySince(parts, last ?? anchor, head);
  if (verdict.kind === 'broken') return refused('chain-broken', `no checkpoint of a changed log: ${verdict.problem}`);
  const at = clock.now();
  const place = { seq: head.seq, hash: head.hash, at, records: head.seq - anchor.seq };
  const checkpoint = signedCheckpoint(place, last && checkpointHash(last, digest), signing.signer);
  const written = await signing.place?.write(checkpoint);
  if (written?.kind === 'failed') return refused('checkpoint-unwritten', written.problem);
  const kept = written && {
    where: written.where,
    ...(written.lockedUntil === undefined ? {} : { lockedUntil: written.lockedUntil }),
  };
  await store.records.append([
    {
      at,
      actor,
      action: 'checkpoint.signed',
      subject: { kind: 'records', id: head.seq === anchor.seq ? 'none' : `${anchor.seq + 1}-${head.seq}` },
      detail: { checkpoint: { ...checkpoint } satisfies Json, ...kept },
    },
  ]);
  return { kind: 'signed', checkpoint, ...kept };
}

/** Ed25519 signs one text in one way. Another key's is for those to judge who trust it. */
function isForged(checkpoint: Checkpoint, signer: CheckpointSigner): boolean {
  const again = signedCheckpoint(checkpoint, checkpoint.previous, signer);
  return checkpoint.keyId === signer.keyId && checkpoint.signature !== again.signature;
}

/** What is before `last` was verified when that was signed. */
function verifySince({ store, digest }: EngineParts, last: ChainHead, head: ChainHead): Promise<ChainVerdict> {
  if (head.seq < last.seq) {
    const problem = `it ends at record ${head.seq}, and a checkpoint was signed of record ${last.seq}`;
    return Promise.resolve({ kind: 'broken', seq: head.seq + 1, problem });
  }
  return verifyChain(store.records.all({ after: last.seq, through: head.seq }), head, digest, { anchor: last });
}
