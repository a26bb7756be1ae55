import type { Control } from '../control/control.ts';
import { isOpen, type Finding } from '../finding/finding.ts';
import { unreachable } from '../value/unreachable.ts';
import type { Mode, Policy, PolicyRemediation } from './policy.ts';

/** Why a finding is left alone. Closed list. */
export const LEAVE_REASONS = [
  'finding-not-open',
  'undetermined',
  'mode-manual',
  'automation-paused',
  'resource-locked',
  // Of a finding whose control the library has no repair for.
  'no-remediation',
] as const;
/** Why a plan waits for a person. Closed list. */
export const PROPOSE_REASONS = ['mode-approval', 'approval-only', 'no-undo', 'plan-undetermined'] as const;

export type LeaveReason = (typeof LEAVE_REASONS)[number];
export type ProposeReason = (typeof PROPOSE_REASONS)[number];

export type Decision =
  | { readonly kind: 'remediate' }
  | { readonly kind: 'propose'; readonly reason: ProposeReason }
  | { readonly kind: 'leave'; readonly reason: LeaveReason };

export interface DecisionInput {
  readonly finding: Finding;
  readonly control: Control;
  readonly policy: Policy;
  /** Whether another execution holds the resource. */
  readonly locked: boolean;
  /** Whether the plan could not be followed to its end. */
  readonly undetermined: boolean;
  /** A person asked for this very remediation: that is what mode `manual` waits for. */
  readonly requestedByPerson: boolean;
}

/** What may be done about a finding now. */
export function decide(input: DecisionInput): Decision {
  const { finding, control, policy } = input;
  if (!isOpen(finding)) return { kind: 'leave', reason: 'finding-not-open' };
  if (finding.compliance !== 'FAILED') return { kind: 'leave', reason: 'undetermined' };
  if (input.locked) return { kind: 'leave', reason: 'resource-locked' };
  if (finding.pausedReason !== undefined && !input.requestedByPerson) {
    return { kind: 'leave', reason: 'automation-paused' };
  }
  return byMode(remediationFor(policy, control, finding)?.mode ?? 'manual', input);
}

function byMode(mode: Mode, input: DecisionInput): Decision {
  switch (mode) {
    case 'manual':
      return input.requestedByPerson ? unlessApprovalIsDue(input) : { kind: 'leave', reason: 'mode-manual' };
    case 'approval':
      return { kind: 'propose', reason: 'mode-approval' };
    case 'automatic':
      return unlessApprovalIsDue(input);
    default:
      return unreachable(mode);
  }
}

function unlessApprovalIsDue({ control, undetermined }: DecisionInput): Decision {
  if (control.approvalOnly !== undefined) return { kind: 'propose', reason: 'approval-only' };
  if (control.undo.kind === 'none') return { kind: 'propose', reason: 'no-undo' };
  if (undetermined) return { kind: 'propose', reason: 'plan-undetermined' };
  return { kind: 'remediate' };
}

/** The policy's line for a finding: the first that names its control, account and region. */
export function remediationFor(
  policy: Policy,
  control: Pick<Control, 'id'>,
  finding: Pick<Finding, 'resource'>,
): PolicyRemediation | undefined {
  return policy.remediations.find(
    (line) =>
      (line.controls.includes('*') || line.controls.includes(control.id)) &&
      (line.accounts?.includes(finding.resource.accountId) ?? true) &&
      (line.regions?.includes(finding.resource.region) ?? true),
  );
}
