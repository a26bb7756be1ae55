import type { Actor, PolicyQueue } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { pausing, poll, type Running } from './poll.ts';
import { queueClient, type QueueClient, type Received } from './queue-client.ts';
import { readMessage } from './read-message.ts';
import type { Rejudged } from './rejudge.ts';
import type { Changes } from './settle-changes.ts';
import { poisonOf, takeIn, type ReadMessage } from './take-in.ts';

/** The longest that SQS lets a receiver wait for a message. */
const WAIT_SECONDS = 20;
/** A queue that answers at once that it is empty is not asked again at once. */
const EMPTY_MS = 50;
/** Messages whose resources are still to be read; more are not received meanwhile. */
const MOST_SETTLING = 500;

type Taken = ReadMessage & { readonly received: Received };

/**
 * Receives events from a queue until it is stopped. A message is deleted once what it says is committed, and not
 * before: whatever fails on the way, it comes again and changes nothing twice. What cannot be read is kept for a person.
 */
export function readQueue(
  parts: EngineParts,
  { arn, receivers }: PolicyQueue,
  changes: Changes,
  waitSeconds = WAIT_SECONDS,
): Running {
  const client = queueClient(parts.door, arn, waitSeconds);
  const settling = new Set<Promise<void>>();
  const loops = Array.from({ length: receivers }, () =>
    poll(
      (signal) => receiveOnce(parts, { arn, client, changes, settling }, signal),
      (error) => parts.log.error({ error, queue: arn }, 'messages could not be taken in; they come again'),
    ),
  );
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await Promise.all(settling);
    },
  };
}

interface Reader {
  readonly arn: string;
  readonly client: QueueClient;
  readonly changes: Changes;
  readonly settling: Set<Promise<void>>;
}

async function receiveOnce(parts: EngineParts, reader: Reader, signal: AbortSignal): Promise<'done' | 'failed'> {
  const { arn, client, settling } = reader;
  while (settling.size >= MOST_SETTLING) await Promise.race(settling);
  const answer = await client.receive(signal);
  if (answer.kind === 'failed') {
    if (signal.aborted) return 'done';
    const { code, message } = answer.failure;
    parts.log.error({ queue: arn, code, problem: message }, 'a queue could not be read; trying again');
    return 'failed';
  }
  if (answer.value.length === 0) await pausing(EMPTY_MS, signal);
  const messages = answer.value.map((received): Taken => ({
    id: parts.digest(`${arn}\n${received.messageId}`).slice(0, 32),
    origin: arn,
    body: received.body,
    reading: readMessage(parts, received.body, arn),
    received,
  }));
  await takeIn(parts, messages, actorOf(arn));
  const [changing, done] = [messages, messages].map((all, index) =>
    all.filter(({ reading }) => reading.changed.length > 0 === (index === 0)),
  );
  await remove(parts, reader, done ?? []);
  for (const message of changing ?? []) {
    const settled: Promise<void> = settle(parts, reader, message).finally(() => settling.delete(settled));
    settling.add(settled);
  }
  return 'done';
}

const actorOf = (arn: string): Actor => ({
  kind: 'system',
  name: `queue ${arn.slice(arn.lastIndexOf(':') + 1)}`,
});

async function remove(parts: EngineParts, { arn, client }: Reader, messages: readonly Taken[]): Promise<void> {
  if (messages.length === 0) return;
  const answer = await client.remove(messages.map(({ received }) => received));
  if (answer.kind === 'called') return;
  const { code, message } = answer.failure;
  parts.log.error({ queue: arn, code, problem: message }, 'messages could not be deleted; they come again');
}

/** Never rejects: a message that was not settled comes again. */
async function settle(parts: EngineParts, reader: Reader, message: Taken): Promise<void> {
  try {
    const results = await Promise.all(message.reading.changed.map((one) => reader.changes.add(one)));
    const unread = results.filter((one): one is Extract<Rejudged, { kind: 'unread' }> => one.kind === 'unread');
    if (unread.some(({ transient }) => transient)) return;
    const [first] = unread;
    // Reading it again would fail again.
    if (first) await parts.store.events.addPoison([poisonOf(parts, message, `could not be read: ${first.reason}`)]);
    await remove(parts, reader, [message]);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return;
    parts.log.error({ error, queue: reader.arn }, 'a changed resource could not be judged; its event comes again');
  }
}
