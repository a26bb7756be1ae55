import {
  bindParameters,
  checkSpread,
  expandLocations,
  expandTargets,
  spreadWithin,
  typeOfTarget,
  unitsWanted,
  type ExecutionSpread,
  type JsonObject,
  type PermissionStatement,
  type Spread,
  type StoredParameters,
} from '@trueup/core';
import { refused, type Refused } from '../refusal.ts';
import { childrenOfPlaces, childrenOfTargets, type Children, type Spreading } from './spread-children.ts';

export interface SpreadWanted extends Omit<Spreading, 'spread'> {
  readonly wanted: Spread;
  /** The parameters of the start, as the caller gave them. */
  readonly supplied: JsonObject;
  /** Of the stored document, such as `/AWS::EC2::Instance`. */
  readonly targetType?: string;
  readonly permissions?: readonly PermissionStatement[];
  /** Those that may be entered. */
  readonly accounts: readonly string[];
  /** What the document's defaults name of Parameter Store, where the spread is. */
  readonly stored: StoredParameters;
}

export type SpreadPlanned = { readonly kind: 'planned'; readonly spread: ExecutionSpread } | Refused;

/**
 * Checks what a start is to be spread over, and fixes its children as far as AWS need not be asked. Everything that can
 * be refused is refused here; what a tag or a group stands for is found out where it is needed (resolveSpread).
 */
export function planSpread(given: SpreadWanted): SpreadPlanned {
  const { wanted, supplied, document, scope } = given;
  const problems = checkSpread(document, wanted, scope.partition);
  if (problems.length > 0) return refused('invalid-target', problems.join(' '));
  const type = typeOfTarget(given.targetType);
  const spread: ExecutionSpread = {
    ...named(wanted),
    supplied,
    ...(given.permissions === undefined ? {} : { permissions: given.permissions }),
    ...(type === undefined ? {} : { targetType: type }),
    resolved: false,
    children: [],
  };
  const spreading: Spreading = { ...given, spread };
  const within = checkWithin(spreading, given.stored);
  if (within.length > 0) return refused('invalid-parameters', [...new Set(within)].join(' '));
  const found = foundWithoutAsking(spreading, given);
  if (found?.kind === 'refused') return refused('invalid-target', found.problems.join(' '));
  return { kind: 'planned', spread: found ? { ...spread, resolved: true, children: found.children } : spread };
}

/** The members that make it a spread, without whatever else a request has. */
function named(wanted: Spread): Spread {
  const { targetParameterName, targets, targetMaps, targetLocations, maxConcurrency, maxErrors } = wanted;
  return {
    ...(targetParameterName === undefined ? {} : { targetParameterName }),
    ...(targets === undefined ? {} : { targets }),
    ...(targetMaps === undefined ? {} : { targetMaps }),
    ...(targetLocations === undefined ? {} : { targetLocations }),
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
    ...(maxErrors === undefined ? {} : { maxErrors }),
  };
}

/** What the children of locations would refuse, as far as it can be known before they start. */
function checkWithin(spreading: Spreading, stored: StoredParameters): readonly string[] {
  const { spread, document, scope, id, now } = spreading;
  return (spread.targetLocations ?? []).flatMap((location) => {
    const within = spreadWithin(spread, location);
    if (!within) {
      const bound = bindParameters(document, spread.supplied, { ...scope, executionId: id }, now, stored);
      return bound.kind === 'refused' ? bound.problems : [];
    }
    const checked = childrenOfTargets(spreading, expandTargets(document, within) ?? [], stored);
    return checked.kind === 'refused' ? checked.problems : [];
  });
}

/** Undefined: AWS has to be asked, for the members of a tag, a group or an organizational unit. */
function foundWithoutAsking(
  spreading: Spreading,
  { stored, accounts }: Pick<SpreadWanted, 'stored' | 'accounts'>,
): Children | undefined {
  const { spread, document, scope } = spreading;
  const { targetLocations = [] } = spread;
  if (targetLocations.length === 0) {
    const targets = expandTargets(document, spread);
    return targets && childrenOfTargets(spreading, targets, stored);
  }
  if (unitsWanted(targetLocations).length > 0) return undefined;
  const places = expandLocations(targetLocations, scope.partition, () => undefined);
  return places.kind === 'refused' ? places : childrenOfPlaces(spreading, places.places, accounts);
}
