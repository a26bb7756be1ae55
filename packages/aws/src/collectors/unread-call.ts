import { unreadReason } from '@trueup/core';
import type { Unread } from './collector.ts';
import type { Asked } from './reads.ts';

const DETAIL_LENGTH = 300;

/** What a failed call leaves unread, and why. */
export function unreadCall({ call, failure }: Extract<Asked, { kind: 'failed' }>): Unread {
  const detail = `${call.service} ${call.operation}: ${failure.code}: ${failure.message}`;
  return {
    kind: 'unread',
    reason: unreadReason(failure),
    detail: detail.replace(/\s+/g, ' ').slice(0, DETAIL_LENGTH),
  };
}
