import {
  exceptionIndex,
  type DecisionTarget,
  type DefinitionStore,
  type Exception,
  type Instant,
  type Policy,
} from '@trueup/core';
import { keptCopy } from '../kept-copy.ts';

/** The exceptions that cover a target, or may: those that people placed and those of the policy. */
type FindExceptions = (target: DecisionTarget, now: Instant) => readonly Exception[];
export type ExceptionBook = (
  definitions: DefinitionStore,
  policy: Pick<Policy, 'exceptions'>,
) => Promise<FindExceptions>;

export function exceptionBook(): ExceptionBook {
  const placed = keptCopy(['exception'], ({ exception }) => exceptionIndex(exception.map(({ value }) => value)));
  const ofPolicies = new WeakMap<readonly Exception[], ReturnType<typeof exceptionIndex>>();
  return async (definitions, { exceptions }) => {
    const known = ofPolicies.get(exceptions);
    const ofPolicy = known ?? exceptionIndex(exceptions);
    if (!known) ofPolicies.set(exceptions, ofPolicy);
    const indexes = [await placed(definitions), ofPolicy];
    return (target, now) =>
      indexes.flatMap((index) => {
        const { found, unknown } = index(target, now);
        return [found, unknown].flatMap((exception) => exception ?? []);
      });
  };
}
