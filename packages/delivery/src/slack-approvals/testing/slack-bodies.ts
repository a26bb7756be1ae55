import type { JsonObject } from '@trueup/core';
import { REASON_FORM, REASON_INPUT } from '../read-envelope.ts';

/** Ids that belong together, as Slack gives them. */
export const APP = 'A0APP';
export const TEAM = 'T0TEAM';
export const CHANNEL = 'C0CHANNEL';
export const ALICE = 'U0ALICE';

/** A click on a button, as Slack tells of it (docs.slack.dev, block_actions payload). */
export function click(actionId: string, value: string, change: JsonObject = {}): JsonObject {
  return {
    type: 'block_actions',
    api_app_id: APP,
    team: { id: TEAM, domain: 'example' },
    user: { id: ALICE, team_id: TEAM, username: 'alice' },
    channel: { id: CHANNEL, name: 'approvals' },
    trigger_id: '1.2.abc',
    actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts: '1' }],
    ...change,
  };
}

/** The form with the reason, sent (view_submission payload). */
export function form(metadata: string, reason: string | null, change: JsonObject = {}): JsonObject {
  return {
    type: 'view_submission',
    api_app_id: APP,
    team: { id: TEAM },
    user: { id: ALICE, team_id: TEAM },
    view: {
      callback_id: REASON_FORM,
      app_id: APP,
      private_metadata: metadata,
      state: { values: { [REASON_INPUT]: { [REASON_INPUT]: { type: 'plain_text_input', value: reason } } } },
    },
    ...change,
  };
}

/** `/trueup …`. */
export function command(text: string, change: JsonObject = {}): JsonObject {
  return { command: '/trueup', text, api_app_id: APP, team_id: TEAM, user_id: ALICE, channel_id: CHANNEL, ...change };
}

/** What a person writes to the bot alone. */
export function directMessage(text: string, change: JsonObject = {}): JsonObject {
  return {
    type: 'event_callback',
    api_app_id: APP,
    team_id: TEAM,
    event: { type: 'message', channel_type: 'im', user: ALICE, channel: 'D0ALICE', text, ts: '1', ...change },
  };
}
