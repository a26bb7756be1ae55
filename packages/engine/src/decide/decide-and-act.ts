import {
  instantAfter,
  LEAVE_REASONS,
  NO_LINE,
  type Actor,
  type Finding,
  type FindingId,
  type Instant,
  type LeaveReason,
  type Policy,
  type StoredDecision,
} from '@trueup/core';
import { startExecution } from '../execute/start-execution.ts';
import { inParallel } from '../in-parallel.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { PlanOutcome } from '../plan/plan-outcome.ts';
import type { EngineParts } from '../parts.ts';
import type { Refused } from '../refusal.ts';
import { afterDecision, hasConsequences } from './after-decision.ts';
import { decideQuestions, deciding } from './decide-questions.ts';
import { dueSlots, type DueSlots } from './due-slots.ts';
import { keepDecisions } from './keep-decisions.ts';
import type { Decided } from './question.ts';
import { startingRuns, type StartingRuns } from './starting-runs.ts';
import { undoFailed, type BeingUndone } from './undo-failed.ts';

export const PARALLEL_PLANS = 8;
/** Longer than a plan and a start take. */
const LOST_MS = 600_000;
/** After a start that a guard has refused, or while an undo runs. */
const AGAIN_MS = 5_000;
const ENGINE: Actor = { kind: 'system', name: 'engine' };

/** What several rounds of decisions share. */
export interface Deciding {
  readonly slots: DueSlots;
  readonly starting: StartingRuns;
}

/**
 * Decides about findings that nobody asked for, carries out what the policy lets run by itself, makes the plans that
 * wait for a person, and keeps what was decided about each with its reason.
 */
export async function decideAndAct(
  parts: EngineParts,
  findings: readonly Finding[],
  round: Deciding = { slots: dueSlots(), starting: startingRuns() },
): Promise<readonly StoredDecision[]> {
  const { stored, toDo } = await decideBatch(parts, findings, round);
  const last = new Map(stored.map((decision) => [decision.findingId, decision]));
  await inParallel(toDo, PARALLEL_PLANS, async (work) => {
    const decision = await work();
    last.set(decision.findingId, decision);
  });
  return [...last.values()];
}

/** What is left to do about a finding, and what it came to. Rejects only when that could not be stored. */
export type ToDo = () => Promise<StoredDecision>;

/** Decides, keeps what ends there, and hands back what is to be read, planned and perhaps started, and what follows. */
export async function decideBatch(
  parts: EngineParts,
  findings: readonly Finding[],
  { slots, starting }: Deciding,
): Promise<{ readonly stored: readonly StoredDecision[]; readonly toDo: readonly ToDo[] }> {
  const policy = await parts.policy();
  const now = parts.clock.now();
  const undone = await undoFailed(parts, policy, findings, now);
  const inUndo = [...undone].map(([findingId, one]) => undoneOf(findingId, one, policy, now));
  const questions = findings
    .filter(({ id }) => !undone.has(id))
    .map((finding) => ({ finding, kind: 'repair', asked: 'policy', toBeRead: true }) as const);
  const decided = await decideQuestions(parts, parts.store, policy, questions, now, starting);
  const [wanted = [], left = []] = [true, false].map((is) => decided.filter((one) => isWanted(one, policy) === is));
  const settled = left.map((one) => ({ one, stored: storedOf(one, policy, now, slots) }));
  // What is about to be done is said so, and asked again should this process die before it is.
  const lostAt = instantAfter(now, LOST_MS);
  const announced = wanted.map((one) => ({
    ...storedOf(one, policy, now, slots),
    detail: 'about to be read and planned',
    dueAt: lostAt,
  }));
  const stored = [...inUndo, ...settled.map((one) => one.stored)];
  try {
    await keepDecisions(parts, [...stored, ...announced.filter(({ decision }) => decision.kind !== 'leave')]);
  } catch (error) {
    // Nothing of it will be done: none of it is about to start any more.
    for (const one of wanted) one.release();
    throw error;
  }
  const toFollow = settled.filter(({ one, stored: { decision } }) => hasConsequences(one, decision));
  return {
    stored,
    toDo: [
      ...toFollow.map((one) => () => follow(parts, one)),
      ...wanted.map((one) => async () => {
        try {
          const acted = await act(parts, policy, one, slots);
          await keepDecisions(parts, [acted.stored], lostAt);
          return await follow(parts, acted);
        } finally {
          one.release();
        }
      }),
    ],
  };
}

