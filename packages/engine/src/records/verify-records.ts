import { verifyChain, type AuditRecord, type ChainHead, type ChainVerdict, type Checkpoint } from '@trueup/core';
import type { EngineParts } from '../parts.ts';

/**
 * Reads the whole log that is kept. `noted` is a hash of a head that somebody has noted, and `checkpoints` are trusted
 * already: the log must hold them. Where the log begins must be told by a record of the removal.
 */
export async function verifyRecords(
  parts: Pick<EngineParts, 'store' | 'digest'>,
  given: { readonly noted?: string; readonly checkpoints?: readonly Checkpoint[] },
): Promise<ChainVerdict> {
  const { records } = parts.store;
  for (;;) {
    const anchor = await records.anchor();
    const verdict = await verifyFrom(parts, anchor, given);
    // Somebody removed old records while they were read.
    if (verdict.kind === 'intact' || (await records.anchor())?.seq === anchor?.seq) return verdict;
  }
}

async function verifyFrom(
  { store, digest }: Pick<EngineParts, 'store' | 'digest'>,
  anchor: ChainHead | undefined,
  { noted, checkpoints = [] }: { readonly noted?: string; readonly checkpoints?: readonly Checkpoint[] },
): Promise<ChainVerdict> {
  // Read first: records that are appended meanwhile come after it.
  const head = await store.records.head();
  let found = noted === undefined || noted === head.hash || noted === anchor?.hash;
  let removalTold = anchor === undefined;
  const watched = async function* (): AsyncGenerator<AuditRecord> {
    for await (const record of store.records.all()) {
      if (record.seq > head.seq) return;
      found ||= record.hash === noted;
      removalTold ||= tellsRemoval(record, anchor);
      yield record;
    }
  };
  const verdict = await verifyChain(watched(), head, digest, {
    ...(anchor === undefined ? {} : { anchor }),
    vouched: checkpoints,
  });
  if (verdict.kind === 'broken') return verdict;
  if (!removalTold) {
    const first = (anchor?.seq ?? 0) + 1;
    return {
      kind: 'broken',
      seq: first,
      problem: `the log begins at record ${first}, and no record tells who removed those before`,
    };
  }
  if (found) return verdict;
  return { kind: 'broken', seq: head.seq + 1, problem: 'no record has the noted hash: the log was cut or replaced' };
}

function tellsRemoval({ action, detail }: AuditRecord, anchor: ChainHead | undefined): boolean {
  return action === 'records.removed' && detail['through'] === anchor?.seq && detail['hash'] === anchor?.hash;
}
