import type { Grant, Role } from './access.ts';
import { holdsIn, isEverywhere, isWithin, type AccountPlace } from './covers-account.ts';

/** The first grant that gives more than those held, if any. `placeOf` tells where an account stands. */
export function exceedingGrant(
  asked: readonly Grant[],
  held: readonly Grant[],
  placeOf: (accountId: string) => AccountPlace,
): Grant | undefined {
  return asked.find((grant) => !isHeld(grant, held, placeOf));
}

function isHeld(asked: Grant, held: readonly Grant[], placeOf: (accountId: string) => AccountPlace): boolean {
  const able = held.filter(({ role }) => includesRole(role, asked.role));
  if (isEverywhere(asked)) return able.some(isEverywhere);
  const accounts = asked.accounts ?? [];
  const units = asked.organizationalUnits ?? [];
  return (
    accounts.every((id) => able.some((grant) => holdsIn(grant, placeOf(id)))) &&
    units.every((unit) => able.some((grant) => holdsUnit(grant, unit)))
  );
}

/** An admin may do what the others may, and everyone may look. */
function includesRole(held: Role, asked: Role): boolean {
  return held === asked || held === 'admin' || asked === 'viewer';
}

function holdsUnit(grant: Grant, unit: string): boolean {
  return isEverywhere(grant) || grant.organizationalUnits?.some((outer) => isWithin(unit, outer)) === true;
}
