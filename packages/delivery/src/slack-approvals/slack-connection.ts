import type { JsonObject } from '@trueup/core';

/** A message in Block Kit; `text` is what notifications show. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly JsonObject[];
}

/** What arrives over the socket: `interactive`, `slash_commands` or `events_api`, and its body as Slack sends it. */
export interface SlackEnvelope {
  readonly type: string;
  readonly body: JsonObject;
  /** At once, or Slack tells the person that nothing answers. The payload is shown to him, or goes into his form. */
  readonly acknowledge: (payload?: JsonObject) => Promise<void>;
}

/** What Trueup asks of Slack. Each rejects when Slack says no. */
export interface SlackConnection {
  /** Into the channel of the settings; tells the message's ts. */
  post(message: SlackMessage): Promise<string>;
  update(ts: string, message: SlackMessage): Promise<void>;
  /** Only this person sees it. */
  whisper(to: { readonly channel: string; readonly userId: string }, text: string): Promise<void>;
  say(channel: string, text: string): Promise<void>;
  openForm(triggerId: string, view: JsonObject): Promise<void>;
  stop(): Promise<void>;
}

export interface SlackSettings {
  /** Of the app, `xapp-…`: opens the socket. */
  readonly appToken: string;
  /** Of the bot, `xoxb-…`: posts. */
  readonly botToken: string;
  /** An id such as `C0123456789`. */
  readonly channel: string;
  /** The id of the one workspace whose people may approve. */
  readonly team: string;
}

/** The app's id stands in its token. Undefined: this is no such token. */
export function appIdOf({ appToken }: Pick<SlackSettings, 'appToken'>): string | undefined {
  return /^xapp-\d{1,3}-(A[A-Z0-9]{2,30})-/.exec(appToken)?.[1];
}
