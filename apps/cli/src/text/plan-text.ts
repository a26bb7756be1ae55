import type { Approval, Difference, Output, PermissionStatement, Plan, Risk } from '@trueup/api-contract';
import { pathText } from '@trueup/core';
import type { Look } from '../terminal/look.ts';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { callLines } from './call-lines.ts';
import { factsText } from './facts.ts';
import { timeText, untilText } from './time-text.ts';
import { valueLines } from './value-lines.ts';

/** A plan as Terraform taught people to read one: what is called, what changes, with which right, and how to go back. */
export function planText({ plan, approvals, differences }: Output<'getPlan'>, look: Look, now: number): string {
  const { bold } = look.paint;
  const sections = [
    [
      bold(`Plan ${plan.id}: ${plan.kind} of ${plain(plan.resource.id)} for ${plan.controlId}`),
      headerText(plan, approvals, look, now),
    ],
    [bold('Calls, in order'), ...plan.calls.flatMap((call, at) => callLines(call, at + 1, look.paint))],
    [bold('Changes'), ...differences.flatMap((one) => differenceLines(one, look.paint))],
    [bold('Permissions of the execution, and no others'), ...(plan.permissions ?? []).flatMap(permissionLines)],
    ...(approvals.length === 0
      ? []
      : [
          [
            bold('Approvals'),
            ...approvals.map(({ by, verdict, at, reason }) => approvalLine(by.name, verdict, at, reason)),
          ],
        ]),
    [summary(plan, differences)],
  ];
  return sections.map((lines) => lines.join('\n')).join('\n\n');
}

function headerText(plan: Plan, approvals: readonly Approval[], look: Look, now: number): string {
  return factsText(
    [
      ['resource', plan.resource.arn],
      ['place', `${plan.resource.accountId} ${plan.resource.region}`],
      ['finding', plan.findingId],
      ['undoes', plan.undoes],
      ['risk', riskText(plan.risk)],
      ['policy line', plan.remediation],
      ['approvals', approvalsText(plan, approvals)],
      [
        'undo',
        plan.kind === 'undo' ? undefined : (plan.noUndoReason ?? 'by a runbook, from the snapshot taken before'),
      ],
      ['not foreseen', plan.undetermined],
      ['forbidden by', plan.forbiddenBy && `${plan.forbiddenBy.guard}: ${plan.forbiddenBy.detail}`],
      ['status', plan.status],
      ['asked for by', `${plan.requestedBy.name} at ${timeText(plan.createdAt)}`],
      ['expires', `${untilText(plan.expiresAt, now)} (${timeText(plan.expiresAt)})`],
      ['hash', plan.hash],
    ],
    look,
  );
}

/** Only where more than one person must say yes is there something to count. */
function approvalsText({ approvalsNeeded, status, hash }: Plan, approvals: readonly Approval[]): string | undefined {
  if (approvalsNeeded < 2 || status !== 'waiting-for-approval') return undefined;
  const given = approvals.filter(({ verdict, planHash }) => verdict === 'approve' && planHash === hash).length;
  return `${given} of ${approvalsNeeded} people have said yes`;
}

function riskText(risk: Risk): string {
  switch (risk) {
    case 'safe':
      return 'safe: no effect on traffic';
    case 'low':
      return 'low: small or reversible';
    case 'disruptive':
      return 'disruptive: may break access';
    case 'destructive':
      return 'destructive: replaces or deletes';
  }
}

function differenceLines({ path, before, after }: Difference, { green, red, yellow }: Paint): string[] {
  const place = pathText(path);
  const added = (name: string): string[] => valueLines(name, after, 0).map((line) => `  ${green('+')} ${line}`);
  const removed = (name: string): string[] => valueLines(name, before, 0).map((line) => `  ${red('-')} ${line}`);
  if (before === undefined) return added(place);
  if (after === undefined) return removed(place);
  // Two single values stand beside each other; of anything larger, the members that go and those that come.
  return valueLines('', before, 0).length > 1 || valueLines('', after, 0).length > 1
    ? [`  ${yellow('~')} ${plain(place)}`, ...[...removed('before'), ...added('after')].map((line) => `  ${line}`)]
    : [`  ${yellow('~')} ${plain(place)}: ${plain(JSON.stringify(before))} -> ${plain(JSON.stringify(after))}`];
}

function permissionLines({ Action, Resource, Condition }: PermissionStatement): string[] {
  const condition = Condition === undefined ? '' : ` when ${plain(JSON.stringify(Condition))}`;
  return Action.map((action) => `  ${action} on ${plain([Resource].flat().join(', '))}${condition}`);
}

function approvalLine(name: string, verdict: Approval['verdict'], at: string, reason: string | undefined): string {
  const said = { approve: 'approved', reject: 'rejected', 'break-glass': 'glass broken' }[verdict];
  return `  ${said} by ${plain(name)} at ${timeText(at)}${reason === undefined ? '' : `: ${plain(reason)}`}`;
}

function summary(plan: Plan, differences: readonly Difference[]): string {
  const added = differences.filter(({ before }) => before === undefined).length;
  const removed = differences.filter(({ after }) => after === undefined).length;
  const changed = differences.length - added - removed;
  const calls = plan.calls.length === 1 ? '1 call' : `${plan.calls.length} calls`;
  return `Plan: ${added} to add, ${changed} to change, ${removed} to remove, with ${calls}.`;
}

/** What to do next with a plan, as a command to copy. */
export function nextStepText({ id, hash, status, kind, findingId, undoes, forbiddenBy, requestedBy }: Plan): string {
  const start = kind === 'undo' ? `trueup undo ${undoes ?? ''}` : `trueup remediate ${findingId}`;
  switch (status) {
    case 'approved':
      return requestedBy.kind === 'system'
        ? `It starts by itself where a server or worker runs; at once: ${start}`
        : `To do it: ${start}`;
    case 'ready':
      return `To do it: ${start}`;
    case 'waiting-for-approval':
      if (forbiddenBy) {
        return (
          `Guard ${forbiddenBy.guard} forbids it now, and an approval does not lift that. Plan again once it is lifted; ` +
          `in an emergency: trueup approve ${id} --hash ${hash} --break-glass --reason TEXT`
        );
      }
      return `Another person must approve it: trueup approve ${id} --hash ${hash}`;
    case 'rejected':
    case 'expired':
    case 'stale':
      return `It is ${status} and cannot be started: plan again.`;
    case 'started':
      return `It was started: trueup executions list --plan ${id}`;
  }
}
