import { unitsWanted, type AccountsOf, type DoorSession, type TargetLocation, type UnitWanted } from '@trueup/core';
import { readAll, type ReadAll } from './read-all.ts';

export type UnitsRead =
  { readonly kind: 'read'; readonly accountsOf: AccountsOf } | Extract<ReadAll, { kind: 'unread' }>;

/** As many as an organization has at the most. */
const MOST_LISTED = 50_000;

/** Reads the accounts of the organizational units that locations name. AWS answers its management account alone. */
export async function readUnits(session: DoorSession, locations: readonly TargetLocation[]): Promise<UnitsRead> {
  const accounts = new Map<string, readonly string[]>();
  for (const unit of unitsWanted(locations)) {
    const read = await accountsIn(session, unit);
    if (read.kind === 'unread') return read;
    accounts.set(keyOf(unit), read.accounts);
  }
  return { kind: 'read', accountsOf: (unit) => accounts.get(keyOf(unit)) };
}

const keyOf = ({ id, deep }: UnitWanted): string => `${id} ${deep}`;

async function accountsIn(
  session: DoorSession,
  { id, deep }: UnitWanted,
): Promise<{ readonly kind: 'read'; readonly accounts: readonly string[] } | Extract<ReadAll, { kind: 'unread' }>> {
  const accounts: string[] = [];
  const units = [id];
  for (const unit of units) {
    const own = await readAll(session, listing('ListAccountsForParent', unit, 'Accounts'), MOST_LISTED);
    if (own.kind === 'unread') return own;
    // Suspended and closing accounts let nobody in.
    accounts.push(...own.items.filter(({ Status }) => Status === 'ACTIVE').map(({ Id }) => String(Id)));
    if (!deep) break;
    const below = await readAll(
      session,
      listing('ListOrganizationalUnitsForParent', unit, 'OrganizationalUnits'),
      MOST_LISTED,
    );
    if (below.kind === 'unread') return below;
    units.push(...below.items.map(({ Id }) => String(Id)));
  }
  return { kind: 'read', accounts };
}

function listing(operation: string, ParentId: string, list: string): Parameters<typeof readAll>[1] {
  return { call: { service: 'organizations', operation, parameters: { ParentId } }, list, token: 'NextToken' };
}
