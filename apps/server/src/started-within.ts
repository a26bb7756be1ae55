import { instantAfter, type ExecutionQuery } from '@trueup/core';
import { timeRange } from './finding-operations.ts';

/** The years in which an instant is written with four digits: nothing started before or after them. */
const FIRST = '0000-01-01T00:00:00.000Z';
const LAST = '9999-12-31T23:59:59.999Z';

/** Both ends belong to it, as in every list; the store asks for what is after one instant and before another. */
export function startedWithin(given: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): Pick<ExecutionQuery, 'startedAfter' | 'startedBefore'> {
  const { from, to } = timeRange(given);
  return {
    ...(from === undefined || from === FIRST ? {} : { startedAfter: instantAfter(from, -1) }),
    ...(to === undefined || to === LAST ? {} : { startedBefore: instantAfter(to, 1) }),
  };
}
