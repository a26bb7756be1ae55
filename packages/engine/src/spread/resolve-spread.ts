import {
  expandLocations,
  expandTargets,
  targetsOf,
  type DoorSession,
  type JsonObject,
  type Scope,
  type TargetLocation,
} from '@trueup/core';
import type { ChildStored } from './child-execution.ts';
import { readUnits } from './read-units.ts';
import { resolveTargets } from './resolve-targets.ts';
import { childrenOfPlaces, childrenOfTargets, type Children, type Spreading } from './spread-children.ts';

/** Where a spread finds out what AWS alone can tell. */
export interface SpreadSources {
  /** Open in the place of the execution that is spread. */
  readonly session: DoorSession;
  /** Those that may be entered. */
  readonly accounts: readonly string[];
  /** What the document's defaults name of Parameter Store in a place, where the caller supplies no value. */
  readonly stored: (
    place: { readonly scope: Scope; readonly roleArn?: string },
    supplied: JsonObject,
  ) => Promise<ChildStored>;
}

/** The children of a spread whose targets have to be read first. Reads only; what it gives is kept before it is used. */
export async function resolveSpread(spreading: Spreading, sources: SpreadSources): Promise<Children> {
  const { targetLocations = [] } = spreading.spread;
  return targetLocations.length > 0
    ? resolvePlaces(spreading, sources, targetLocations)
    : resolveHere(spreading, sources);
}

async function resolvePlaces(
  spreading: Spreading,
  { session, accounts }: SpreadSources,
  locations: readonly TargetLocation[],
): Promise<Children> {
  const units = await readUnits(session, locations);
  if (units.kind === 'unread') return { kind: 'refused', problems: [units.reason] };
  const places = expandLocations(locations, spreading.scope.partition, units.accountsOf);
  return places.kind === 'refused' ? places : childrenOfPlaces(spreading, places.places, accounts);
}

async function resolveHere(spreading: Spreading, sources: SpreadSources): Promise<Children> {
  const { document, spread } = spreading;
  const stored = await sources.stored(spreading, spread.supplied);
  if (stored.kind === 'refused') return { kind: 'refused', problems: [stored.detail] };
  const named = expandTargets(document, spread);
  if (named) return childrenOfTargets(spreading, named, stored.values);
  const resolved = await resolveTargets(sources.session, spread.targetType, spread.targets ?? []);
  if (resolved.kind === 'unread') return { kind: 'refused', problems: [resolved.reason] };
  const targets = targetsOf(document, spread.targetParameterName ?? '', resolved.values);
  return childrenOfTargets(spreading, targets, stored.values);
}
