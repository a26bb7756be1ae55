import { setTimeout as delay } from 'node:timers/promises';
import type { Actor, EventEnvelope, EventReplay, Instant, Scope } from '@trueup/core';
import { accountOf } from '../account-of.ts';
import { archiveArn } from '../definition/event-archives.ts';
import { putDefinition } from '../definition/put-definition.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

/** EventBridge's own: so many at once. */
const MOST_RUNNING = 10;
const EVENTS_AT_ONCE = 200;
const LOOK_EVERY_MS = 1_000;
const ENDED: readonly EventReplay['state'][] = ['COMPLETED', 'CANCELLED', 'FAILED'];

export interface ReplayDraft {
  readonly name: string;
  /** The archive's name. */
  readonly archive: string;
  readonly description?: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Names of rules; absent: all. */
  readonly rules?: readonly string[];
}

export type ReplayKept = { readonly kind: 'kept'; readonly replay: EventReplay } | Refused;

const replayArn = ({ partition, region, accountId }: Scope, name: string): string =>
  `arn:${partition}:events:${region}:${accountId}:replay/${name}`;

/** A worker does it; how far it is stands in the replay, so that it survives the worker. */
export async function startReplay(
  parts: EngineParts,
  draft: ReplayDraft,
  scope: Scope,
  actor: Actor,
): Promise<ReplayKept> {
  const at = parts.clock.now();
  const arn = replayArn(scope, draft.name);
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(draft.name)) {
    return refused('invalid-definition', 'a replay is named by 1 to 64 of letters, digits and . - _');
  }
  if (draft.from >= draft.to) return refused('invalid-definition', 'the start of a replay must be before its end');
  return parts.store.transaction(async (stores) => {
    const archive = await stores.definitions.get('event-archive', archiveArn(scope, draft.archive));
    if (!archive) return refused('unknown-definition', `no archive ${draft.archive}`);
    const others = await stores.definitions.list('event-replay');
    if (others.some(({ key }) => key === arn))
      return refused('definition-exists', `there was a replay ${draft.name} already`);
    if (others.filter(({ value }) => !ENDED.includes(value.state)).length >= MOST_RUNNING) {
      return refused('definition-limit', `${MOST_RUNNING} replays are under way, which is the most`);
    }
    const replay: EventReplay = {
      ...draft,
      archive: archive.arn,
      arn,
      bus: archive.bus,
      state: 'STARTING',
      startedAt: at,
    };
    await putDefinition(stores, { kind: 'event-replay', key: arn, value: replay }, { actor, at });
    return { kind: 'kept', replay };
  });
}

export async function cancelReplay(parts: EngineParts, arn: string, actor: Actor): Promise<ReplayKept> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const current = await stores.definitions.get('event-replay', arn);
    if (!current) return refused('unknown-definition', `no replay ${arn}`);
    if (current.state !== 'STARTING' && current.state !== 'RUNNING') {
      return refused('definition-in-use', `replay ${current.name} is ${current.state}`);
    }
    const replay: EventReplay = { ...current, state: 'CANCELLING' };
    await putDefinition(stores, { kind: 'event-replay', key: arn, value: replay }, { actor, at });
    return { kind: 'kept', replay };
  });
}

/** Carries replays on, a part in a transaction, until it is stopped. */
export function runReplays(parts: EngineParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      let more = false;
      try {
        for (const { key, value } of await parts.store.definitions.list('event-replay')) {
          if (!ENDED.includes(value.state)) more = (await carriedOn(parts, key)) || more;
        }
      } catch (error) {
        parts.log.error({ error }, 'replays could not be looked at; looking again');
      }
      if (!more) await delay(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const looking = look();
  return {
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}

/** One that fails keeps no other from going on. */
async function carriedOn(parts: EngineParts, arn: string): Promise<boolean> {
  try {
    return await carryOn(parts, arn);
  } catch (error) {
    parts.log.error({ error, replay: arn }, 'a replay could not be carried on; trying again');
    return false;
  }
}

/** Sends the next events and notes how far it is, together. True: there is more. */
export async function carryOn(parts: EngineParts, arn: string): Promise<boolean> {
  return parts.store.transaction(async (stores) => {
    // The row is locked: of two processes one waits, and finds how far the other came.
    const replay = await stores.definitions.get('event-replay', arn);
    if (!replay || ENDED.includes(replay.state)) return false;
    const endedAt = parts.clock.now();
    if (replay.state === 'CANCELLING') {
      await stores.definitions.put('event-replay', arn, { ...replay, state: 'CANCELLED', endedAt });
      return false;
    }
    const page = await stores.events.archived(replay.archive, {
      from: replay.from,
      to: replay.to,
      limit: EVENTS_AT_ONCE,
      ...(replay.cursor === undefined ? {} : { cursor: replay.cursor }),
    });
    const events = page.items.map((event): EventEnvelope => ({ ...event, 'replay-name': replay.name }));
    const meant = { account: accountOf(arn), ...(replay.rules ? { rules: replay.rules } : {}) };
    await parts.bus.publish(stores, events, { replay: meant });
    const last = page.items.at(-1);
    const { cursor: _cursor, ...rest } = replay;
    const next = page.next;
    await stores.definitions.put('event-replay', arn, {
      ...rest,
      ...(last ? { lastReplayedAt: last.time } : {}),
      ...(next === undefined ? { state: 'COMPLETED', endedAt } : { state: 'RUNNING', cursor: next }),
    });
    return next !== undefined;
  });
}
