import {
  bindParameters,
  bindShared,
  MOST_CHILDREN,
  placeName,
  spreadWithin,
  type BoundParameters,
  type Digest,
  type ExecutionId,
  type ExecutionSpread,
  type Instant,
  type Place,
  type RunbookDocument,
  type Scope,
  type SpreadChild,
  type StoredParameters,
  type Target,
} from '@trueup/core';
import { uuidOf } from '../uuid-of.ts';

/** The execution that is spread, as far as its children hang on it. */
export interface Spreading {
  readonly id: ExecutionId;
  readonly scope: Scope;
  readonly roleArn?: string;
  readonly document: RunbookDocument;
  readonly spread: ExecutionSpread;
  readonly digest: Digest;
  readonly now: Instant;
}

export type Children =
  | { readonly kind: 'children'; readonly children: readonly SpreadChild[] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

const refused = (...problems: string[]): Children => ({ kind: 'refused', problems });

/**
 * A child a target, where the spread is. One that the document would refuse refuses them all, before any is started.
 * `stored`: what the document's defaults name of Parameter Store, in that place.
 */
export function childrenOfTargets(
  spreading: Spreading,
  targets: readonly Target[],
  stored: StoredParameters,
): Children {
  if (targets.length > MOST_CHILDREN) return tooMany(targets.length, 'targets');
  const { scope, roleArn } = spreading;
  const children = targets.map((target, index): SpreadChild => ({
    id: childId(spreading, index),
    target: target.name,
    scope,
    ...(roleArn === undefined ? {} : { roleArn }),
    parameters: target.parameters,
  }));
  const problems = children.flatMap((child) => {
    const bound = bindChild(spreading, child, stored);
    return bound.kind === 'refused' ? bound.problems.map((problem) => `Target ${child.target}: ${problem}`) : [];
  });
  return problems.length > 0 ? refused(...problems) : { kind: 'children', children };
}

/** A child an account and region. `accounts`: those that may be entered. */
export function childrenOfPlaces(
  spreading: Spreading,
  places: readonly Place[],
  accounts: readonly string[],
): Children {
  if (places.length > MOST_CHILDREN) return tooMany(places.length, 'accounts and regions');
  const strange = places.map(({ scope }) => scope.accountId).filter((id) => !accounts.includes(id));
  if (strange.length > 0) {
    const named = [...new Set(strange)].join(', ');
    return refused(`Not in the policy: account ${named}. Add it there, or exclude it. Known: ${accounts.join(', ')}.`);
  }
  const children = places.map(({ scope, roleArn, location }, index): SpreadChild => ({
    id: childId(spreading, index),
    target: placeName(scope),
    scope,
    ...(roleArn === undefined ? {} : { roleArn }),
    parameters: {},
    location,
  }));
  return { kind: 'children', children };
}

function tooMany(count: number, what: string): Children {
  return refused(`It is spread over ${count} ${what}, of at most ${MOST_CHILDREN}.`);
}

const childId = ({ digest, id }: Spreading, index: number): ExecutionId =>
  uuidOf(digest, `spread\n${id}\n${index}`) as ExecutionId;

/** The parameters of a child, in its own place. */
export function bindChild(spreading: Spreading, child: SpreadChild, stored: StoredParameters): BoundParameters {
  const { document, spread, now } = spreading;
  const context = { ...child.scope, executionId: child.id };
  const within = spreadOfChild(spread, child);
  return within
    ? bindShared(document, within, context, now, stored)
    : bindParameters(document, { ...spread.supplied, ...child.parameters }, context, now, stored);
}

/** The spread of a child over the targets in its location. Undefined: it runs the document once. */
export function spreadOfChild(spread: ExecutionSpread, child: SpreadChild): ExecutionSpread | undefined {
  const location = child.location === undefined ? undefined : spread.targetLocations?.[child.location];
  const within = location && spreadWithin(spread, location);
  if (!within) return undefined;
  const { supplied, permissions, targetType } = spread;
  return {
    ...within,
    supplied,
    ...(permissions === undefined ? {} : { permissions }),
    ...(targetType === undefined ? {} : { targetType }),
    resolved: false,
    children: [],
  };
}
