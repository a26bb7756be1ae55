import { isOpen } from '../../finding/finding.ts';
import { instantAfter } from '../../value/instant.ts';
import type { DecisionInput } from '../decision.ts';
import { killSwitchKey, type KillSwitch } from '../exception.ts';
import { blocks, passes, resting, type Answer } from './answer.ts';

/** Clocks of several servers differ by less. A clock that is further behind would revive what has expired. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** How things stand, whatever the policy says. */
export const standingGuards = { 'kill-switch': killSwitchGuard, clock, finding, pause, lock };

function killSwitchGuard({ facts, target, control }: DecisionInput): Answer {
  return resting(facts.killSwitches, (switches) => {
    const on = switches.find(({ scope }) => isIn(scope, target.resource.accountId, [target.controlId, control?.id]));
    if (!on) return passes('no kill switch is on');
    return blocks('killed', `kill switch ${killSwitchKey(on.scope)}, by ${on.by}: ${on.reason}`);
  });
}

function isIn(scope: KillSwitch['scope'], account: string, controls: readonly (string | undefined)[]): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'account':
      return scope.id === account;
    case 'control':
      return controls.includes(scope.id);
  }
}

function clock({ facts, now }: DecisionInput): Answer {
  return resting(facts.latestRecordAt, (at) => {
    if (at === undefined || at <= now || at <= instantAfter(now, CLOCK_TOLERANCE_MS)) {
      return passes('the clock goes right');
    }
    const detail = `it is ${now} by the clock, and the audit log has a record of ${at}`;
    return blocks('clock-behind', detail, instantAfter(at, -CLOCK_TOLERANCE_MS));
  });
}

function finding({ finding: { recordState, workflow, compliance } }: DecisionInput): Answer {
  if (!isOpen({ recordState, workflow })) {
    return blocks('finding-not-open', `the finding is ${recordState} and ${workflow}`);
  }
  if (compliance === 'FAILED') return passes('the finding is open');
  return blocks('undetermined', `compliance is ${compliance ?? 'not told'}, and not FAILED`);
}

function pause({ finding: { pausedReason } }: DecisionInput): Answer {
  return pausedReason === undefined ? passes('not paused') : blocks('automation-paused', pausedReason);
}

function lock({ facts }: DecisionInput): Answer {
  return resting(facts.lock, (holder) =>
    holder === undefined ? passes('nobody holds the resource') : blocks('resource-locked', `held by ${holder}`),
  );
}
