import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  covers,
  type DecisionTarget,
  type Exception,
  type Finding,
  type FindingId,
  type Page,
  type PageRequest,
} from '@trueup/core';
import { targetOf } from '../decide/pose.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

/** Open findings are looked at up to here; what lies beyond is said to be uncounted. */
const MOST_FINDINGS = 10_000;
/** So often an ARN is held against a scope for one answer: each exception of a page has its share. */
const MOST_TESTS = 1_000_000;
const FINDINGS_AT_ONCE = 1_000;
const DEFAULT_LIMIT = 100;
const MOST_IDS = 100;

/** An exception and whether it is used. */
export interface ExceptionStanding {
  readonly exception: Exception;
  /** How many open findings it covers. */
  readonly covers: number;
  /** How many more it covers if their tags, which nobody has read, say so. */
  readonly mayCover: number;
  /** There are more open findings than were looked at. */
  readonly isLeast: boolean;
}

/** Those of the policy and those that were placed, what ends first comes first. */
export async function listExceptions(parts: EngineParts, request: PageRequest): Promise<Page<ExceptionStanding>> {
  const all = (await everyException(parts)).toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const { limit = DEFAULT_LIMIT, cursor = '' } = request;
  const after = all.filter((exception) => orderOf(exception) > cursor);
  const shown = after.slice(0, limit);
  const last = shown.at(-1);
  const open = shown.length === 0 ? undefined : await openTargets(parts);
  const items: ExceptionStanding[] = [];
  for (const exception of shown) {
    items.push({ exception, ...usageOf(exception, open, Math.floor(MOST_TESTS / shown.length)) });
    // Others are served between two exceptions.
    await nextTurn();
  }
  return {
    items,
    ...(last && after.length > shown.length ? { next: orderOf(last) } : {}),
  };
}

const orderOf = ({ expiresAt, id }: Exception): string => `${expiresAt} ${id}`;

export type ExceptionShown =
  | (ExceptionStanding & {
      readonly kind: 'exception';
      /** Open findings that it covers, a hundred at most. */
      readonly findingIds: readonly FindingId[];
    })
  | Refused;

export async function showException(parts: EngineParts, id: string): Promise<ExceptionShown> {
  const exception = (await everyException(parts)).find((one) => one.id === id);
  if (!exception) return refused('unknown-definition', `no exception ${id}`);
  const open = await openTargets(parts);
  const covered = candidates(exception, open).filter(({ target }) => covers(exception.scope, target) === 'covered');
  return {
    kind: 'exception',
    exception,
    ...usageOf(exception, open, MOST_TESTS),
    findingIds: covered.slice(0, MOST_IDS).map(({ finding }) => finding.id),
  };
}

async function everyException({ policy, store }: EngineParts): Promise<readonly Exception[]> {
  const { exceptions } = await policy();
  const placed = await store.definitions.list('exception');
  return [...exceptions, ...placed.map(({ value }) => value)];
}

interface OpenTarget {
  readonly finding: Finding;
  readonly target: DecisionTarget;
}

interface OpenTargets {
  readonly all: readonly OpenTarget[];
  readonly byArn: ReadonlyMap<string, readonly OpenTarget[]>;
  readonly byControl: ReadonlyMap<string, readonly OpenTarget[]>;
  readonly more: boolean;
}

async function openTargets({ policy, store }: EngineParts): Promise<OpenTargets> {
  const settled = await policy();
  const all: OpenTarget[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.findings.list({
      recordStates: ['ACTIVE'],
      workflows: ['NEW', 'NOTIFIED'],
      limit: FINDINGS_AT_ONCE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const finding of page.items) all.push({ finding, target: targetOf(settled, finding, undefined) });
    cursor = page.next;
  } while (cursor !== undefined && all.length < MOST_FINDINGS);
  return {
    all,
    byArn: Map.groupBy(all, ({ target }) => target.resource.arn),
    byControl: Map.groupBy(all, ({ target }) => target.controlId),
    more: cursor !== undefined,
  };
}

function usageOf(
  exception: Exception,
  open: OpenTargets | undefined,
  mostTests: number,
): Pick<ExceptionStanding, 'covers' | 'mayCover' | 'isLeast'> {
  if (!open) return { covers: 0, mayCover: 0, isLeast: false };
  const all = candidates(exception, open);
  const verdicts = all.slice(0, mostTests).map(({ target }) => covers(exception.scope, target));
  return {
    covers: verdicts.filter((verdict) => verdict === 'covered').length,
    mayCover: verdicts.filter((verdict) => verdict === 'unknown').length,
    isLeast: open.more || verdicts.length < all.length,
  };
}

/** Whatever else its scope says, it covers none but these: so a thousand exceptions are soon asked. */
function candidates({ scope: { arns, controls } }: Exception, open: OpenTargets): readonly OpenTarget[] {
  if (arns && !arns.some((arn) => /[*?]/.test(arn)))
    return [...new Set(arns)].flatMap((arn) => open.byArn.get(arn) ?? []);
  if (controls && !controls.includes('*')) {
    return [...new Set(controls)].flatMap((control) => open.byControl.get(control) ?? []);
  }
  return open.all;
}