async function follow(parts: EngineParts, { one, stored }: Settled): Promise<StoredDecision> {
  if (hasConsequences(one, stored.decision)) await afterDecision(parts, one, stored);
  return stored;
}

interface Settled {
  /** With what was read of the resource, where it was. */
  readonly one: Decided;
  readonly stored: StoredDecision;
}

/**
 * Only what may be done, or proposed, is read and planned; and what hangs on tags, since only a reading tells them: which
 * line covers it, and whether an open change window does.
 */
function isWanted({ explained: { decision }, target, lineUnknown }: Decided, { windows }: Policy): boolean {
  if (decision.kind !== 'leave') return true;
  if (target.tags !== undefined) return false;
  if (lineUnknown !== undefined) return true;
  return decision.reason === 'outside-change-window' && windows.some(({ kind, tags }) => kind === 'allow' && tags);
}

async function act(parts: EngineParts, policy: Policy, one: Decided, slots: DueSlots): Promise<Settled> {
  const planned = await makePlan(parts, one.finding, ENGINE);
  const now = parts.clock.now();
  if (planned.kind !== 'planned') {
    const seen = planned.kind === 'left' ? { ...one, ...planned.decided } : one;
    return leftAlone(seen, leftBy(planned), policy, now, slots);
  }
  const { plan, decision, explained } = planned;
  const seen = { ...one, explained };
  const stored = storedOf(seen, policy, now, slots);
  if (decision.kind === 'propose')
    return { one: seen, stored: { ...stored, detail: `plan ${plan.id}: ${stored.detail}` } };
  const begun = await startExecution(parts, { planId: plan.id, hash: plan.hash }, ENGINE);
  if (begun.kind === 'refused') {
    const settled = leftAlone(seen, { reason: reasonOf(begun), detail: begun.detail }, policy, now, slots);
    // What was asked at the start has no time at which it ends: that is for the next decision to say.
    return { one: seen, stored: { dueAt: instantAfter(now, AGAIN_MS), ...settled.stored } };
  }
  return { one: seen, stored: { ...stored, detail: `execution ${begun.execution.id} started` } };
}

function undoneOf(
  findingId: FindingId,
  { reason, detail, remediation }: BeingUndone,
  policy: Policy,
  now: Instant,
): StoredDecision {
  const wait = reason === 'unreadable' ? LOST_MS : AGAIN_MS;
  const decision = { kind: 'leave', reason } as const;
  const rest = { policyHash: policy.hash, decidedAt: now, dueAt: instantAfter(now, wait) };
  return { findingId, decision, detail, remediation, ...rest };
}

interface LeftAlone {
  readonly reason: LeaveReason;
  readonly detail: string;
}

function leftBy(planned: Exclude<PlanOutcome, { kind: 'planned' }>): LeftAlone {
  if (planned.kind === 'refused') return { reason: reasonOf(planned), detail: planned.detail };
  const { detail } = planned;
  switch (planned.reason) {
    case 'already-compliant':
    case 'not-applicable':
    case 'resource-gone':
      return { reason: 'finding-not-open', detail };
    case 'unread':
      return { reason: 'unreadable', detail };
    case 'input-refused':
      return { reason: 'no-remediation', detail };
    default:
      return { reason: planned.reason, detail };
  }
}

function reasonOf({ reason, leave }: Refused): LeaveReason {
  if (leave) return leave;
  if (reason === 'unknown-control') return 'no-remediation';
  return LEAVE_REASONS.find((known) => known === reason) ?? 'unreadable';
}

/** The decision that a plan or a start came to, where it is another one than was made before. */
function leftAlone(
  one: Decided,
  { reason, detail }: LeftAlone,
  policy: Policy,
  now: Instant,
  slots: DueSlots,
): Settled {
  const { decision } = one.explained;
  const same = decision.kind === 'leave' && decision.reason === reason;
  const explained = same ? one.explained : ({ decision: { kind: 'leave', reason }, guards: [] } as const);
  return { one, stored: { ...storedOf({ ...one, explained }, policy, now, slots), detail } };
}

function storedOf(one: Decided, policy: Policy, now: Instant, slots: DueSlots): StoredDecision {
  const { finding, line, explained } = one;
  const guard = deciding(explained);
  const dueAt = slots.next(one, explained, policy, now);
  return {
    findingId: finding.id,
    decision: explained.decision,
    ...(guard ? { guard: guard.guard } : {}),
    detail: guard?.detail ?? 'nothing stands in the way',
    remediation: line?.name ?? NO_LINE,
    policyHash: policy.hash,
    decidedAt: now,
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}
