import { instantAfter, type Instant } from '../value/instant.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import type { Step } from './document.ts';
import type { StepEvent } from './execution-state.ts';
import { NO_DEADLINE } from './undocumented.ts';

/** Actions that go on without us, so their clock runs on while no one looks. */
const RUNS_BY_ITSELF: readonly string[] = ['aws:executeAutomation', 'aws:sleep', 'aws:waitForAwsResourceProperty'];

/**
 * When an attempt in flight times out (automation-documents, 2.4). A call or a script that a dead worker left behind is
 * made again and gets its whole time again: the time in which nobody worked is not the step's.
 */
export function deadlineOf(step: Step, started: Extract<StepEvent, { kind: 'step.started' }>, now: Instant): Instant {
  const { timeoutSeconds, mostSeconds = Infinity } = ACTION_DEFINITIONS[step.action];
  const seconds = step.timeoutSeconds ?? timeoutSeconds;
  if (seconds === undefined) return NO_DEADLINE;
  const ms = Math.min(seconds, mostSeconds, LONGEST_SECONDS) * 1_000;
  return instantAfter(RUNS_BY_ITSELF.includes(step.action) ? started.at : now, ms);
}

/** A century: longer, and instants would run out of four digits. */
const LONGEST_SECONDS = 3_155_760_000;
