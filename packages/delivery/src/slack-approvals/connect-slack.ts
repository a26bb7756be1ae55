import { setTimeout as delay } from 'node:timers/promises';
import type { SocketModeClient } from '@slack/socket-mode';
import type { WebClient } from '@slack/web-api';
import { isJsonObject, type JsonObject } from '@trueup/core';
import type { SlackConnection, SlackEnvelope, SlackMessage, SlackSettings } from './slack-connection.ts';
import { slackLog, type SlackLog } from './slack-log.ts';

export interface ConnectOptions {
  readonly settings: SlackSettings;
  readonly receive: (envelope: SlackEnvelope) => Promise<void>;
  readonly log: SlackLog;
  /** Where Slack's Web API answers. Absent: at Slack. */
  readonly apiUrl?: string;
}

const TIMEOUT_MS = 10_000;
const GOOD_BYE_MS = 2_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Opens a socket to Slack by Socket Mode, so that Slack never has to reach this server, and keeps it open until `stop`.
 * Rejects when the bot's token is not of the workspace of the settings. Reconnecting is done here: the library's own
 * lets a failed attempt end the process.
 */
export async function connectSlack(options: ConnectOptions): Promise<SlackConnection> {
  const { settings, log } = options;
  // Most have no Slack, and its libraries take 30 MB.
  const [socketMode, webApi] = await Promise.all([import('@slack/socket-mode'), import('@slack/web-api')]);
  const logger = slackLog(log, settings, webApi.LogLevel.WARN);
  const api = options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl };
  const common = { ...api, timeout: TIMEOUT_MS, retryConfig: { retries: 2 }, logger, allowAbsoluteUrls: false };
  const web = new webApi.WebClient(settings.botToken, common);
  const who = await web.auth.test();
  if (who.team_id !== settings.team) {
    throw new Error(`the Slack bot's token is of workspace ${String(who.team_id)}, not of ${settings.team}`);
  }
  const stopping = new AbortController();
  const open = (): SocketModeClient =>
    new socketMode.SocketModeClient({
      appToken: settings.appToken,
      autoReconnectEnabled: false,
      logger,
      clientOptions: { ...api, timeout: TIMEOUT_MS, retryConfig: { retries: 2 }, allowAbsoluteUrls: false },
    });
  const kept = keepOpen(open, options, stopping.signal);
  return {
    ...calls(web, settings),
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}

/** One socket after the other, each until it closes; after failures in a row it waits longer. */
async function keepOpen(
  open: () => SocketModeClient,
  { receive, log }: ConnectOptions,
  signal: AbortSignal,
): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const client = open();
    client.on('slack_event', (event: SlackEvent) => void take(event, receive, log));
    const closed = new Promise<void>((resolve) => void client.once('disconnected', resolve));
    try {
      await unlessAborted(client.start(), signal);
      pauseMs = FIRST_PAUSE_MS;
      await unlessAborted(closed, signal);
    } catch (error) {
      log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'Slack could not be reached');
    }
    // Slack need not say good-bye.
    await Promise.race([client.disconnect(), delay(GOOD_BYE_MS)]);
    // A pause that is cut short is no failure.
    if (!signal.aborted) await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** Until it has happened, or there is no need to wait any more. */
async function unlessAborted(happens: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = (): void => resolve();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([happens, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

interface SlackEvent {
  readonly type?: unknown;
  readonly body?: unknown;
  readonly ack: (payload?: Record<string, unknown>) => Promise<void>;
}

/** What goes wrong with one envelope is told, and keeps no other waiting. */
async function take(event: SlackEvent, receive: ConnectOptions['receive'], log: SlackLog): Promise<void> {
  const { type, body, ack } = event;
  try {
    if (typeof type !== 'string' || !isJsonObject(body)) return;
    await receive({ type, body, acknowledge: (payload) => ack(payload) });
  } catch (error) {
    log.error(
      { error: error instanceof Error ? error.message : 'unknown' },
      'what came from Slack was not carried out',
    );
  }
}

function calls(web: WebClient, { channel }: SlackSettings): Omit<SlackConnection, 'stop'> {
  const call = async (method: string, given: JsonObject): Promise<JsonObject> =>
    (await web.apiCall(method, { ...given })) as unknown as JsonObject;
  const shown = ({ text, blocks }: SlackMessage): JsonObject => ({
    channel,
    text,
    blocks,
    unfurl_links: false,
    unfurl_media: false,
  });
  return {
    async post(message) {
      const { ts } = await call('chat.postMessage', shown(message));
      if (typeof ts !== 'string') throw new Error('Slack told no ts of a message');
      return ts;
    },
    async update(ts, message) {
      await call('chat.update', { ...shown(message), ts });
    },
    async whisper({ channel: where, userId }, text) {
      await call('chat.postEphemeral', { channel: where, user: userId, text });
    },
    async say(where, text) {
      await call('chat.postMessage', { channel: where, text, unfurl_links: false, unfurl_media: false });
    },
    async openForm(triggerId, view) {
      await call('views.open', { trigger_id: triggerId, view });
    },
  };
}
