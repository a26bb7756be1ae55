import { unreachable, type Approval, type Plan } from '@trueup/core';
import { approvalMessage, reasonForm } from './approval-message.ts';
import { readEnvelope, REASON_INPUT, type Expected, type SlackAct, type SlackPerson } from './read-envelope.ts';
import type { ShownPlan } from './shown-plan.ts';
import type { SlackConnection, SlackEnvelope } from './slack-connection.ts';

/** Who decides in Trueup, for people of Slack. It holds them to what they may do over REST. */
export interface ApprovalDesk {
  decide(word: {
    readonly slackUserId: string;
    readonly shown: ShownPlan;
    readonly verdict: 'approve' | 'reject';
    readonly reason?: string;
  }): Promise<DeskAnswer>;
  /** Takes a code that a person got from Trueup, so that this Slack user is known to be that person. */
  link(slackUserId: string, code: string): Promise<LinkAnswer>;
  /** Something was refused before anyone could be asked. It is recorded. */
  denied(denial: { readonly slackUserId?: string; readonly reason: string }): Promise<void>;
}

type DeskAnswer =
  | { readonly kind: 'decided'; readonly plan: Plan; readonly approvals: readonly Approval[] }
  | { readonly kind: 'refused'; readonly detail: string }
  /** Nobody has said who this Slack user is. */
  | { readonly kind: 'unlinked' };

type LinkAnswer =
  { readonly kind: 'linked'; readonly name: string } | { readonly kind: 'refused'; readonly detail: string };

export interface SlackApprovalParts {
  readonly expected: Expected;
  readonly desk: ApprovalDesk;
  readonly connection: () => Pick<SlackConnection, 'update' | 'whisper' | 'say' | 'openForm'>;
  /** The ts of the message about this plan, where there is one. */
  readonly messageOf: (planId: string) => Promise<string | undefined>;
  readonly consoleUrl?: string;
}

export const HOW_TO_LINK =
  'Trueup does not know who you are. Run `trueup users link-slack`, and type the code it shows: `/trueup link CODE`.';
const UNKNOWN_WORDS = 'Trueup understands `link CODE` here. Plans are approved with their buttons.';

/**
 * What people do in Slack, carried to the desk and back. An envelope is acknowledged first: the work may take longer
 * than Slack waits. A form and a command are answered in the acknowledgement itself.
 */
export function slackApprovals(parts: SlackApprovalParts): (envelope: SlackEnvelope) => Promise<void> {
  return async (envelope) => {
    const act = readEnvelope(envelope, parts.expected);
    if (act.kind === 'reject' && act.reason === '') {
      const errors = { [REASON_INPUT]: 'A reason is needed.' };
      return envelope.acknowledge({ response_action: 'errors', errors });
    }
    if (act.kind === 'words' && act.how === 'command') {
      return envelope.acknowledge({ response_type: 'ephemeral', text: await answerTo(parts, act) });
    }
    await envelope.acknowledge();
    await perform(parts, act);
  };
}

async function perform(parts: SlackApprovalParts, act: SlackAct): Promise<void> {
  switch (act.kind) {
    case 'approve':
      return decide(parts, act.by, act.shown, { verdict: 'approve' });
    case 'reject':
      return decide(parts, act.by, act.shown, { verdict: 'reject', reason: act.reason });
    case 'ask-reason':
      return parts.connection().openForm(act.triggerId, reasonForm(act.shown));
    case 'words':
      return parts.connection().say(act.by.channel, await answerTo(parts, act));
    case 'foreign':
      return parts.desk.denied({
        reason: act.reason,
        ...(act.userId === undefined ? {} : { slackUserId: act.userId }),
      });
    case 'other':
      return;
    default:
      return unreachable(act);
  }
}

async function decide(
  { desk, connection, messageOf, consoleUrl }: SlackApprovalParts,
  { userId, channel }: SlackPerson,
  shown: ShownPlan,
  word: { readonly verdict: 'approve' | 'reject'; readonly reason?: string },
): Promise<void> {
  const answer = await desk.decide({ slackUserId: userId, shown, ...word });
  switch (answer.kind) {
    case 'decided': {
      const ts = await messageOf(shown.planId);
      if (ts !== undefined) await connection().update(ts, approvalMessage(answer, consoleUrl));
      return;
    }
    case 'refused':
      return connection().whisper({ channel, userId }, `Nothing was decided: ${answer.detail}`);
    case 'unlinked':
      return connection().whisper({ channel, userId }, HOW_TO_LINK);
    default:
      return unreachable(answer);
  }
}

async function answerTo({ desk }: SlackApprovalParts, act: Extract<SlackAct, { kind: 'words' }>): Promise<string> {
  // Short, and each word once: nothing in it can be read in two ways.
  const [first = '', second, ...rest] = act.text.slice(0, 200).trim().split(/\s+/);
  const isLink = first.toLowerCase() === 'link' && second !== undefined && rest.length === 0;
  if (!isLink) return UNKNOWN_WORDS;
  const linked = await desk.link(act.by.userId, second);
  return linked.kind === 'linked'
    ? `You are ${linked.name} in Trueup now, and may decide here what you may decide there.`
    : `You were not linked: ${linked.detail}`;
}
