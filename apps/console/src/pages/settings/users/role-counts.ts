import { access, type Role } from '@trueup/api-contract';

export const ROLES: readonly Role[] = ['viewer', 'operator', 'approver', 'auditor', 'admin'];

interface RoleCounts {
  readonly role: Role;
  /** What it may ask for. */
  readonly operations: number;
  /** Those of them that cannot be narrowed to accounts: the role must hold in all. */
  readonly everywhereOnly: number;
}

/** The permission matrix, counted by role. */
export function roleCounts(): readonly RoleCounts[] {
  const permissions = Object.values(access);
  return ROLES.map((role) => {
    const mine = permissions.filter(({ roles }) => roles.includes(role));
    return {
      role,
      operations: mine.length,
      everywhereOnly: mine.filter(({ scope }) => scope.kind === 'everywhere').length,
    };
  });
}
