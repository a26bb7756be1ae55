import { covers } from '../covers.ts';
import type { DecisionInput, WindowState } from '../decision.ts';
import type { Coverage } from '../target-scope.ts';
import { blocks, latest, passes, resting, unreadable, type Answer } from './answer.ts';

/** When changes may start. */
export const calendarGuards = { freeze, 'change-window': changeWindow };

interface Placed {
  readonly state: WindowState;
  readonly coverage: Coverage;
}

/** The windows of one kind that cover the target, or may: of those that forbid, the ones that do so now. */
function placed(states: readonly WindowState[], kind: 'allow' | 'deny', { target }: DecisionInput): readonly Placed[] {
  const found: Placed[] = [];
  for (const state of states) {
    if (state.window.kind !== kind || (kind === 'deny' && !state.active)) continue;
    const coverage = covers(state.window, target);
    if (coverage !== 'outside') found.push({ state, coverage });
  }
  return found;
}

const covering = (windows: readonly Placed[]): readonly WindowState[] =>
  windows.flatMap(({ state, coverage }) => (coverage === 'covered' ? [state] : []));

const namesOf = (states: readonly WindowState[]): string => states.map(({ window }) => window.name).join(', ');

function unread(windows: readonly Placed[]): Answer {
  const names = namesOf(windows.map(({ state }) => state));
  return unreadable(`whether window ${names} covers the resource hangs on its tags, which were not read`);
}

function freeze(input: DecisionInput): Answer {
  return resting(input.facts.windows, (states) => {
    const active = placed(states, 'deny', input);
    const frozen = covering(active);
    if (frozen.length > 0) {
      return blocks('frozen', `frozen by window ${namesOf(frozen)}`, latest(frozen.map(({ changesAt }) => changesAt)));
    }
    return active.length > 0 ? unread(active) : passes('no freeze covers it now');
  });
}

function changeWindow(input: DecisionInput): Answer {
  return resting(input.facts.windows, (states) => {
    const windows = placed(states, 'allow', input);
    const sure = covering(windows);
    const open = sure.find(({ active }) => active);
    if (open) return passes(`in window ${open.window.name}`);
    if (windows.length > sure.length) return unread(windows.filter(({ coverage }) => coverage === 'unknown'));
    if (sure.length === 0) return passes('no change window covers it');
    const next = sure.flatMap(({ changesAt }) => changesAt ?? []).sort()[0];
    return blocks('outside-change-window', `changes start in window ${namesOf(sure)} only`, next);
  });
}
