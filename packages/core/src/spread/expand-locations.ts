import type { AccountId, Partition, Region, Scope } from '../resource/resource.ts';
import type { Spread, TargetLocation } from '../runbook/command.ts';
import { isUnit } from './check-spread.ts';
import { EXCLUDED_UNITS_ARE_DEEP } from './undocumented.ts';

/** An account and region of a spread. */
export interface Place {
  readonly scope: Scope;
  /** Its role by name, in that account. Absent: as the policy enters the account. */
  readonly roleArn?: string;
  /** Which of TargetLocations it comes from. */
  readonly location: number;
}

/** An organizational unit whose accounts have to be read. */
export interface UnitWanted {
  readonly id: string;
  /** With the units below it. */
  readonly deep: boolean;
}

/** The accounts of a unit. Undefined: they were not read. */
export type AccountsOf = (unit: UnitWanted) => readonly string[] | undefined;

export type Places =
  | { readonly kind: 'places'; readonly places: readonly Place[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Organizational units that locations name, each once. */
export function unitsWanted(locations: readonly TargetLocation[]): readonly UnitWanted[] {
  const wanted = locations.flatMap((location) => [
    ...location.Accounts.filter(isUnit).map((id) => included(id, location)),
    ...(location.ExcludeAccounts ?? []).filter(isUnit).map(excluded),
  ]);
  return [...new Map(wanted.map((unit) => [`${unit.id} ${unit.deep}`, unit])).values()];
}

const included = (id: string, { IncludeChildOrganizationUnits = false }: TargetLocation): UnitWanted => ({
  id,
  deep: IncludeChildOrganizationUnits,
});
const excluded = (id: string): UnitWanted => ({ id, deep: EXCLUDED_UNITS_ARE_DEEP });

/**
 * Accounts by regions, in the order in which they are named. A place that is named twice counts where it is named first.
 */
export function expandLocations(
  locations: readonly TargetLocation[],
  partition: Partition,
  accountsOf: AccountsOf,
): Places {
  const unread = unitsWanted(locations).filter((unit) => accountsOf(unit) === undefined);
  if (unread.length > 0) {
    return {
      kind: 'refused',
      problems: unread.map(({ id }) => `The accounts of the organizational unit ${id} were not read.`),
    };
  }
  const places = new Map<string, Place>();
  const problems: string[] = [];
  locations.forEach((location, index) => {
    const accounts = accountsIn(location, accountsOf);
    if (accounts.length === 0) problems.push(`TargetLocations[${index}] leaves no account after its exclusions.`);
    for (const accountId of accounts) {
      for (const region of location.Regions as readonly Region[]) {
        const place = placeOf(location, index, { accountId, region, partition });
        if (!places.has(placeName(place.scope))) places.set(placeName(place.scope), place);
      }
    }
  });
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'places', places: [...places.values()] };
}

/** Names the step of the parent that waits for the place. */
export const placeName = ({ accountId, region }: Scope): string => `${accountId}:${region}`;

function placeOf({ ExecutionRoleName: role }: TargetLocation, location: number, scope: Scope): Place {
  const roleArn = `arn:${scope.partition}:iam::${scope.accountId}:role/${role}`;
  return { scope, location, ...(role === undefined ? {} : { roleArn }) };
}

function accountsIn(location: TargetLocation, accountsOf: AccountsOf): readonly AccountId[] {
  const expanded = (ids: readonly string[], unit: (id: string) => UnitWanted): readonly string[] =>
    ids.flatMap((id) => (isUnit(id) ? (accountsOf(unit(id)) ?? []) : [id]));
  const out = new Set(expanded(location.ExcludeAccounts ?? [], excluded));
  const accounts = new Set(expanded(location.Accounts, (id) => included(id, location)));
  return [...accounts].filter((id) => !out.has(id)) as AccountId[];
}

/** What the child in a location is spread over itself. Undefined: the document runs there once. */
export function spreadWithin(spread: Spread, location: TargetLocation): Spread | undefined {
  const own = location.Targets && location.Targets.length > 0 ? { targets: location.Targets } : undefined;
  const { targets = [], targetMaps = [], targetParameterName } = spread;
  if (!own && targets.length === 0 && targetMaps.length === 0) return undefined;
  const maxConcurrency = location.TargetsMaxConcurrency ?? spread.maxConcurrency;
  const maxErrors = location.TargetsMaxErrors ?? spread.maxErrors;
  return {
    ...(own ?? (targetMaps.length > 0 ? { targetMaps } : { targets })),
    ...(targetParameterName === undefined ? {} : { targetParameterName }),
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
    ...(maxErrors === undefined ? {} : { maxErrors }),
  };
}
