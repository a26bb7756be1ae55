import { setTimeout as delay } from 'node:timers/promises';
import type { Store } from '@trueup/core';
import { connectSlack, slackApprovals, type SlackConnection, type SlackEnvelope } from '@trueup/delivery';
import type { Log } from '@trueup/engine';
import { keepBoard } from './slack-board.ts';
import { slackDesk, type SlackDeskParts } from './slack-desk.ts';
import type { SlackApprovalSettings } from './slack-settings.ts';

export interface SlackApprovalsParts extends Pick<SlackDeskParts, 'access' | 'application'> {
  readonly store: Store;
  readonly settings: SlackApprovalSettings;
  readonly log: Log;
  /** Absent: `connectSlack`. */
  readonly connect?: typeof connectSlack;
}

const LOOK_EVERY_MS = 5_000;
const TRY_AGAIN_MS = 60_000;

/** Posts plans that wait into a channel of Slack, and carries what people say about them there to Trueup. */
export function startSlackApprovals(parts: SlackApprovalsParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = run(parts, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(parts: SlackApprovalsParts, signal: AbortSignal): Promise<void> {
  const { log } = parts;
  while (!signal.aborted) {
    try {
      const connection = await connected(parts);
      await look(parts, connection, signal);
      await connection.stop();
    } catch (error) {
      log.error({ error: reasonOf(error) }, 'plans cannot be approved in Slack for now');
      await paused(TRY_AGAIN_MS, signal);
    }
  }
}

async function connected({
  settings,
  log,
  store,
  connect = connectSlack,
  ...parts
}: SlackApprovalsParts): Promise<SlackConnection> {
  const { appId, team, channel, consoleUrl } = settings;
  let open: SlackConnection | undefined;
  const answer = slackApprovals({
    expected: { appId, team, channel },
    desk: slackDesk({ ...parts, store }),
    connection() {
      if (!open) throw new Error('Slack is not connected yet');
      return open;
    },
    messageOf: async (planId) => (await store.definitions.get('slack-post', planId))?.ts,
    ...(consoleUrl === undefined ? {} : { consoleUrl }),
  });
  const receive = (envelope: SlackEnvelope): Promise<void> => answer(envelope);
  open = await connect({ settings, log, receive });
  return open;
}

async function look(
  { store, access, settings, log }: SlackApprovalsParts,
  connection: SlackConnection,
  signal: AbortSignal,
): Promise<void> {
  const { consoleUrl } = settings;
  const board = { store, connection, clock: access.clock, log, ...(consoleUrl === undefined ? {} : { consoleUrl }) };
  while (!signal.aborted) {
    try {
      await keepBoard(board);
    } catch (error) {
      log.error({ error: reasonOf(error) }, 'the channel in Slack could not be brought up to date');
    }
    await paused(LOOK_EVERY_MS, signal);
  }
}

/** A pause that is cut short is no failure. */
function paused(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal }).catch(() => undefined);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
