import { Problem, type Checkpoint, type Streams, type Trueup } from '@trueup/api-contract';
import { verifyCheckpoints, type Instant, type VerifySignature } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { ensureCheckpointKey, InvalidPublicKey, trustedKeys } from './checkpoint-key.ts';
import { InvalidCheckpointPlace } from './checkpoint-place-of.ts';
import { placeNamed, signingOf } from './checkpoint-signing.ts';
import { refusal } from './refusal-problem.ts';

type Audit = Pick<
  Trueup,
  'listRecords' | 'verifyRecords' | 'verifyCheckpoints' | 'signCheckpoint' | 'checkpointKey' | 'removeRecords'
>;

export function auditOperations(parts: ApplicationParts): Audit {
  const { store, engine, actor, digest, dataDir } = parts;
  return {
    listRecords: ({ from, to, ...query }) => store.records.list({ ...query, ...timesOf({ from, to }) }),
    verifyRecords: ({ head }) => engine.operations.verifyRecords(head === undefined ? {} : { noted: head }),
    async verifyCheckpoints(source) {
      const { checkpoints, verify } = await sourceOf(parts, source);
      const trust = verifyCheckpoints(checkpoints, verify, digest);
      if (trust.kind === 'untrusted') {
        return { verdict: { kind: 'broken', seq: 0, problem: trust.problem }, checkpoints: checkpoints.length };
      }
      const verdict = await engine.operations.verifyRecords({ checkpoints });
      return { verdict, checkpoints: checkpoints.length, ...(trust.latest && { latest: trust.latest }) };
    },
    async signCheckpoint() {
      const signed = await engine.operations.signCheckpoint(await signingOf(parts), actor);
      if (signed.kind === 'refused') throw refusal(signed);
      const { kind: _kind, ...given } = signed;
      return given;
    },
    async checkpointKey() {
      const { keyId, publicKey } = await ensureCheckpointKey(dataDir);
      return { keyId, publicKey };
    },
    async removeRecords({ before, ...source }) {
      const instant = new Date(before).toISOString();
      const removed = await engine.operations.removeRecords(
        { before: instant, ...(await sourceOf(parts, source)) },
        actor,
      );
      if (removed.kind === 'refused') throw refusal(removed);
      const { kind: _kind, ...given } = removed;
      return given;
    },
  };
}

/** What flows of the audit log. */
export function auditStreams({ engine, actor }: ApplicationParts): Pick<Streams, 'exportRecords'> {
  return {
    async exportRecords({ from, to }) {
      return bytesOf(await engine.operations.exportRecords(timesOf({ from, to }), actor));
    },
  };
}

function timesOf({ from, to }: Times): { readonly from?: Instant; readonly to?: Instant } {
  return {
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  };
}

interface Times {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

interface Source {
  readonly checkpoints?: readonly Checkpoint[];
  readonly from?: string;
  readonly keys?: readonly string[];
}

async function sourceOf(
  parts: ApplicationParts,
  { checkpoints, from, keys }: Source,
): Promise<{ readonly checkpoints: readonly Checkpoint[]; readonly verify: VerifySignature }> {
  try {
    const verify = trustedKeys(keys ?? [(await ensureCheckpointKey(parts.dataDir)).publicKey]);
    if (checkpoints) return { checkpoints, verify };
    const to = from ?? parts.checkpoints.to;
    if (to === undefined) {
      throw new Problem('invalid', 'no checkpoints were given, and this server keeps none: see --checkpoint-to');
    }
    const read = await placeNamed(parts, to).read();
    if (read.kind === 'unreadable') throw new Problem('refused', read.problem, { reason: 'checkpoint-untrusted' });
    return { checkpoints: read.checkpoints, verify };
  } catch (error) {
    if (error instanceof InvalidPublicKey || error instanceof InvalidCheckpointPlace) {
      throw new Problem('invalid', error.message, { cause: error });
    }
    throw error;
  }
}

async function* bytesOf(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = '';
  for await (const line of lines) {
    text += `${line}\n`;
    if (text.length < PIECE) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (text !== '') yield encoder.encode(text);
}

const PIECE = 64 * 1024;
