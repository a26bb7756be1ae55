import type { FindingId } from '@trueup/core';

/** Of the exception that Trueup places itself once the attempts on a finding are used up. */
export const attemptsExceptionId = (id: FindingId): string => `attempts-${id}`;
