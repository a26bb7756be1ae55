import type { StepFailure } from './execution-state.ts';

/**
 * Choices where AWS documents nothing (marked [rec] in the specification of Automation documents; listed in its
 * section 10). They stand here so that each can be corrected in one place. Choices that are more than a value are
 * functions of their own: the coercion of outputs (coerceOutput), the match of the whole value with allowedPattern
 * (matchPattern), DATE and TIME in UTC (systemValue), and what a missing operand of a branch compares as (condition.ts).
 */

/** YAML is read with the core types of 1.2: `True` is a Boolean as in 1.1, but `yes`, `on`, dates and `12:30` stay text. */
export const YAML_VERSION = '1.2';

/** A plain number that a number cannot hold (leading zero, too many digits), such as an account id, stays text. */
export const PLAIN_NUMBER_AS_TEXT = /^[-+]?0\d+$/;

/** Attempts of a step follow each other without a pause. */
export const ATTEMPT_DELAY_MS = 0;

/** Time between two looks of aws:waitForAwsResourceProperty; the AWS-authored simulator takes 2 s. */
export const POLL_INTERVAL_MS = 2_000;

/** Failures that a wait goes on through, beside those that are marked retryable; it ends at all others. */
export const PASSING_FAILURES: readonly StepFailure['type'][] = ['Throttling', 'Internal'];

/** Time limit of an attempt of aws:assertAwsResourceProperty; the AWS-authored simulator takes an hour. */
export const ASSERT_TIMEOUT_SECONDS = 3_600;

/** aws:sleep, pause, loop, executeAutomation and executeStateMachine have no time limit but the document's. */
export const NO_DEADLINE = '9999-12-31T23:59:59.999Z';

/** Of several critical failures of both kinds, a failure outweighs a timeout in the final status. */
export const FAILED_OUTWEIGHS_TIMED_OUT: boolean = true;

/** `onFailure: step:X` together with `isEnd: true` goes to X, as the AWS-authored simulator does. */
export const ON_FAILURE_STEP_OUTWEIGHS_IS_END: boolean = true;

/** An attempt whose input was refused, or whose answer did not fit its outputs, is not tried again: it was made once already. */
export const RETRY_AFTER_BAD_VALUES: boolean = false;

/** Steps that an `onCancel` leads to count for cycles, because else a cancelled step could run twice. */
export const ON_CANCEL_COUNTS_FOR_CYCLES: boolean = true;

/** Actions that `onCancel` may not lead to are refused when the document is read. */
export const NO_CANCEL_TARGETS: readonly string[] = [
  'aws:approve',
  'aws:copyImage',
  'aws:createImage',
  'aws:createStack',
  'aws:createTags',
  'aws:pause',
  'aws:runInstances',
  'aws:sleep',
];

/** A supplied value that equals the parameter's default is as valid as the default, which is never checked. */
export const DEFAULT_IS_ALWAYS_ALLOWED: boolean = true;

/** Pseudo parameters of maintenance windows stay text in a default outside of a window. */
export const WINDOW_PSEUDO_PARAMETERS: readonly string[] = [
  'INVOCATION_ID',
  'RESOURCE_ID',
  'TARGET_ID',
  'TARGET_TYPE',
  'TASK_EXECUTION_ID',
  'WINDOW_EXECUTION_ID',
  'WINDOW_ID',
  'WINDOW_TARGET_ID',
  'WINDOW_TASK_ID',
];

/** A list satisfies DesiredValues when it is not empty and all its elements are among them. */
export const DESIRED_IN_LIST: 'every' | 'some' = 'every';

/** Longest value that is matched with an allowedPattern, in characters; longer ones are refused. */
export const PATTERN_INPUT_LIMIT = 4_096;

/** Steps of matching after which a pattern counts as undecidable and the value is refused; some 20 ms. */
export const PATTERN_STEP_LIMIT = 500_000;

/** Supplied parameters share the size limit of a document: 64 KB of JSON. */
export const PARAMETERS_LIMIT_BYTES = 65_536;

/** `Abort` ends the execution as failed even where the step says `isCritical: false`. */
export const ABORT_ALWAYS_FAILS: boolean = true;

/** Largest result of a step that an execution keeps; AWS documents 100 KB for scripts and 200 KB for Lambda only. */
export const RESULT_LIMIT = { characters: 1_048_576, depth: 500 } as const;

/** Largest values that a step's inputs may resolve to, all references of the step together. */
export const INPUTS_LIMIT = { characters: 4_194_304, depth: 600 } as const;
