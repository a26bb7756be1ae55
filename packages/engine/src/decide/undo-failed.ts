import {
  instantAfter,
  type Actor,
  type ExecutionId,
  type Finding,
  type FindingId,
  type Instant,
  type Policy,
  type RemediationRun,
} from '@trueup/core';
import { startExecution } from '../execute/start-execution.ts';
import { makeUndoPlan } from '../plan/make-undo-plan.ts';
import type { EngineParts } from '../parts.ts';

const ENGINE: Actor = { kind: 'system', name: 'engine' };
const LOOK_BACK_MS = 24 * 3_600_000;

/** Why nothing else is decided about a finding now. */
export interface BeingUndone {
  readonly reason: 'resource-locked' | 'unreadable';
  readonly detail: string;
  /** The name of the repair's line. */
  readonly remediation: string;
}

/**
 * Undoes repairs that failed, where their line says so. Asked at each decision and not at the repair's end, so that a
 * server that dies in between forgets none. Tells about which findings nothing else is decided now; one that could not
 * be asked about keeps no other back.
 */
export async function undoFailed(
  parts: EngineParts,
  policy: Policy,
  findings: readonly Finding[],
  now: Instant,
): Promise<ReadonlyMap<FindingId, BeingUndone>> {
  const lines = new Set(policy.remediations.filter(({ undoOnFailure }) => undoOnFailure).map(({ name }) => name));
  if (lines.size === 0) return new Map();
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const runs = await parts.store.runs.ofFindings([...byId.keys()], instantAfter(now, -LOOK_BACK_MS));
  const undone = new Map<FindingId, BeingUndone>();
  for (const [id, ofFinding] of Map.groupBy(runs, ({ findingId }) => findingId)) {
    const [last] = ofFinding;
    const finding = byId.get(id);
    if (!finding || !last || !wantsUndo(last, lines)) continue;
    const { remediation } = last;
    try {
      if (!(await undoRun(parts, finding, last))) continue;
      undone.set(id, { reason: 'resource-locked', detail: `repair ${last.id} failed and is undone`, remediation });
    } catch (error) {
      parts.log.error({ error, executionId: last.id }, 'a failed repair could not be undone; it is tried again');
      const why = error instanceof Error ? error.message : String(error);
      const detail = `repair ${last.id} failed and could not be undone: ${why}`;
      undone.set(id, { reason: 'unreadable', detail, remediation });
    }
  }
  return undone;
}

/** An undo that failed is not tried again by itself: it is the last run then, and a person has to look. */
function wantsUndo(
  { kind, result, undoneAt, remediation, automatic }: RemediationRun,
  lines: ReadonlySet<string>,
): boolean {
  return kind === 'repair' && automatic && result === 'failed' && undoneAt === undefined && lines.has(remediation);
}

async function undoRun(parts: EngineParts, finding: Finding, run: RemediationRun): Promise<boolean> {
  const execution = await parts.store.executions.byId(run.id as ExecutionId);
  if (!execution) return false;
  const planned = await makeUndoPlan(parts, execution, finding, ENGINE);
  if (planned.kind !== 'planned') {
    parts.log.info({ executionId: run.id, reason: planned.reason }, 'a failed repair was not undone');
    return false;
  }
  const { plan, decision } = planned;
  if (decision.kind !== 'remediate') return true;
  const started = await startExecution(parts, { planId: plan.id, hash: plan.hash }, ENGINE);
  if (started.kind === 'refused')
    parts.log.info({ planId: plan.id, reason: started.reason }, 'an undo was not started');
  return started.kind === 'started';
}
