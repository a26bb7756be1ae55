import {
  access,
  operationNames,
  Problem,
  streams,
  type AccessScope,
  type Operations,
  type OperationName,
  type Permission,
  type ScopedObject,
  type StreamName,
  type Trueup,
} from '@trueup/api-contract';
import type { AccountPlace } from '@trueup/core';
import { missing } from '../refusal-problem.ts';
import type { AccessParts } from './access-parts.ts';
import { accountsIn } from './accounts-in.ts';
import type { Denial } from './denials.ts';
import { accountsOfPrincipal, mayAnywhere, mayEverywhere, mayIn, type Needs, type Principal } from './principal.ts';
import { valuesAt } from './values-at.ts';

export interface Restriction {
  readonly principal: Principal;
  readonly parts: Pick<AccessParts, 'places' | 'accountsOf'>;
  /** Writes a denial down. */
  readonly denied: (denial: Pick<Denial, 'operation' | 'reason'>) => Promise<void>;
}

type Name = OperationName | StreamName;
type Ask = (input: unknown, body?: unknown) => Promise<unknown>;
/** One request: what it needs, and where the accounts stand. */
interface Asked extends Restriction {
  readonly name: Name;
  readonly needs: Needs;
}

/**
 * Trueup as far as this person may. Whichever way he asks (REST, console, chat), this is what he asks: the matrix of
 * the contract says what he may, and what lies outside of his accounts is answered as if it were not there.
 */
export function restrictedTrueup(trueup: Trueup, restriction: Restriction): Trueup {
  const names: readonly Name[] = [...operationNames, ...(Object.keys(streams) as StreamName[])];
  const asking = names
    .filter(isAsked)
    .map((name) => [name, restricted(name, trueup[name] as Ask, restriction)] as const);
  const own: Pick<Operations, 'whoAmI'> = { whoAmI: async () => identityOf(restriction.principal) };
  return { ...(Object.fromEntries(asking) as unknown as Trueup), ...own };
}

/** A stream without end is no answer of Trueup: the server's route asks for the roles itself. */
const isAsked = (name: Name): name is Exclude<Name, 'watchChanges'> => name !== 'watchChanges';

function identityOf({ actor, via, grants, tokenGrants }: Principal): Awaited<ReturnType<Trueup['whoAmI']>> {
  return { name: actor.name, via, grants, ...(tokenGrants === undefined ? {} : { tokenGrants }) };
}

/** Rejects whoever has no role for it anywhere, before anything of the request is read. */
export async function checkRoles(name: Name, restriction: Restriction): Promise<void> {
  const { roles } = await permissionOf(name, restriction);
  await checkNeeds(name, [roles], restriction);
}

/** An operation that the matrix does not know is nobody's. */
async function permissionOf(name: Name, restriction: Restriction): Promise<Permission> {
  if (Object.hasOwn(access, name)) return access[name];
  throw await forbidden(restriction, name, 'nobody may do this');
}

async function checkNeeds(name: Name, needs: Needs, restriction: Restriction): Promise<void> {
  if (mayAnywhere(restriction.principal, needs)) return;
  throw await forbidden(restriction, name, `this needs ${wordsOf(needs)}`);
}

function restricted(name: Name, ask: Ask, restriction: Restriction): Ask {
  return async (input, body) => {
    const permission = await permissionOf(name, restriction);
    const asked: Asked = { ...restriction, name, needs: needsOf(permission, input) };
    await checkNeeds(name, asked.needs, restriction);
    const { scope } = permission;
    if (scope.kind === 'self') return askOwn(asked, ask, input);
    if (scope.kind === 'none' || mayEverywhere(asked.principal, asked.needs)) return ask(input, body);
    return askWithin(asked, scope, ask, input, body);
  };
}

function needsOf({ roles, when }: Permission, input: unknown): Needs {
  const said = when === undefined ? [] : valuesAt(input, when.member);
  if (when === undefined || !said.some((one) => when.is.includes(String(one)))) return [roles];
  return when.allOf.map((role) => [role, 'admin']);
}

const wordsOf = (needs: Needs): string => needs.map((roles) => `the role ${roles.join(' or ')}`).join(' and ');

async function askOwn(asked: Asked, ask: Ask, input: unknown): Promise<unknown> {
  if (asked.principal.tokenGrants === undefined) return ask(input);
  throw await forbidden(asked, asked.name, 'not with a token that leaves less than its user has');
}

