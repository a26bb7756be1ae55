import type { Actor } from '@trueup/core';
import type { AccessParts } from './access-parts.ts';
import { recordAccess } from './record-access.ts';

export interface Denial {
  readonly actor: Actor;
  /** What was asked for: an operation, or the part of the door that was tried. */
  readonly operation: string;
  readonly reason: string;
  readonly address: string;
}

const QUIET_MS = 60_000;
/** People times operations; beyond it the oldest is forgotten, and may be recorded anew. */
const MOST_REMEMBERED = 10_000;

/**
 * Writes denials down, one a minute for each person and operation: nobody fills the log by being refused. The next one
 * says how many were passed over.
 */
export function denials(parts: Pick<AccessParts, 'clock' | 'store'>): (denial: Denial) => Promise<void> {
  const seen = new Map<string, { readonly from: number; passedOver: number }>();
  return async ({ actor, operation, reason, address }) => {
    const key = `${actor.kind} ${actor.name} ${operation}`;
    const now = Date.parse(parts.clock.now());
    const before = seen.get(key);
    if (before !== undefined && Math.abs(now - before.from) < QUIET_MS) {
      before.passedOver += 1;
      return;
    }
    seen.delete(key);
    seen.set(key, { from: now, passedOver: 0 });
    const [oldest] = seen.keys();
    if (seen.size > MOST_REMEMBERED && oldest !== undefined) seen.delete(oldest);
    const passedOver = before?.passedOver ?? 0;
    await recordAccess(parts, parts.store, {
      actor,
      action: 'access.denied',
      subject: { kind: 'user', id: actor.name },
      detail: { operation, reason, address, ...(passedOver === 0 ? {} : { passedOver }) },
    });
  };
}
