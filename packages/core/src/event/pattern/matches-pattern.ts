import type { JsonObject } from '../../value/json.ts';
import type { EventEnvelope } from '../event.ts';
import type { EventPattern } from './event-pattern.ts';
import { matchesBranch } from './matches-branch.ts';
import { memberAt } from './member-at.ts';

/** Whether an event matches a pattern. For many patterns at once there is patternIndex. */
export function matchesPattern(pattern: EventPattern, event: EventEnvelope | JsonObject): boolean {
  return pattern.branches.some((branch) => matchesBranch(branch, event as JsonObject, memberAt));
}
