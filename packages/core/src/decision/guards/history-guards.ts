import { MOST_REGRESSIONS_KEPT, type Finding } from '../../finding/finding.ts';
import { instantAfter } from '../../value/instant.ts';
import { unreachable } from '../../value/unreachable.ts';
import { attemptsSpent } from '../attempts-spent.ts';
import { batchVerdict } from '../batch-verdict.ts';
import { breakerState } from '../breaker-state.ts';
import type { BreakerHistory, DecisionInput } from '../decision.ts';
import { limitVerdict } from '../limit-verdict.ts';
import type { RemediationRun } from '../remediation-run.ts';
import { blocks, latest, passes, resting, type Answer } from './answer.ts';

const HOUR_MS = 3_600_000;
const NO_LINE_COUNTS = 'no line of the policy covers it';

/** What earlier repairs speak for. */
export const historyGuards = { flap, breaker, attempts, errors, limits };

function flap({ finding: { regressedAt = [] }, policy: { flaps }, now }: DecisionInput): Answer {
  // No finding remembers more.
  const most = Math.min(flaps.regressions, MOST_REGRESSIONS_KEPT);
  const frees = regressedAt.at(-most);
  const until = frees === undefined ? now : instantAfter(frees, flaps.windowHours * HOUR_MS + 1);
  if (until <= now) return passes(`fewer than ${most} regressions within ${flaps.windowHours} hours`);
  return blocks('flapping', `${most} regressions within ${flaps.windowHours} hours: manual from now`, until);
}

function breaker({ facts, now }: DecisionInput): Answer {
  return resting(facts.breakers, (histories) => {
    const stops = histories.map((one) => breakerStop(one, now)).filter((answer) => answer.verdict === 'blocks');
    return worst(stops) ?? passes('no circuit breaker is open');
  });
}

function breakerStop({ key, settings, runs }: BreakerHistory, now: string): Answer {
  const state = breakerState(settings, runs, now);
  switch (state.kind) {
    case 'closed':
      return passes(`circuit breaker ${key} is closed`);
    case 'open':
      return blocks('breaker-open', `circuit breaker ${key} is open`, state.until);
    case 'half-open':
      return state.probing === undefined
        ? passes(`circuit breaker ${key} lets one through to see`)
        : blocks('breaker-open', `circuit breaker ${key} waits for ${state.probing}`);
    default:
      return unreachable(state);
  }
}

/** One answer for several blocks: all must end before the guard may pass. */
function worst(stops: readonly Answer[]): Answer | undefined {
  const blocking = stops.flatMap((answer) => (answer.verdict === 'blocks' ? [answer] : []));
  const [first] = blocking;
  if (!first) return undefined;
  const until = latest(blocking.map((answer) => answer.until));
  return blocks(first.reason, blocking.map(({ detail }) => detail).join('; '), until);
}

function attempts({ finding, control, facts, line, now }: DecisionInput): Answer {
  return resting(facts.attempts, (runs) => {
    const unseen = control ? undefined : unseenRun(finding, runs);
    if (unseen) return blocks('undetermined', `nobody has reported on it since repair ${unseen.id} began`);
    if (!line) return passes(NO_LINE_COUNTS);
    const spent = attemptsSpent(line, runs, now);
    return spent ? blocks('attempts-spent', spent.detail, spent.until) : passes('attempts are left');
  });
}

/** What only a reporter can judge is not repaired once more before one has looked at the last repair. */
function unseenRun({ sources }: Finding, runs: readonly RemediationRun[]): RemediationRun | undefined {
  const last = runs.find(({ kind }) => kind === 'repair');
  if (last?.result !== 'neutral') return undefined;
  return sources.some(({ updatedAt }) => updatedAt > last.startedAt) ? undefined : last;
}

function errors({ facts, line }: DecisionInput): Answer {
  return resting(facts.batch, (batch) => {
    if (!line) return passes(NO_LINE_COUNTS);
    const stop = batchVerdict(line, batch);
    return stop
      ? blocks(stop.reason, `line ${line.name}: ${stop.detail}`)
      : passes('errors and concurrency are within what the line allows');
  });
}

function limits({ facts }: DecisionInput): Answer {
  return resting(facts.limits, (all) => {
    const stops = all.flatMap(({ scope, counts }) => {
      const reached = limitVerdict(scope, counts);
      return reached ? [blocks('limit-reached', reached.detail, reached.until)] : [];
    });
    return worst(stops) ?? passes('no limit is reached');
  });
}
