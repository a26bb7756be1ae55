import {
  CHAIN_START,
  verifyCheckpoints,
  type Actor,
  type ChainHead,
  type Checkpoint,
  type Instant,
  type VerifySignature,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { verifyRecords } from './verify-records.ts';

type RecordsRemoved =
  | { readonly kind: 'removed'; readonly removed: number; readonly anchor: ChainHead; readonly checkpoint: Checkpoint }
  | Refused;

/**
 * Removes the records before an instant, if a checkpoint that is kept outside covers them all. The whole log is
 * verified first, and it stays a chain: the last record that is removed becomes its anchor, and a record tells of it.
 */
export async function removeRecords(
  parts: EngineParts,
  given: {
    readonly before: Instant;
    /** As they were read from outside. */
    readonly checkpoints: readonly Checkpoint[];
    readonly verify: VerifySignature;
  },
  actor: Actor,
): Promise<RecordsRemoved> {
  const { store, clock, digest } = parts;
  const { before, checkpoints } = given;
  const trusted = verifyCheckpoints(checkpoints, given.verify, digest);
  if (trusted.kind === 'untrusted') return refused('checkpoint-untrusted', trusted.problem);
  const verdict = await verifyRecords(parts, { checkpoints });
  if (verdict.kind === 'broken') return refused('chain-broken', verdict.problem);
  const start = (await store.records.anchor()) ?? CHAIN_START;
  const anchor = await lastBefore(parts, before);
  if (!anchor) return refused('nothing-to-remove', `no record that is kept is older than ${before}`);
  const covering = checkpoints.find(({ seq }) => seq >= anchor.seq);
  if (!covering) {
    const reach = trusted.latest ? `the last one covers record ${trusted.latest.seq}` : 'there is none';
    return refused('checkpoint-missing', `no checkpoint covers record ${anchor.seq}: ${reach}`);
  }
  const removed = await store.transaction(async ({ records }) => {
    const count = await records.removeThrough(anchor);
    await records.append([
      {
        at: clock.now(),
        actor,
        action: 'records.removed',
        subject: { kind: 'records', id: `${start.seq + 1}-${anchor.seq}` },
        detail: {
          before,
          from: start.seq + 1,
          through: anchor.seq,
          hash: anchor.hash,
          records: count,
          checkpoint: covering.seq,
        },
      },
    ]);
    return count;
  });
  return { kind: 'removed', removed, anchor, checkpoint: covering };
}

/** Of the run of old records at the beginning: one of a clock that was set back ends nothing. */
async function lastBefore({ store }: EngineParts, before: Instant): Promise<ChainHead | undefined> {
  let last: ChainHead | undefined;
  for await (const { at, seq, hash } of store.records.all()) {
    if (at >= before) break;
    last = { seq, hash };
  }
  return last;
}
