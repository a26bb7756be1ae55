import type { Instant } from '../value/instant.ts';
import type { Json } from '../value/json.ts';
import type { Command } from './command.ts';
import { actionFailedMessage } from './failure-message.ts';
import { ofRun, tokenOf, type InFlight } from './in-flight.ts';
import { append, type Position } from './position.ts';
import type { Approval } from './prepare-approval.ts';
import { isCompleted, signalsFor } from './signals.ts';
import { timedOut } from './timed-out.ts';
import { NO_DEADLINE } from './undocumented.ts';

/** Waits until enough approved, one rejected, or the time is over. A signal that came in time counts. */
export function awaitApproval(
  position: Position,
  flight: InFlight,
  { approvers, minimum, notification }: Approval,
  deadlineAt: Instant,
): Command {
  const { state, now } = position;
  const { started, progress } = flight;
  const run = { ...ofRun(started), at: now };
  if (notification && progress === undefined && now < deadlineAt) {
    const work = { kind: 'api-call', call: notification } as const;
    return { kind: 'perform', ...ofRun(started), work, token: tokenOf(state, started), deadlineAt };
  }
  const decisions = new Map<string, { kind: 'approve' | 'reject'; at: Instant; comment?: string }>();
  for (const { by, kind, at, comment } of signalsFor(state, ['approve', 'reject'], started)) {
    if (at > deadlineAt || !approvers.includes(by) || decisions.has(by)) continue;
    // What is decided stays so, whatever comes afterwards.
    if (isDecided(decisions, minimum)) break;
    decisions.set(by, { kind, at, ...(comment === undefined ? {} : { comment }) });
  }
  const told: Json = [...decisions].map(([Approver, { kind, at, comment }]) => ({
    Approver,
    ApprovalStatus: kind === 'approve' ? 'Approve' : 'Reject',
    ApprovalDecisionTime: at,
    ...(comment === undefined ? {} : { Comment: comment }),
  }));
  const rejected = [...decisions].find(([, { kind }]) => kind === 'reject');
  if (rejected) {
    const message = actionFailedMessage('aws:approve', `The approval was rejected by ${rejected[0]}`);
    return append({ kind: 'step.failed', ...run, failure: { stage: 'Invocation', type: 'Action', message } });
  }
  if (decisions.size >= minimum) {
    const outputs = { ApprovalStatus: 'Approved', ApproverDecisions: told };
    return append({ kind: 'step.succeeded', ...run, result: outputs, outputs });
  }
  return waitOn(position, flight, deadlineAt);
}

function isDecided(decisions: ReadonlyMap<string, { readonly kind: 'approve' | 'reject' }>, minimum: number): boolean {
  return decisions.size >= minimum || [...decisions.values()].some(({ kind }) => kind === 'reject');
}

/** Waits for a Resume signal (4.18). */
export function awaitResume(position: Position, flight: InFlight, deadlineAt: Instant): Command {
  const { state, now } = position;
  const { started } = flight;
  const resumed = signalsFor(state, ['resume'], started).some(({ at }) => at <= deadlineAt);
  if (resumed) return append({ kind: 'step.succeeded', ...ofRun(started), at: now, result: {}, outputs: {} });
  return waitOn(position, flight, deadlineAt);
}

function waitOn({ state, now }: Position, flight: InFlight, deadlineAt: Instant): Command {
  if (isCompleted(state)) return append({ kind: 'step.cancelled', ...ofRun(flight.started), at: now });
  if (now >= deadlineAt) return append(timedOut(flight, now));
  return {
    kind: 'wait',
    for: 'signal',
    step: flight.step.name,
    ...(deadlineAt === NO_DEADLINE ? {} : { until: deadlineAt }),
  };
}
