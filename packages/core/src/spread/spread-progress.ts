import type { ExecutionSpread, SpreadChild } from '../execution/execution.ts';
import type { AutomationStatus } from '../runbook/execution-state.ts';
import {
  DEFAULT_MAX_CONCURRENCY,
  hasEnded,
  isError,
  isStopped,
  nextToStart,
  type ChildStatus,
  type RateControl,
} from './rate-control.ts';
import {
  DEFAULT_MAX_ERRORS,
  LOCATIONS_IN_ORDER,
  STATUS_WITHIN_MAX_ERRORS,
  STATUS_WITHOUT_TARGETS,
  STATUS_WITHOUT_TARGETS_IN_LOCATION,
} from './undocumented.ts';

/** What a spread knows of a child that it has started. */
export interface ChildState {
  readonly id: SpreadChild['id'];
  readonly status: AutomationStatus;
  readonly failureMessage?: string;
}

/** What comes next in a spread. */
export type SpreadProgress =
  /** Start these, then wait for one to end. */
  | { readonly kind: 'underway'; readonly start: readonly SpreadChild[] }
  | { readonly kind: 'ended'; readonly status: 'Success' | 'Failed' | 'Cancelled'; readonly message?: string };

export interface SpreadWishes {
  /** cancel: it is to stop. complete: it is to end with what runs now. */
  readonly halt?: 'cancel' | 'complete';
  /** It is itself the child of a spread, over the targets within one account and region. */
  readonly inLocation: boolean;
}

/** Children that share a rate control, in order. */
interface Group {
  readonly children: readonly SpreadChild[];
  readonly statuses: readonly ChildStatus[];
  readonly rate: RateControl;
}

/** Decides by the states of the children alone, so that whoever asks, and when, does not matter. */
export function spreadProgress(
  spread: ExecutionSpread,
  states: readonly ChildState[],
  { halt, inLocation }: SpreadWishes,
): SpreadProgress {
  const groups = groupsOf(spread, states);
  const start = halt === undefined ? childrenToStart(groups) : [];
  if (start.length > 0 || states.some(({ status }) => !hasEnded(status))) return { kind: 'underway', start };
  if (halt === 'cancel') return { kind: 'ended', status: 'Cancelled' };
  if (spread.resolved && spread.children.length === 0) return endWithoutTargets(spread, inLocation);
  const stopped = groups.find(({ statuses, rate }) => isStopped(statuses, rate));
  if (stopped) return { kind: 'ended', status: 'Failed', message: stopMessage(stopped, states) };
  const failed = states.some(({ status }) => isError(status));
  return { kind: 'ended', status: failed ? STATUS_WITHIN_MAX_ERRORS : 'Success' };
}

function groupsOf(spread: ExecutionSpread, states: readonly ChildState[]): readonly Group[] {
  const statusOf = new Map(states.map(({ id, status }) => [id, status]));
  const group = (children: readonly SpreadChild[], rate: RateControl): Group => ({
    children,
    statuses: children.map(({ id }) => statusOf.get(id)),
    rate,
  });
  const { targetLocations = [], maxConcurrency, maxErrors } = spread;
  if (targetLocations.length === 0) {
    const rate = {
      maxConcurrency: maxConcurrency ?? DEFAULT_MAX_CONCURRENCY,
      maxErrors: maxErrors ?? DEFAULT_MAX_ERRORS,
    };
    return [group(spread.children, rate)];
  }
  return targetLocations.map(({ TargetLocationMaxConcurrency = '1', TargetLocationMaxErrors = '0' }, index) =>
    group(
      spread.children.filter(({ location }) => location === index),
      { maxConcurrency: TargetLocationMaxConcurrency, maxErrors: TargetLocationMaxErrors },
    ),
  );
}

/** Nothing of a later location is started before the earlier ones have ended, nor once one had too many errors. */
function childrenToStart(groups: readonly Group[]): readonly SpreadChild[] {
  if (groups.some(({ statuses, rate }) => isStopped(statuses, rate))) return [];
  const start: SpreadChild[] = [];
  for (const { children, statuses, rate } of groups) {
    const next = new Set(nextToStart(statuses, rate));
    start.push(...children.filter((_, index) => next.has(index)));
    if (LOCATIONS_IN_ORDER && !statuses.every(hasEnded)) break;
  }
  return start;
}

function endWithoutTargets(spread: ExecutionSpread, inLocation: boolean): SpreadProgress {
  const [target] = spread.targets ?? [];
  const wanted = target ? `${target.Key} with ${target.Values.join(', ')}` : 'its targets';
  const type = spread.targetType === undefined ? 'resource' : `resource of type ${spread.targetType}`;
  const status = inLocation ? STATUS_WITHOUT_TARGETS_IN_LOCATION : STATUS_WITHOUT_TARGETS;
  return status === 'Success'
    ? { kind: 'ended', status }
    : { kind: 'ended', status, message: `No ${type} was found for ${wanted}: nothing was done.` };
}

/** Errors that a message names. */
const MOST_NAMED = 5;

function stopMessage({ children, statuses, rate }: Group, states: readonly ChildState[]): string {
  const stateOf = new Map(states.map((state) => [state.id, state]));
  const errors = children.filter((_, index) => isError(statuses[index]));
  const named = errors.slice(0, MOST_NAMED).map(({ id, target }) => {
    const { status, failureMessage } = stateOf.get(id) ?? {};
    return `${target} ended ${status}${failureMessage === undefined ? '' : ` (${failureMessage})`}`;
  });
  const more = errors.length > MOST_NAMED ? [`and ${errors.length - MOST_NAMED} more`] : [];
  const counted = `${errors.length} of ${children.length} did not succeed, more than MaxErrors ${rate.maxErrors} allows`;
  return `${counted}: ${[...named, ...more].join('; ')}`;
}
