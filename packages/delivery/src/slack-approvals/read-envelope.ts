import { isJsonObject, type Json, type JsonObject } from '@trueup/core';
import { readShownPlan, type ShownPlan } from './shown-plan.ts';
import type { SlackEnvelope } from './slack-connection.ts';

export const APPROVE = 'trueup-approve';
export const REJECT = 'trueup-reject';
export const REASON_FORM = 'trueup-reject-reason';
/** Block and element of the form's one input. */
export const REASON_INPUT = 'reason';

/** Someone in Slack, and where he is to be answered. */
export interface SlackPerson {
  readonly userId: string;
  readonly channel: string;
}

/** What a person did in Slack. */
export type SlackAct =
  | { readonly kind: 'approve'; readonly by: SlackPerson; readonly shown: ShownPlan }
  | { readonly kind: 'ask-reason'; readonly by: SlackPerson; readonly shown: ShownPlan; readonly triggerId: string }
  | { readonly kind: 'reject'; readonly by: SlackPerson; readonly shown: ShownPlan; readonly reason: string }
  /** `how`: whether the answer goes back with the acknowledgement, or into the conversation. */
  | { readonly kind: 'words'; readonly by: SlackPerson; readonly text: string; readonly how: 'command' | 'message' }
  /** Of another app, workspace or form. Nothing comes of it. */
  | { readonly kind: 'foreign'; readonly userId?: string; readonly reason: string }
  /** Nothing that concerns Trueup, such as its own messages. */
  | { readonly kind: 'other' };

/** From whom envelopes are taken. */
export interface Expected {
  readonly appId: string;
  readonly team: string;
  readonly channel: string;
}

const USER_ID = /^[UW][A-Z0-9]{2,30}$/;
const CHANNEL_ID = /^[CDG][A-Z0-9]{2,30}$/;
const foreign = (reason: string, userId?: string): SlackAct => ({
  kind: 'foreign',
  reason,
  ...(userId === undefined ? {} : { userId }),
});

/**
 * Reads what came over the socket. App and workspace must be those of the settings, and the person must be of that
 * workspace too: a channel that is shared by Slack Connect holds people of others.
 */
export function readEnvelope({ type, body }: Pick<SlackEnvelope, 'type' | 'body'>, expected: Expected): SlackAct {
  switch (type) {
    case 'interactive':
      return readInteraction(body, expected);
    case 'slash_commands':
      return readCommand(body, expected);
    case 'events_api':
      return readMessage(body, expected);
    default:
      return { kind: 'other' };
  }
}

function readInteraction(body: JsonObject, expected: Expected): SlackAct {
  const userId = textAt(body, 'user', 'id');
  if (userId === undefined || !USER_ID.test(userId)) return foreign('it names no user');
  const stranger = strangeness(body, expected, textAt(body, 'team', 'id'), textAt(body, 'user', 'team_id'));
  if (stranger !== undefined) return foreign(stranger, userId);
  const kind = textAt(body, 'type');
  if (kind === 'view_submission') return readForm(body, userId, expected);
  return kind === 'block_actions' ? readClick(body, userId, expected) : { kind: 'other' };
}

function readClick(body: JsonObject, userId: string, expected: Expected): SlackAct {
  const actions = body['actions'];
  const action = Array.isArray(actions) ? (actions as readonly Json[])[0] : undefined;
  const name = textAt(action, 'action_id');
  // The link to the console is a button too.
  if (name !== APPROVE && name !== REJECT) return { kind: 'other' };
  const channel = textAt(body, 'channel', 'id');
  if (channel !== expected.channel) return foreign('the button is of another channel', userId);
  const shown = readShownPlan(textAt(action, 'value'));
  if (!shown) return foreign('the button names no plan', userId);
  const by = { userId, channel };
  if (name === APPROVE) return { kind: 'approve', by, shown };
  const triggerId = textAt(body, 'trigger_id');
  return triggerId === undefined ? foreign('no form can follow', userId) : { kind: 'ask-reason', by, shown, triggerId };
}

function readForm(body: JsonObject, userId: string, { channel, appId }: Expected): SlackAct {
  const view = objectAt(body, 'view');
  if (textAt(view, 'callback_id') !== REASON_FORM) return { kind: 'other' };
  if (textAt(view, 'app_id') !== appId) return foreign('the form is of another app', userId);
  const shown = readShownPlan(textAt(view, 'private_metadata'));
  if (!shown) return foreign('the form names no plan', userId);
  const reason = textAt(view, 'state', 'values', REASON_INPUT, REASON_INPUT, 'value')?.trim() ?? '';
  return { kind: 'reject', by: { userId, channel }, shown, reason };
}

function readCommand(body: JsonObject, expected: Expected): SlackAct {
  const [userId, channel] = [textAt(body, 'user_id'), textAt(body, 'channel_id')];
  if (userId === undefined || !USER_ID.test(userId)) return foreign('it names no user');
  const stranger = strangeness(body, expected, textAt(body, 'team_id'), textAt(body, 'team_id'));
  if (stranger !== undefined) return foreign(stranger, userId);
  return { kind: 'words', by: { userId, channel: channel ?? '' }, text: textAt(body, 'text') ?? '', how: 'command' };
}

/** Only what a person writes to the bot alone: no bot's words, no edits, no channel. */
function readMessage(body: JsonObject, expected: Expected): SlackAct {
  const event = objectAt(body, 'event');
  if (textAt(event, 'type') !== 'message' || textAt(event, 'channel_type') !== 'im') return { kind: 'other' };
  if (event?.['bot_id'] !== undefined || event?.['subtype'] !== undefined) return { kind: 'other' };
  const [userId, channel] = [textAt(event, 'user'), textAt(event, 'channel')];
  if (userId === undefined || !USER_ID.test(userId)) return { kind: 'other' };
  if (channel === undefined || !CHANNEL_ID.test(channel)) return foreign('it names no channel', userId);
  const stranger = strangeness(body, expected, textAt(body, 'team_id'), textAt(event, 'user_team') ?? expected.team);
  if (stranger !== undefined) return foreign(stranger, userId);
  return { kind: 'words', by: { userId, channel }, text: textAt(event, 'text') ?? '', how: 'message' };
}

function strangeness(
  body: JsonObject,
  { appId, team }: Expected,
  teamId: string | undefined,
  teamOfUser: string | undefined,
): string | undefined {
  if (textAt(body, 'api_app_id') !== appId) return 'it is of another app';
  if (teamId !== team) return 'it is of another workspace';
  return teamOfUser === team ? undefined : 'the person is of another workspace';
}

function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (inner, name) => (isJsonObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    value,
  );
}

function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = at(value, path);
  return typeof found === 'string' ? found : undefined;
}

function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject | undefined {
  const found = at(value, path);
  return isJsonObject(found) ? found : undefined;
}
