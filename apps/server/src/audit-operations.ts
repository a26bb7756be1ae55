import type { Trueup } from '@trueup/api-contract';
import { verifyChain, type AuditRecord } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';

export function auditOperations({ store, digest }: ApplicationParts): Pick<Trueup, 'listRecords' | 'verifyRecords'> {
  return {
    listRecords: (query) => store.records.list(query),
    async verifyRecords({ head: noted }) {
      // Read first: records that are appended meanwhile come after it.
      const head = await store.records.head();
      let found = noted === undefined || noted === head.hash;
      const watched = async function* (): AsyncGenerator<AuditRecord> {
        for await (const record of store.records.all()) {
          if (record.seq > head.seq) return;
          found ||= record.hash === noted;
          yield record;
        }
      };
      const verdict = await verifyChain(watched(), head, digest);
      if (verdict.kind === 'broken' || found) return verdict;
      return {
        kind: 'broken',
        seq: head.seq + 1,
        problem: 'no record has the noted hash: the log was cut or replaced',
      };
    },
  };
}
