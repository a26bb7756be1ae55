import { unreachable } from '../../value/unreachable.ts';
import type { DecisionInput } from '../decision.ts';
import { asks, blocks, passes, resting, type Answer } from './answer.ts';

/** What the line of the policy, its runbook and its plan say. */
export const lineGuards = { remediation, mode, promotion, undo, plan };

function remediation({ control, line }: DecisionInput): Answer {
  if (line?.runbook) return passes(`line ${line.name} names the runbook ${line.runbook.document}`);
  return control
    ? passes(`the library has a runbook for ${control.id}`)
    : blocks('no-remediation', 'neither the library nor a line of the policy has a runbook for it');
}

function mode({ line, asked }: DecisionInput): Answer {
  const said = line ? `line ${line.name} says ${line.mode}` : 'no line of the policy covers it: manual';
  const set = line?.mode ?? 'manual';
  switch (set) {
    case 'manual':
      return asked === 'policy' ? blocks('mode-manual', said) : passes(said);
    case 'approval':
      return asks('mode-approval', said);
    case 'automatic':
      return passes(said);
    default:
      return unreachable(set);
  }
}

/** Automatic is earned by the record of the runbook on this control, or settled by a recorded override. */
function promotion({ facts, line, policy }: DecisionInput): Answer {
  if (line?.mode !== 'automatic') return passes('not automatic');
  if (line.override !== undefined) return passes(`line ${line.name} overrides it: ${line.override}`);
  return resting(facts.record, ({ verifiedInARow }) => {
    const detail = `${verifiedInARow} of ${policy.promotion.verifiedInARow} verified in a row`;
    return verifiedInARow < policy.promotion.verifiedInARow ? asks('not-proven', detail) : passes(detail);
  });
}

function undo({ control, line, kind }: DecisionInput): Answer {
  if (control?.approvalOnly !== undefined) return asks('approval-only', control.approvalOnly);
  if (kind === 'undo') return passes('it is an undo');
  if (line?.runbook) {
    const { document, acceptNoUndo } = line.runbook;
    return acceptNoUndo === undefined
      ? asks('no-undo', `nothing undoes the runbook ${document}`)
      : passes(`line ${line.name} accepts that nothing undoes it: ${acceptNoUndo}`);
  }
  return control?.undo.kind === 'none' ? asks('no-undo', control.undo.reason) : passes('it can be undone');
}

function plan({ undetermined }: DecisionInput): Answer {
  return undetermined === undefined
    ? passes('nothing speaks against the plan')
    : asks('plan-undetermined', undetermined);
}
