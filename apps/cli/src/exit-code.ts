import type { AutomationStatus, Outcome } from '@trueup/api-contract';
import { unreachable } from '@trueup/core';

export const NOTHING_TO_DO = 0;
export const FAILED = 1;
/** Findings are open, or changes wait to be made or approved. */
export const PENDING = 2;
/** As a shell says it of a process that SIGINT ended. */
export const INTERRUPTED = 130;

export type ExitCode = typeof NOTHING_TO_DO | typeof FAILED | typeof PENDING | typeof INTERRUPTED;

/** Of an execution at its end. */
export function exitCodeOf(outcome: Outcome): ExitCode {
  switch (outcome) {
    case 'verified':
    case 'already-compliant':
      return NOTHING_TO_DO;
    case 'still-non-compliant':
    case 'inconclusive':
    case 'failed':
    case 'refused-stale':
    case 'refused-unread':
    case 'cancelled':
      return FAILED;
    default:
      return unreachable(outcome);
  }
}

/** Of an execution of a document at its end: only Success is one. */
export function automationExitCode(status: AutomationStatus): ExitCode {
  return status === 'Success' ? NOTHING_TO_DO : FAILED;
}

/** Of several commands' worth of work: an error outweighs what is pending, and that outweighs nothing. */
export function gravest(codes: readonly ExitCode[]): ExitCode {
  if (codes.includes(FAILED)) return FAILED;
  return codes.includes(PENDING) ? PENDING : NOTHING_TO_DO;
}
