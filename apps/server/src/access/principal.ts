import {
  coversAccount,
  coversEverything,
  type AccountPlace,
  type Actor,
  type Grant,
  type Role,
  type Session,
} from '@trueup/core';

/** Whoever sent a request: who he is, how he came in and what he may do. */
export interface Principal {
  /** A person's name, whichever token or session he comes with: two tokens of one user are one person. */
  readonly actor: Actor;
  readonly via: 'local-admin' | 'token' | 'session';
  /** Absent: the holder of the admin token. */
  readonly userId?: string;
  readonly grants: readonly Grant[];
  /** What a token leaves of them. Both must allow it. */
  readonly tokenGrants?: readonly Grant[];
  readonly session?: Session;
}

/** Who acts when the holder of the admin token names nobody. No user may be called so. */
export const LOCAL_ADMIN = 'local-admin';

/** Of each list any role is enough; each list must be met. */
export type Needs = readonly (readonly Role[])[];

export function mayEverywhere(principal: Principal, needs: Needs): boolean {
  return needs.every((roles) => bothOf(principal).every((grants) => coversEverything(grants, roles)));
}

export function mayIn(principal: Principal, needs: Needs, account: AccountPlace): boolean {
  return needs.every((roles) => bothOf(principal).every((grants) => coversAccount(grants, roles, account)));
}

/** Whether there is any place at all where he may. */
export function mayAnywhere(principal: Principal, needs: Needs): boolean {
  return needs.every((roles) =>
    bothOf(principal).every((grants) => grants.some((grant) => roles.includes(grant.role))),
  );
}

/** The accounts in which he may, out of those that the policy or his grants name. */
export function accountsOfPrincipal(
  principal: Principal,
  needs: Needs,
  places: readonly AccountPlace[],
): readonly string[] {
  const known = new Map(places.map((place) => [place.id, place]));
  const named = bothOf(principal).flatMap((grants) => grants.flatMap(({ accounts = [] }) => accounts));
  const candidates = new Set([...known.keys(), ...named]);
  return [...candidates].filter((id) => mayIn(principal, needs, known.get(id) ?? { id })).toSorted();
}

const bothOf = ({ grants, tokenGrants }: Principal): (readonly Grant[])[] =>
  tokenGrants === undefined ? [grants] : [grants, tokenGrants];
