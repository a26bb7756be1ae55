import type { Actor, Store } from '@trueup/core';
import type { Engine, Log } from '@trueup/engine';
import type { ChainState } from './chain-state.ts';
import { signingOf, type SigningParts } from './checkpoint-signing.ts';

const FIRST_AFTER_MS = 60 * 1000;
const MINUTE_MS = 60 * 1000;
const SYSTEM: Actor = { kind: 'system', name: 'engine' };

/** Signs a checkpoint again and again, which verifies what was recorded since the last one. */
export function keepCheckpoints(
  parts: SigningParts & { readonly engine: Pick<Engine, 'operations'>; readonly store: Pick<Store, 'records'> },
  log: Log,
): { state(): ChainState; stop(): Promise<void> } {
  const everyMs = parts.checkpoints.everyMinutes * MINUTE_MS;
  let state: ChainState;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let keeping = Promise.resolve();
  const keep = async (): Promise<void> => {
    try {
      if (parts.checkpoints.to === undefined && (await signedLately(parts))) return;
      const signed = await parts.engine.operations.signCheckpoint(await signingOf(parts), SYSTEM);
      if (signed.kind === 'refused') {
        if (signed.reason === 'chain-broken') state = 'broken';
        log.error({ reason: signed.reason, detail: signed.detail }, 'no checkpoint of the audit log was signed');
      } else state = 'intact';
    } catch (error) {
      log.error({ error }, 'no checkpoint of the audit log could be signed');
    } finally {
      if (!stopped) keepAfter(everyMs);
    }
  };
  const keepAfter = (ms: number): void => {
    timer = setTimeout(() => {
      keeping = keep();
    }, ms);
    timer.unref();
  };
  keepAfter(Math.min(FIRST_AFTER_MS, everyMs));
  return {
    state: () => state,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await keeping;
    },
  };
}

/** Another process has done it: one that keeps none outside adds nothing. */
async function signedLately({ store, clock, checkpoints }: SigningParts & { readonly store: Pick<Store, 'records'> }) {
  const [last] = (await store.records.list({ actions: ['checkpoint.signed'], limit: 1 })).items;
  const agoMs = last === undefined ? Infinity : Date.parse(clock.now()) - Date.parse(last.at);
  return agoMs >= 0 && agoMs < (checkpoints.everyMinutes * MINUTE_MS) / 2;
}
