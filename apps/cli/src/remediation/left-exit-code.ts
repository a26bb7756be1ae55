import type { PlanOutcome } from '@trueup/api-contract';
import { NOTHING_TO_DO, PENDING, type ExitCode } from '../exit-code.ts';

type LeftReason = Extract<PlanOutcome, { kind: 'left' }>['reason'];

const SETTLED: readonly LeftReason[] = ['finding-not-open', 'already-compliant', 'not-applicable', 'resource-gone'];

/** A finding that is left because nothing is wrong any more is done; any other stays open. */
export function leftExitCode(reason: LeftReason): ExitCode {
  return SETTLED.includes(reason) ? NOTHING_TO_DO : PENDING;
}
