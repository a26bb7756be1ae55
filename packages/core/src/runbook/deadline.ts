import { instantAfter, type Instant } from '../value/instant.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import type { Step } from './document.ts';
import type { StepEvent } from './execution-state.ts';
import { NO_DEADLINE } from './undocumented.ts';

/** Actions that hang on us alone: a worker that died with one takes its time with it. All others go on without us. */
const RUNS_WITH_US: readonly string[] = ['aws:assertAwsResourceProperty', 'aws:executeAwsApi', 'aws:executeScript'];

/**
 * When an attempt in flight times out (automation-documents, 2.4). A call or a script that a dead worker left behind is
 * made again and gets its whole time again: the time in which nobody worked is not the step's.
 */
export function deadlineOf(step: Step, started: Extract<StepEvent, { kind: 'step.started' }>, now: Instant): Instant {
  const { timeoutSeconds, mostSeconds = Infinity } = ACTION_DEFINITIONS[step.action];
  const seconds = step.timeoutSeconds ?? timeoutSeconds;
  if (seconds === undefined) return NO_DEADLINE;
  const ms = Math.min(seconds, mostSeconds, LONGEST_SECONDS) * 1_000;
  return instantAfter(RUNS_WITH_US.includes(step.action) ? now : started.at, ms);
}

/** A century: longer, and instants would run out of four digits. */
const LONGEST_SECONDS = 3_155_760_000;
