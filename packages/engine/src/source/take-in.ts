import type { Actor, PoisonMessage, Stores } from '@trueup/core';
import { importFindings } from '../finding/import-findings.ts';
import type { EngineParts } from '../parts.ts';
import { refusedContent } from './import-batch.ts';
import type { MessageReading } from './read-message.ts';

/** A message, what it says, and where it came from. */
export interface ReadMessage {
  /** Always the same for one message, so that it is kept once. */
  readonly id: string;
  readonly origin: string;
  readonly body: string;
  readonly reading: MessageReading;
}

/**
 * Keeps what messages say, all of it in one transaction: findings, their history and events, and the messages that a
 * person has to look at. Once this is done they may be deleted from their queue; done again it changes nothing.
 */
export async function takeIn(parts: EngineParts, messages: readonly ReadMessage[], actor: Actor): Promise<void> {
  const findings = messages.flatMap(({ reading }) => reading.findings);
  const poison = messages.flatMap((message) => {
    const { unread } = message.reading;
    return unread === undefined ? [] : [poisonOf(parts, message, unread)];
  });
  if (findings.length + poison.length === 0) return;
  try {
    await parts.store.transaction(async (stores) => {
      await stores.events.addPoison(poison);
      await importFindings(within(parts, stores), findings, actor, actor.name);
    });
  } catch (error) {
    const reason = refusedContent(error);
    if (reason === undefined) throw error;
    await apart(parts, messages, actor, reason);
  }
}

/** One message holds what the database does not take; it is found by halves, and the others are kept. */
async function apart(
  parts: EngineParts,
  messages: readonly ReadMessage[],
  actor: Actor,
  reason: string,
): Promise<void> {
  const [first] = messages;
  if (messages.length === 1 && first) {
    await parts.store.events.addPoison([poisonOf(parts, first, reason)]);
    return;
  }
  const middle = Math.ceil(messages.length / 2);
  await takeIn(parts, messages.slice(0, middle), actor);
  await takeIn(parts, messages.slice(middle), actor);
}

export function poisonOf(
  { clock }: Pick<EngineParts, 'clock'>,
  { id, origin, body }: Pick<ReadMessage, 'id' | 'origin' | 'body'>,
  reason: string,
): PoisonMessage {
  return { id, origin, body, reason, receivedAt: clock.now() };
}

/** The parts, with every transaction joining the one at hand. */
export function within(parts: EngineParts, stores: Stores): EngineParts {
  return { ...parts, store: { ...parts.store, ...stores, transaction: (work) => work(stores) } };
}
