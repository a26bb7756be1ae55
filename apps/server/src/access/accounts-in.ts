import type { ScopedObject } from '@trueup/api-contract';
import type { Execution, Finding, Plan, Scan, Stores } from '@trueup/core';
import type { AccessParts } from './access-parts.ts';

type Spread = NonNullable<Execution['spread']>;

/** The accounts that an execution is about: its own, and those that it spreads over. */
function accountsOfExecution(
  execution: Pick<Execution, 'scope'> & {
    readonly resource?: { readonly accountId: string };
    readonly spread?: {
      readonly children: readonly { readonly scope: { readonly accountId: string } }[];
      readonly targetLocations?: readonly Pick<NonNullable<Spread['targetLocations']>[number], 'Accounts'>[];
    };
  },
): readonly string[] {
  const { resource, scope, spread } = execution;
  return [
    scope.accountId,
    ...(resource === undefined ? [] : [resource.accountId]),
    ...(spread?.children ?? []).map((child) => child.scope.accountId),
    // Units of an organization stand here too: no grant covers them by that name, and so they are kept from all but all.
    ...(spread?.targetLocations ?? []).flatMap(({ Accounts }) => Accounts),
  ];
}

/** The accounts that a listed object is about. */
export function accountsIn(what: ScopedObject, item: unknown): readonly string[] {
  switch (what) {
    case 'finding':
    case 'plan':
      return [(item as Pick<Finding | Plan, 'resource'>).resource.accountId];
    case 'execution':
      return accountsOfExecution(item as Execution);
    case 'scan':
      return (item as Scan).accounts;
  }
}

/** Reads objects for the sake of their accounts. Those never change. */
export function storedAccounts(
  stores: Pick<Stores, 'findings' | 'plans' | 'executions' | 'scans'>,
): AccessParts['accountsOf'] {
  const load = (what: ScopedObject, id: string): Promise<unknown> => {
    switch (what) {
      case 'finding':
        return stores.findings.byId(id as Finding['id']);
      case 'plan':
        return stores.plans.byId(id as Plan['id']);
      case 'execution':
        return stores.executions.byId(id as Execution['id']);
      case 'scan':
        return stores.scans.byId(id as Scan['id']);
    }
  };
  return async (what, id) => {
    const found = await load(what, id);
    return found === undefined ? undefined : accountsIn(what, found);
  };
}
