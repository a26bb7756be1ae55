import type { ApiCall, CallFailure, Door, JournalEntry, JsonObject, Region, Scope } from '@trueup/core';

export type Asked =
  | { readonly kind: 'answered'; readonly output: JsonObject }
  | { readonly kind: 'failed'; readonly call: ApiCall; readonly failure: CallFailure };

/** Reading calls in one account and region. */
export interface Reads {
  readonly scope: Scope;
  ask(call: ApiCall): Promise<Asked>;
  inRegion(region: Region): Reads;
}

/** The door's plan mode lets nothing but reads through, so no collector can change anything. */
export function openReads(door: Door, scope: Scope, journal: ((entry: JournalEntry) => void) | undefined): Reads {
  const session = door.open(scope, { mode: 'plan', ...(journal ? { journal } : {}) });
  return {
    scope,
    async ask(call) {
      const answer = await session.call(call);
      switch (answer.kind) {
        case 'answered':
          return { kind: 'answered', output: answer.output };
        case 'failed':
          return { kind: 'failed', call, failure: answer.failure };
        case 'planned':
          throw new Error(`${call.service} ${call.operation} is not a read: a collector calls reads only`);
      }
    },
    inRegion: (region) => openReads(door, { ...scope, region }, journal),
  };
}
