import type { Grant, Role } from './access.ts';

/** An account and where it stands in its organization, as the policy says. */
export interface AccountPlace {
  readonly id: string;
  readonly organizationalUnit?: string;
}

/** Whether a grant of one of these roles holds in this account. */
export function coversAccount(grants: readonly Grant[], roles: readonly Role[], account: AccountPlace): boolean {
  return grants.some((grant) => roles.includes(grant.role) && holdsIn(grant, account));
}

/** Whether a grant of one of these roles holds everywhere. */
export function coversEverything(grants: readonly Grant[], roles: readonly Role[]): boolean {
  return grants.some((grant) => roles.includes(grant.role) && isEverywhere(grant));
}

/** A scope that is there but empty holds nowhere. */
export function isEverywhere({ accounts, organizationalUnits }: Grant): boolean {
  return accounts === undefined && organizationalUnits === undefined;
}

/** An account that the policy gives no unit is in none. */
export function holdsIn(grant: Grant, { id, organizationalUnit }: AccountPlace): boolean {
  if (isEverywhere(grant)) return true;
  if (grant.accounts?.includes(id) === true) return true;
  if (organizationalUnit === undefined) return false;
  return grant.organizationalUnits?.some((unit) => isWithin(organizationalUnit, unit)) === true;
}

/** `/Prod` has `/Prod/Payments` in it, and not `/Production`. */
export function isWithin(unit: string, outer: string): boolean {
  return unit === outer || unit.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}
