import { KNOWN_AFTER_APPLY } from '../value/difference.ts';
import { isJsonObject, type Json } from '../value/json.ts';
import type { ExecutionState } from './execution-state.ts';

/** Whether a value is, or holds anywhere in it, one that only the change itself will produce. */
export function mentionsUnknown(value: Json): boolean {
  if (typeof value === 'string') return value.includes(KNOWN_AFTER_APPLY);
  if (Array.isArray(value)) return (value as readonly Json[]).some(mentionsUnknown);
  return isJsonObject(value) && Object.values(value).some((member) => member !== undefined && mentionsUnknown(member));
}

/**
 * Whether an execution is a plan that met an unknown value. Only there is the text KNOWN_AFTER_APPLY more than text:
 * in a real run a resource that is named so must not stop anything.
 */
export function hasUnknowns(state: ExecutionState): boolean {
  return (
    state.log.some((event) => event.kind === 'step.succeeded' && event.result === KNOWN_AFTER_APPLY) ||
    mentionsUnknown(state.parameters)
  );
}
