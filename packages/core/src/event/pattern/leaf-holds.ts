import type { Leaf, Scalar } from './event-pattern.ts';
import { testHolds } from './test-holds.ts';

/** Whether a value that is there passes all lists of a leaf. */
export function leafHolds(leaf: Leaf, value: Scalar): boolean {
  for (const alternatives of leaf.tests) {
    if (!alternatives.some((test) => testHolds(test, value))) return false;
  }
  return true;
}