async function askWithin(
  asked: Asked,
  scope: Exclude<AccessScope, { kind: 'none' | 'self' }>,
  ask: Ask,
  input: unknown,
  body: unknown,
): Promise<unknown> {
  const places = new Map((await asked.parts.places()).map((place) => [place.id, place]));
  switch (scope.kind) {
    case 'everywhere':
      throw await everywhereOnly(asked);
    case 'filter':
      return ask(await narrowed(asked, scope.member, input, places), body);
    case 'account':
      await checkAccounts(asked, valuesAt(input, scope.member), places);
      return ask(input, body);
    case 'objects': {
      const checked = await checkObjects(asked, scope.members, input, places);
      if (checked === 0) throw await everywhereOnly(asked);
      return ask(input, body);
    }
    case 'items':
      await checkObjects(asked, scope.members ?? {}, input, places);
      return pageWithin(ask, input, async (item) => within(asked, await accountsOfItem(asked, scope, item), places));
  }
}

type Places = ReadonlyMap<string, AccountPlace>;

const within = ({ principal, needs }: Asked, accounts: readonly string[], places: Places): boolean =>
  accounts.length > 0 && accounts.every((id) => mayIn(principal, needs, places.get(id) ?? { id }));

/** The input with the accounts of the grant, where it names none. */
async function narrowed(asked: Asked, member: string, input: unknown, places: Places): Promise<unknown> {
  const given = valuesAt(input, `${member}[]`).map(String);
  if (given.length > 0) {
    const outside = given.find((id) => !within(asked, [id], places));
    if (outside === undefined) return input;
    throw await notThere(asked, 'account', outside);
  }
  const own = accountsOfPrincipal(asked.principal, asked.needs, [...places.values()]);
  if (own.length === 0) throw await forbidden(asked, asked.name, 'no account lies within the grants');
  return { ...(input as object), [member]: own };
}

async function checkAccounts(asked: Asked, given: readonly unknown[], places: Places): Promise<void> {
  const ids = given.filter((id): id is string => typeof id === 'string' && /^\d{12}$/.test(id));
  if (ids.length === 0 || ids.length < given.length) throw await everywhereOnly(asked);
  const outside = ids.find((id) => !within(asked, [id], places));
  if (outside !== undefined) throw await notThere(asked, 'account', outside);
}

type Items = Extract<AccessScope, { kind: 'items' }>;

/** What is gone lies nowhere. */
async function accountsOfItem({ parts }: Asked, { of, by }: Items, item: unknown): Promise<readonly string[]> {
  if (by === undefined) return accountsIn(of, item);
  const [id] = valuesAt(item, by);
  return (typeof id === 'string' ? await parts.accountsOf(of, id) : undefined) ?? [];
}

/** Tells how many the input names. */
async function checkObjects(
  asked: Asked,
  members: Readonly<Record<string, ScopedObject>>,
  input: unknown,
  places: Places,
): Promise<number> {
  let checked = 0;
  for (const [path, what] of Object.entries(members)) {
    for (const id of new Set(valuesAt(input, path).map(String))) {
      const accounts = await asked.parts.accountsOf(what, id);
      if (accounts === undefined) throw missing(what, id);
      if (!within(asked, accounts, places)) throw await notThere(asked, what, id);
      checked += 1;
    }
  }
  return checked;
}

const DEFAULT_LIMIT = 100;
/** Then a page is short although there is more: `next` says so. */
const MOST_PAGES = 20;

/** A page of what lies within, filled up from the pages after it. */
async function pageWithin(ask: Ask, input: unknown, isWithin: (item: unknown) => Promise<boolean>): Promise<unknown> {
  const limit = (input as { readonly limit?: number }).limit ?? DEFAULT_LIMIT;
  const items: unknown[] = [];
  let cursor: { readonly cursor?: string } = {};
  for (let page = 1; ; page += 1) {
    const given = { ...(input as object), ...cursor, limit: limit - items.length };
    const answer = (await ask(given)) as { readonly items: readonly unknown[]; readonly next?: string };
    const seen = await Promise.all(answer.items.map(isWithin));
    items.push(...answer.items.filter((_item, index) => seen[index]));
    const { next } = answer;
    if (next === undefined) return { ...answer, items };
    if (items.length >= limit || page >= MOST_PAGES) return { ...answer, items, next };
    cursor = { cursor: next };
  }
}

const everywhereOnly = (asked: Asked): Promise<Problem> =>
  forbidden(asked, asked.name, `this needs ${wordsOf(asked.needs)} in every account`);

async function forbidden({ denied }: Restriction, operation: string, reason: string): Promise<Problem> {
  await denied({ operation, reason });
  return new Problem('forbidden', `${operation}: ${reason}`);
}

/** In the words of what does not exist: nobody learns what lies outside. */
async function notThere({ denied, name }: Asked, what: string, id: string): Promise<Problem> {
  await denied({ operation: name, reason: `${what} ${id} lies outside of the grants` });
  return missing(what, id);
}
