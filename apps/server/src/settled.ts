import { Problem } from '@trueup/api-contract';
import type { InvalidInput, Refused } from '@trueup/engine';
import { refusal } from './refusal-problem.ts';

type Done<T> = Exclude<T, InvalidInput | Refused>;

/**
 * What the engine made of something, or the Problem that it was not made for. `place` says where a field of the
 * engine's stands in the input of the operation.
 */
export function settled<T extends { readonly kind: string }>(
  outcome: T | InvalidInput | Refused,
  place: (field: string) => string = (field) => field,
): Done<T> {
  if (isRefused(outcome)) throw refusal(outcome);
  if (isInvalid(outcome)) throw invalidField(place(outcome.field), outcome.reason);
  return outcome as Done<T>;
}

/** `reason` goes on from the field: `must be …`. */
export function invalidField(field: string, reason: string): Problem {
  return new Problem('invalid', `${field} ${reason}`, { faults: [{ path: field, message: reason }] });
}

const isRefused = (outcome: { readonly kind: string }): outcome is Refused => outcome.kind === 'refused';
const isInvalid = (outcome: { readonly kind: string }): outcome is InvalidInput => outcome.kind === 'invalid';
