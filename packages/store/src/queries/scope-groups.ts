import type { Instant, RunScope } from '@trueup/core';

const MEMBERS = {
  accountId: 'account_id',
  controlId: 'control_id',
  remediation: 'remediation',
  documentName: 'document_name',
} as const satisfies Record<keyof RunScope, string>;
type Member = keyof typeof MEMBERS;
const NAMES = Object.keys(MEMBERS) as Member[];

type Counted = RunScope & { readonly since: Instant };

/** Scopes that name the same members and time, so that each condition is one that an index answers. */
export interface ScopeGroup {
  /** A row each: `given (ord, …)`. `ord` is the place of the scope among all. */
  readonly given: string;
  /** Whether `run` is a repair in the scope at hand. */
  readonly inScope: string;
  /** Its first instant, a value and no column: the planner then knows how many rows lie behind it. */
  readonly since: string;
  readonly parameters: readonly unknown[];
}

/** The parameters of the groups are numbered from `first` on. */
export function scopeGroups(scopes: readonly Counted[], first: number): readonly ScopeGroup[] {
  const groups = new Map<string, number[]>();
  scopes.forEach((scope, ord) => {
    const key = `${membersOf(scope).join()} ${scope.since}`;
    const ords = groups.get(key) ?? [];
    groups.set(key, ords);
    ords.push(ord);
  });
  let next = first;
  return [...groups.values()].map((ords) => {
    const group = groupOf(scopes, ords, next);
    next += group.parameters.length;
    return group;
  });
}

function groupOf(scopes: readonly Counted[], ords: readonly number[], first: number): ScopeGroup {
  const one = scopes[ords[0] ?? 0];
  const members = one ? membersOf(one) : [];
  const columns = members.map((name) => MEMBERS[name]);
  const arrays = members.map((_, index) => `$${first + 2 + index}::text[]`);
  return {
    given: `unnest(${[`$${first}::int[]`, ...arrays].join(', ')}) as given (${['ord', ...columns].join(', ')})`,
    inScope: [`run.kind = 'repair'`, ...columns.map((column) => `run.${column} = given.${column}`)].join(' and '),
    since: `$${first + 1}::timestamptz`,
    parameters: [ords, one?.since, ...members.map((name) => ords.map((ord) => scopes[ord]?.[name]))],
  };
}

function membersOf(scope: RunScope): readonly Member[] {
  return NAMES.filter((name) => scope[name] !== undefined);
}
