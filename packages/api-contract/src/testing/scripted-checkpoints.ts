import type { Trueup } from '../operations.ts';
import type { Checkpoint } from '../schema/checkpoint.ts';
import type { AuditRecord } from '../schema/record.ts';
import { SCRIPTED_AT } from './scripted-things.ts';

type Checkpointing = Pick<
  Trueup,
  'verifyCheckpoints' | 'signCheckpoint' | 'checkpointKey' | 'removeRecords' | 'exportRecords' | 'readMetrics'
>;

const KEY_ID = '0123456789abcdef';

/** Checkpoints by script: any are trusted, and nothing is ever removed. */
export function scriptedCheckpoints(records: () => readonly AuditRecord[]): Checkpointing {
  const sign = (): Checkpoint => {
    const last = records().at(-1);
    return {
      seq: last?.seq ?? 0,
      hash: last?.hash ?? '0'.repeat(64),
      at: SCRIPTED_AT,
      records: records().length,
      keyId: KEY_ID,
      previous: '0'.repeat(64),
      signature: `${'A'.repeat(86)}==`,
    };
  };
  return {
    async verifyCheckpoints({ checkpoints = [] }) {
      const { seq, hash } = sign();
      const latest = checkpoints.at(-1);
      const shared = { checkpoints: checkpoints.length, ...(latest === undefined ? {} : { latest }) };
      if ((latest?.seq ?? 0) <= seq) return { verdict: { kind: 'intact', records: seq, head: hash }, ...shared };
      return { verdict: { kind: 'broken', seq: seq + 1, problem: 'the log was cut' }, ...shared };
    },
    signCheckpoint: async () => ({ checkpoint: sign() }),
    checkpointKey: async () => ({
      keyId: KEY_ID,
      publicKey: '-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n',
    }),
    removeRecords: async () => ({ removed: 0, anchor: { seq: 0, hash: '0'.repeat(64) }, checkpoint: sign() }),
    exportRecords: async () => lines(records()),
    readMetrics: async () => lines([]),
  };
}

async function* lines(records: readonly AuditRecord[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const record of records) yield encoder.encode(`${JSON.stringify(record)}\n`);
}
