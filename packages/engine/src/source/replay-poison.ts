import type { Actor } from '@trueup/core';
import { importFindings } from '../finding/import-findings.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { refusedContent } from './import-batch.ts';
import { readMessage } from './read-message.ts';
import { rejudge } from './rejudge.ts';
import { within } from './take-in.ts';

export type Replayed =
  /** It is kept no longer. */
  | { readonly kind: 'replayed'; readonly findings: number; readonly resources: number }
  /** It stays, for this reason. */
  | { readonly kind: 'still-unread'; readonly reason: string }
  | Refused;

/** Takes a message in once more that could not be read when it came: now it may be, or its resource. */
export async function replayPoison(parts: EngineParts, id: string, actor: Actor): Promise<Replayed> {
  const kept = await parts.store.events.poisonById(id);
  if (!kept) return refused('unknown-delivery', `no kept message ${id}`);
  const reading = readMessage(parts, kept.body, kept.origin);
  if (reading.unread !== undefined) return { kind: 'still-unread', reason: reading.unread };
  for (const changed of reading.changed) {
    const judged = await rejudge(parts, changed);
    if (judged.kind === 'unread') return { kind: 'still-unread', reason: judged.reason };
  }
  try {
    await parts.store.transaction(async (stores) => {
      await importFindings(within(parts, stores), reading.findings, actor, actor.name);
      await stores.events.removePoison(id);
    });
  } catch (error) {
    const reason = refusedContent(error);
    if (reason === undefined) throw error;
    return { kind: 'still-unread', reason };
  }
  return { kind: 'replayed', findings: reading.findings.length, resources: reading.changed.length };
}
