import { createHash } from 'node:crypto';
import {
  chained,
  CHAIN_START,
  type AuditRecord,
  type ChainHead,
  type NewRecord,
  type RecordRange,
  type RecordStore,
  type Store,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An audit log in memory, which a test may damage as somebody with all rights on the database could. */
export interface ScriptedRecords {
  readonly parts: EngineParts;
  readonly log: AuditRecord[];
  head: ChainHead;
  anchor: ChainHead | undefined;
  now: string;
  add(count: number): Promise<void>;
}

export function scriptedRecords(): ScriptedRecords {
  const scripted: ScriptedRecords = {
    parts: undefined as never,
    log: [],
    head: CHAIN_START,
    anchor: undefined,
    now: '2026-01-01T00:00:00.000Z',
    async add(count) {
      for (let index = 0; index < count; index += 1) await records.append([sample(scripted.now, index)]);
    },
  };
  const records = storeOf(scripted);
  const store = { records, transaction: (work: (inside: unknown) => unknown) => work({ records }) } as unknown as Store;
  return Object.assign(scripted, { parts: { store, digest, clock: { now: () => scripted.now } } as EngineParts });
}

function storeOf(scripted: ScriptedRecords): RecordStore {
  return {
    async append(given) {
      const appended: AuditRecord[] = [];
      for (const record of given) {
        // Through JSON, as a store keeps it.
        const kept = chained(JSON.parse(JSON.stringify(record)) as NewRecord, scripted.head, digest);
        scripted.head = { seq: kept.seq, hash: kept.hash };
        appended.push(kept);
      }
      scripted.log.push(...appended);
      return appended;
    },
    list: async ({ actions, limit = 100 }) => ({
      items: scripted.log
        .filter(({ action }) => actions?.includes(action) ?? true)
        .toReversed()
        .slice(0, limit),
    }),
    all: (range = {}) => within(scripted.log, range),
    head: async () => scripted.head,
    latestAt: async () => scripted.log.at(-1)?.at,
    anchor: async () => scripted.anchor,
    async removeThrough(anchor) {
      const count = scripted.log.findIndex(({ seq, hash }) => seq === anchor.seq && hash === anchor.hash) + 1;
      if (count === 0) throw new Error('it is not in the log');
      scripted.log.splice(0, count);
      scripted.anchor = anchor;
      return count;
    },
  };
}

async function* within(log: readonly AuditRecord[], range: RecordRange): AsyncGenerator<AuditRecord> {
  const { from = '', to = '9', after = -1, through = Infinity } = range;
  yield* [...log].filter(({ at, seq }) => at >= from && at <= to && seq > after && seq <= through);
}

function sample(at: string, index: number): NewRecord {
  return {
    at,
    actor: { kind: 'person', name: 'ann' },
    action: 'plan.approved',
    subject: { kind: 'plan', id: `plan-${index}` },
    detail: { index },
  };
}
