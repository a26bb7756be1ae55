import type { Instant } from '@trueup/core';

/** As PostgreSQL writes it: the year 0 of ISO 8601, which ASFF lets in, is 1 BC there. */
export function storedInstant(at: Instant): string {
  return at.startsWith('0000-') ? `0001${at.slice(4)} BC` : at;
}
