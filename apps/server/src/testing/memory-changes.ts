import type { AuditRecord, NewRecord } from '@trueup/core';
import type { ChangeSource } from '../changes/follow-changes.ts';

export interface MemoryChanges extends ChangeSource {
  /** Appends a record about each. */
  happened(...kinds: readonly NewRecord['subject']['kind'][]): void;
  /** Removes all records up to this one. */
  forget(seq: number): void;
  /** A step log grew. */
  stepped(): void;
  /** From now on the store does not answer, or it does again. */
  reachable(whether: boolean): void;
  /** How often the end of the log was asked for. */
  asked(): number;
}

/** A log of records in memory, of which only the kinds matter. */
export function memoryChanges(): MemoryChanges {
  const kinds: NewRecord['subject']['kind'][] = [];
  let kept = 0;
  let steps = 0;
  let asked = 0;
  let answers = true;
  const answer = <T>(value: T): T => {
    if (answers) return value;
    throw new Error('the store does not answer');
  };
  const at = (seq: number) => ({ seq, hash: `hash of ${seq}` });
  return {
    records: {
      async head() {
        asked += 1;
        return answer(at(kinds.length));
      },
      anchor: async () => answer(kept === 0 ? undefined : at(kept)),
      async *all({ after = 0, through = kinds.length } = {}) {
        answer(undefined);
        for (let seq = Math.max(after, kept) + 1; seq <= through; seq += 1) yield recordOf(seq, kinds[seq - 1]);
      },
    },
    executions: { progress: async () => answer(String(steps)) },
    happened: (...more) => void kinds.push(...more),
    forget: (seq) => {
      kept = seq;
    },
    stepped: () => {
      steps += 1;
    },
    reachable: (whether) => {
      answers = whether;
    },
    asked: () => asked,
  };
}

function recordOf(seq: number, kind: NewRecord['subject']['kind'] = 'records'): AuditRecord {
  const actor = { kind: 'system', name: 'test' } as const;
  const said = { at: '2026-01-01T00:00:00.000Z', actor, action: 'finding.updated', detail: {} } as const;
  return { ...said, subject: { kind, id: 'one' }, seq, previousHash: '', hash: '' };
}
