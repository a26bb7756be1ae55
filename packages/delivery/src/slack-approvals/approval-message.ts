import {
  consoleLink,
  escapeSlack,
  plainSlack,
  type Approval,
  type JsonObject,
  type Plan,
  type PlanStatus,
} from '@trueup/core';
import { APPROVE, REASON_FORM, REASON_INPUT, REJECT } from './read-envelope.ts';
import { shownPlanText, type ShownPlan } from './shown-plan.ts';
import type { SlackMessage } from './slack-connection.ts';

/** A plan, and who has said what about it so far. */
export interface PlanStanding {
  readonly plan: Plan;
  readonly approvals: readonly Approval[];
}

/** Limits of Block Kit: 150 for a header, 2,000 for a field, 3,000 for a section. */
const MOST_TITLE = 150;
const MOST_FIELD = 500;
const MOST_CALLS = 8;
const MOST_CALL = 300;
const SHOWN_OF_HASH = 12;
const MOST_NAMES = 10;

/**
 * A plan for the channel: what it would do, to what, how risky it is and until when. While it waits there are buttons,
 * which carry the hash of what is shown; the link leads to a page that asks who is there, and approves nothing.
 */
export function approvalMessage({ plan, approvals }: PlanStanding, consoleUrl?: string): SlackMessage {
  const title = `${plan.controlId}: a ${plan.kind} ${STANDING[plan.status]}`;
  const link = consoleLink({ link: { path: `/plans/${plan.id}`, label: 'Open the plan' } }, consoleUrl);
  const where = link ? `<${link.url}|${link.label}>` : `Plan ${escapeSlack(plan.id, MOST_FIELD)}`;
  const end = `expires ${escapeSlack(plan.expiresAt, 40)}`;
  return {
    text: escapeSlack(`${title}: ${plan.resource.arn}`, MOST_FIELD),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: plainSlack(title, MOST_TITLE), emoji: false } },
      {
        type: 'section',
        fields: facts(plan).map(([label, value]) => mrkdwn(`*${label}*\n${escapeSlack(value, MOST_FIELD)}`)),
      },
      { type: 'section', text: mrkdwn(callLines(plan).join('\n')) },
      ...wordsOf(plan, approvals),
      { type: 'context', elements: [mrkdwn(`${where} · hash ${plan.hash.slice(0, SHOWN_OF_HASH)} · ${end}`)] },
      ...(plan.status === 'waiting-for-approval' ? [buttons(plan)] : []),
    ],
  };
}

const STANDING: Readonly<Record<PlanStatus, string>> = {
  ready: 'is ready',
  'waiting-for-approval': 'waits for approval',
  approved: 'is approved',
  rejected: 'was rejected',
  expired: 'has expired',
  stale: 'is stale',
  started: 'has started',
};

const mrkdwn = (text: string): JsonObject => ({ type: 'mrkdwn', text, verbatim: true });

function facts(plan: Plan): readonly (readonly [string, string])[] {
  const { resource } = plan;
  return [
    ['Resource', resource.arn],
    ['Account', `${resource.accountId} in ${resource.region}`],
    ['Risk', plan.noUndoReason === undefined ? plan.risk : `${plan.risk}; no undo: ${plan.noUndoReason}`],
    ['Asked for by', plan.requestedBy.name],
    ['Remediation', plan.remediation],
    ...(plan.undetermined === undefined ? [] : [['Not certain', plan.undetermined] as const]),
  ];
}

function callLines({ calls }: Plan): readonly string[] {
  if (calls.length === 0) return ['No call that changes anything was foreseen.'];
  const shown = calls
    .slice(0, MOST_CALLS)
    .map(({ service, operation, parameters }) =>
      escapeSlack(`• ${service}:${operation} ${JSON.stringify(parameters)}`, MOST_CALL),
    );
  const rest = calls.length - shown.length;
  return rest > 0 ? [...shown, `… and ${rest} more: open the plan`] : shown;
}

/** Who has said what, of those that count for this very plan. */
function wordsOf(plan: Plan, approvals: readonly Approval[]): readonly JsonObject[] {
  const words = approvals.filter(({ planHash }) => planHash === plan.hash);
  const yes = new Set(words.filter(({ verdict }) => verdict === 'approve').map(({ by }) => by.name));
  const lines = [
    `Approvals: ${yes.size} of ${plan.approvalsNeeded}`,
    ...words.slice(-MOST_NAMES).map(({ by, verdict, reason }) => {
      const why = reason === undefined ? '' : `: ${reason}`;
      return escapeSlack(`${by.name}: ${verdict}${why}`, MOST_FIELD);
    }),
  ];
  return [{ type: 'section', text: mrkdwn(lines.join('\n').slice(0, 3_000)) }];
}

function buttons(plan: Plan): JsonObject {
  const value = shownPlanText({ planId: plan.id, hash: plan.hash });
  const button = (actionId: string, text: string, style: string): JsonObject => ({
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text, emoji: false },
    style,
    value,
  });
  return {
    type: 'actions',
    elements: [
      { ...button(APPROVE, 'Approve', 'primary'), confirm: confirmation(plan) },
      button(REJECT, 'Reject …', 'danger'),
    ],
  };
}

function confirmation({ calls, resource }: Plan): JsonObject {
  const text = `${calls.length} call(s) on ${resource.arn}`;
  return {
    title: { type: 'plain_text', text: 'Approve this plan?', emoji: false },
    text: { type: 'plain_text', text: plainSlack(text, 300), emoji: false },
    confirm: { type: 'plain_text', text: 'Approve', emoji: false },
    deny: { type: 'plain_text', text: 'Not yet', emoji: false },
  };
}

/** The form that asks why a plan is rejected. */
export function reasonForm(shown: ShownPlan): JsonObject {
  return {
    type: 'modal',
    callback_id: REASON_FORM,
    private_metadata: shownPlanText(shown),
    title: { type: 'plain_text', text: 'Reject the plan', emoji: false },
    submit: { type: 'plain_text', text: 'Reject', emoji: false },
    close: { type: 'plain_text', text: 'Not yet', emoji: false },
    blocks: [
      {
        type: 'input',
        block_id: REASON_INPUT,
        label: { type: 'plain_text', text: 'Why?', emoji: false },
        element: { type: 'plain_text_input', action_id: REASON_INPUT, multiline: true, min_length: 1, max_length: 500 },
      },
    ],
  };
}
