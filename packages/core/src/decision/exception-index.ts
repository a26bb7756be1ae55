import type { Instant } from '../value/instant.ts';
import { compileScope, type ScopeTest } from './compile-scope.ts';
import type { Exception } from './exception.ts';
import type { DecisionTarget } from './target-scope.ts';

/** What covers a target, and what may, for all that its unread tags say. */
export interface FoundExceptions {
  readonly found?: Exception;
  readonly unknown?: Exception;
}

interface Filed {
  readonly exception: Exception;
  readonly test: ScopeTest;
}

type Drawers = Map<string, Filed[]>;

/** Each exception lies under one member of its scope, the one that says the most. */
interface Cabinet {
  readonly arns: Drawers;
  /** Patterns of ARNs by the text before their first wildcard; by the length of that text. */
  readonly prefixes: Map<number, Drawers>;
  readonly controls: Drawers;
  readonly accounts: Drawers;
  /** By `name=value`, and by the name alone where any value will do. */
  readonly tags: Drawers;
  /** All that lie in `tags`: a target whose tags nobody has read may be in any of them. */
  readonly tagged: Filed[];
  readonly units: Drawers;
  readonly others: Filed[];
}

/**
 * Looks for the exception of a target among thousands: only those are asked that lie under its own ARN, control,
 * account, tags or organizational unit. Of several that cover it, the one that binds the longest is found; one that
 * Trueup placed by itself after failed attempts comes last, since it binds no person.
 */
export function exceptionIndex(
  exceptions: readonly Exception[],
): (target: DecisionTarget, now: Instant) => FoundExceptions {
  const cabinet = cabinetOf(exceptions);
  return (target, now) => {
    let found: Exception | undefined;
    let unknown: Exception | undefined;
    for (const drawer of drawersFor(cabinet, target)) {
      for (const { exception, test } of drawer) {
        if (exception.expiresAt <= now) continue;
        const excluded = test(target);
        if (excluded === undefined) found = stronger(found, exception);
        if (excluded === 'unread') unknown = stronger(unknown, exception);
      }
    }
    return { ...(found ? { found } : {}), ...(unknown ? { unknown } : {}) };
  };
}

function cabinetOf(exceptions: readonly Exception[]): Cabinet {
  const cabinet: Cabinet = {
    arns: new Map(),
    prefixes: new Map(),
    controls: new Map(),
    accounts: new Map(),
    tags: new Map(),
    tagged: [],
    units: new Map(),
    others: [],
  };
  for (const exception of exceptions) file(cabinet, { exception, test: compileScope(exception.scope) });
  return cabinet;
}

function file(cabinet: Cabinet, filed: Filed): void {
  const { arns, controls, accounts, tags, organizationalUnits } = filed.exception.scope;
  const tag = Object.entries(tags ?? {})[0];
  if (arns) for (const arn of arns) fileArn(cabinet, arn, filed);
  else if (controls && !controls.includes('*')) put(cabinet.controls, controls, filed);
  else if (accounts) put(cabinet.accounts, accounts, filed);
  else if (tag) {
    put(cabinet.tags, tagKeys(...tag), filed);
    cabinet.tagged.push(filed);
  } else if (organizationalUnits) put(cabinet.units, organizationalUnits.map(withoutEndSlash), filed);
  else cabinet.others.push(filed);
}

function fileArn({ arns, prefixes }: Cabinet, arn: string, filed: Filed): void {
  const wild = arn.search(/[*?]/);
  if (wild < 0) return put(arns, [arn], filed);
  const drawers = prefixes.get(wild) ?? new Map<string, Filed[]>();
  prefixes.set(wild, drawers);
  put(drawers, [arn.slice(0, wild)], filed);
}

function put(drawers: Drawers, names: readonly string[], filed: Filed): void {
  for (const name of new Set(names)) {
    const drawer = drawers.get(name);
    if (drawer) drawer.push(filed);
    else drawers.set(name, [filed]);
  }
}

function* drawersFor(cabinet: Cabinet, target: DecisionTarget): Generator<readonly Filed[]> {
  const { arn, accountId } = target.resource;
  yield cabinet.arns.get(arn) ?? [];
  for (const [length, drawers] of cabinet.prefixes) yield drawers.get(arn.slice(0, length)) ?? [];
  yield cabinet.controls.get(target.controlId) ?? [];
  yield cabinet.accounts.get(accountId) ?? [];
  if (!target.tags) yield cabinet.tagged;
  else if (cabinet.tags.size > 0) {
    for (const [name, value] of Object.entries(target.tags)) {
      yield cabinet.tags.get(`${name}=${value}`) ?? [];
      yield cabinet.tags.get(name) ?? [];
    }
  }
  if (cabinet.units.size > 0) {
    for (const unit of unitsAround(target.organizationalUnit)) yield cabinet.units.get(unit) ?? [];
  }
  yield cabinet.others;
}

const tagKeys = (name: string, values: readonly string[]): string[] =>
  values.length === 0 ? [name] : values.map((value) => `${name}=${value}`);

const withoutEndSlash = (path: string): string => path.replace(/\/$/, '');

/** `/Prod/Payments`, `/Prod` and the root, which is an empty text. */
function unitsAround(unit: string | undefined): readonly string[] {
  if (unit === undefined) return [];
  const ends = [...unit.matchAll(/\//g)].map(({ index }) => index);
  return [unit, ...ends.map((end) => unit.slice(0, end))];
}

function stronger(one: Exception | undefined, other: Exception): Exception {
  if (!one) return other;
  const [ofPeople, alsoOfPeople] = [one.origin !== 'attempts', other.origin !== 'attempts'];
  if (ofPeople !== alsoOfPeople) return ofPeople ? one : other;
  return other.expiresAt > one.expiresAt ? other : one;
}
