import {
  causeOf,
  instantAfter,
  likelyCause,
  lookupRegion,
  MOST_EVENTS_KEPT,
  type Actor,
  type ChangeEvent,
  type Finding,
  type FindingId,
  type Instant,
  type Investigation,
  type JsonObject,
} from '@trueup/core';
import { entryOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { lastRepairedAt } from './last-repaired-at.ts';
import { ownCalls } from './own-calls.ts';
import { readChanges, type Changes, type Window } from './read-changes.ts';

const DAY_MS = 86_400_000;
/** What CloudTrail's event history holds. */
const HISTORY_DAYS = 90;

/** What an investigation works with. */
export type InvestigationParts = Pick<EngineParts, 'store' | 'door' | 'catalogue' | 'policy' | 'clock'>;

export type Investigated = { readonly kind: 'investigated'; readonly finding: Finding } | Refused;

/** Asks CloudTrail who changed the resource of a finding, and keeps the answer with it. Only reads. */
export async function investigateFinding(parts: EngineParts, findingId: string, actor: Actor): Promise<Investigated> {
  const finding = await parts.store.findings.byId(findingId as FindingId);
  if (!finding) return refused('unknown-finding', `no finding ${findingId}`);
  return keepInvestigation(parts, finding, await investigate(parts, finding), actor);
}

/**
 * Looks through the day before the fault was seen and what followed; where that explains nothing, through all that
 * CloudTrail keeps.
 */
export async function investigate(parts: InvestigationParts, finding: Finding): Promise<Investigation> {
  // First of all, since it says which accounts may be entered.
  await parts.policy();
  const at = parts.clock.now();
  const oldest = instantAfter(at, -HISTORY_DAYS * DAY_MS);
  const faultAt = lastSeenAnew(finding);
  const dayBefore = later(instantAfter(faultAt, -DAY_MS), oldest);
  const rightAt = await lastRepairedAt(parts, finding, faultAt);
  const start = later(rightAt ?? oldest, oldest);
  const causes = entryOf(parts.catalogue, finding.controlId)?.prevention.causes ?? [];
  const fault = { at: faultAt, causes, ...(rightAt === undefined ? {} : { rightAt }) };
  const own = await ownCalls(parts, finding, dayBefore);
  const look = async (window: Window): Promise<Changes> => {
    const changes = await readChanges(parts, finding, causes, window);
    return { ...changes, events: changes.events.map((event) => marked(event, own)) };
  };
  const recent = await look({ from: dayBefore, to: at });
  const known = likelyCause(recent.events, fault);
  const goOn = known === undefined && recent.unread === undefined && dayBefore > start;
  const earlier = goOn ? await look({ from: start, to: dayBefore }) : undefined;
  const events = newestFirst([...recent.events, ...(earlier?.events ?? [])]);
  const cause = known ?? likelyCause(events, fault);
  const unread = recent.unread ?? earlier?.unread;
  return {
    at,
    from: earlier ? start : dayBefore,
    to: at,
    region: lookupRegion(finding.resource),
    events: kept(events, cause),
    ...(cause ? { cause: cause.id } : {}),
    complete: recent.complete && (earlier?.complete ?? true),
    ...(unread ? { unread } : {}),
  };
}

/** Stores it with the finding as that is now, and records it. */
export async function keepInvestigation(
  parts: Pick<EngineParts, 'store'>,
  { id }: Finding,
  investigation: Investigation,
  actor: Actor,
): Promise<Investigated> {
  return parts.store.transaction(async (stores) => {
    const [current] = await stores.findings.byIds([id]);
    if (!current) return refused('unknown-finding', `no finding ${id}`);
    const finding = { ...current, investigation };
    await stores.findings.save([finding]);
    await stores.records.append([
      {
        at: investigation.at,
        actor,
        action: 'finding.investigated',
        subject: { kind: 'finding', id },
        detail: detailOf(finding, investigation),
      },
    ]);
    return { kind: 'investigated', finding };
  });
}

function detailOf({ controlId, resource }: Finding, investigation: Investigation): JsonObject {
  const cause = causeOf(investigation);
  const { from, to, events, complete, unread } = investigation;
  return {
    controlId,
    resource: resource.arn,
    accountId: resource.accountId,
    region: resource.region,
    from,
    to,
    events: events.length,
    complete,
    ...(unread ? { unread: { ...unread } } : {}),
    ...(cause
      ? {
          cause: `${cause.principal.kind} ${cause.principal.name}: ${cause.name} at ${cause.at}`,
          causeEvent: cause as unknown as JsonObject,
        }
      : {}),
  };
}

/** When it came back the last time, or was seen first. */
function lastSeenAnew({ regressedAt = [], firstObservedAt }: Finding): Instant {
  return regressedAt.at(-1) ?? firstObservedAt;
}

function marked(event: ChangeEvent, own: ReadonlyMap<string, string>): ChangeEvent {
  const executionId = event.requestId === undefined ? undefined : own.get(event.requestId);
  return executionId === undefined ? event : { ...event, executionId };
}

function newestFirst(events: readonly ChangeEvent[]): ChangeEvent[] {
  return [...new Map(events.map((event) => [event.id, event])).values()].toSorted((one, other) => {
    if (one.at !== other.at) return one.at < other.at ? 1 : -1;
    return one.id < other.id ? -1 : 1;
  });
}

/** The newest, and the cause in any case. */
function kept(events: readonly ChangeEvent[], cause: ChangeEvent | undefined): readonly ChangeEvent[] {
  const newest = events.slice(0, MOST_EVENTS_KEPT);
  if (!cause || newest.some(({ id }) => id === cause.id)) return newest;
  return [...newest.slice(0, MOST_EVENTS_KEPT - 1), cause];
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
