import type { Decision, Execution, Finding, Plan } from '@trueup/api-contract';

/** What a person does next about a finding. */
export type NextStep =
  | { readonly kind: 'follow'; readonly executionId: string }
  | { readonly kind: 'approve' | 'start'; readonly planId: string }
  | {
      readonly kind:
        | 'repaired'
        | 'resolved'
        | 'archived'
        | 'suppressed'
        | 'resume'
        | 'exception'
        | 'kill-switch'
        | 'window'
        | 'code'
        | 'by-hand'
        | 'look'
        | 'automatic'
        | 'plan';
    };

interface Known {
  readonly finding: Pick<Finding, 'workflow' | 'recordState' | 'pausedReason'>;
  readonly decision: Decision;
  readonly plans: readonly Pick<Plan, 'id' | 'status' | 'expiresAt'>[];
  readonly executions: readonly Pick<Execution, 'id' | 'kind' | 'phase' | 'outcome'>[];
}

/** What is under way comes first, then what waits for a person, then what the policy says. */
export function nextStep({ finding, decision, plans, executions }: Known, now: number): NextStep {
  const running = executions.find(({ phase }) => phase !== 'finished');
  if (running !== undefined) return { kind: 'follow', executionId: running.id };
  if (finding.recordState === 'ARCHIVED') return { kind: 'archived' };
  if (finding.workflow === 'SUPPRESSED') return { kind: 'suppressed' };
  if (finding.workflow === 'RESOLVED') {
    const repaired = executions.some(({ kind, outcome }) => kind === 'repair' && outcome === 'verified');
    return { kind: repaired ? 'repaired' : 'resolved' };
  }
  const open = plans.filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  const waiting = open.find(({ status }) => status === 'waiting-for-approval');
  if (waiting !== undefined) return { kind: 'approve', planId: waiting.id };
  const ready = open.find(({ status }) => status === 'ready' || status === 'approved');
  if (ready !== undefined) return { kind: 'start', planId: ready.id };
  switch (decision.kind) {
    case 'leave':
      return { kind: stepOfReason(decision.reason) };
    case 'propose':
      return { kind: 'plan' };
    case 'remediate':
      return { kind: 'automatic' };
  }
}

type PlainKind = Exclude<NextStep['kind'], 'follow' | 'approve' | 'start'>;
type LeaveReason = Extract<Decision, { kind: 'leave' }>['reason'];

function stepOfReason(reason: LeaveReason): PlainKind {
  switch (reason) {
    case 'automation-paused':
      return 'resume';
    case 'excepted':
      return 'exception';
    case 'killed':
      return 'kill-switch';
    case 'frozen':
    case 'outside-change-window':
      return 'window';
    case 'owned-by-code':
      return 'code';
    case 'no-remediation':
      return 'by-hand';
    case 'mode-manual':
    case 'finding-not-open':
      return 'plan';
    case 'undetermined':
    case 'resource-locked':
    case 'clock-behind':
    case 'flapping':
    case 'breaker-open':
    case 'attempts-spent':
    case 'too-many-errors':
    case 'limit-reached':
    case 'unreadable':
      return 'look';
  }
}
