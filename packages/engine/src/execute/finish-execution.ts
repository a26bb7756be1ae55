import {
  judge,
  observe,
  type AutomationStatus,
  type ExecutionPatch,
  type Finding,
  type JournalEntry,
  type JsonObject,
  type NewRecord,
  type Outcome,
  type Reading,
  type Stores,
  type Verification,
} from '@trueup/core';
import { keepFindings } from '../finding/keep-findings.ts';
import { finishRun } from './finish-run.ts';
import { aboutRepair, executionDetail } from './execution-record.ts';
import { pending, written, type RemediationSegment, type Rest } from './segment.ts';

const ENGINE = { kind: 'system', name: 'engine' } as const;

interface End {
  readonly outcome: Outcome;
  readonly status: AutomationStatus;
  readonly failureMessage?: string;
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
  readonly verification?: Verification;
  readonly reading?: Reading;
}

/** Ends a repair or an undo: row, finding, lock and records change together or not at all. */
export async function finishExecution(segment: RemediationSegment, end: End): Promise<Rest> {
  const { parts, plan, execution, lease } = segment;
  const at = parts.clock.now();
  const patch: ExecutionPatch = {
    phase: 'finished',
    status: end.status,
    finishedAt: at,
    outcome: end.outcome,
    ...(end.failureMessage === undefined ? {} : { failureMessage: end.failureMessage }),
    ...(end.outputs === undefined ? {} : { outputs: end.outputs }),
    ...(end.verification === undefined ? {} : { verification: end.verification }),
    ...(end.reading === undefined ? {} : { after: end.reading }),
  };
  const change = pending(segment, patch);
  await parts.store.transaction(async (stores) => {
    await stores.executions.write(lease, change);
    // Held before the end of the record chain, as by everyone else who changes a finding and records it.
    const finding = await heldFinding(segment, stores);
    const calls = await stores.executions.journal(execution.id);
    await stores.locks.release(execution.resource.arn, execution.id);
    await finishRun(parts, stores, { execution, plan, end, at });
    if (end.outcome === 'refused-stale') await stores.plans.setStatus(plan.id, 'stale');
    await stores.records.append(ownRecords(segment, end, at, calls));
    await stores.records.append(await settleFinding(segment, stores, finding, { end, at }));
  });
  written(segment, change);
  return { kind: 'finished' };
}

function ownRecords(
  { execution, plan, log }: RemediationSegment,
  end: End,
  at: string,
  calls: readonly JournalEntry[],
): NewRecord[] {
  const subject = { kind: 'execution', id: execution.id } as const;
  const about = { ...aboutRepair(execution), controlId: plan.controlId };
  const made = { ...(end.verification as unknown as JsonObject | undefined), ...about };
  const verification: NewRecord[] = end.verification
    ? [{ at, actor: ENGINE, action: 'verification.made', subject, detail: made }]
    : [];
  const detail: JsonObject = {
    planId: plan.id,
    hash: plan.hash,
    kind: plan.kind,
    findingId: plan.findingId,
    ...about,
    documentName: execution.documentName,
    startedBy: execution.startedBy.name,
    policyHash: plan.policyHash,
    status: end.status,
    outcome: end.outcome,
    failureMessage: end.failureMessage,
    ...executionDetail(calls, log),
  };
  return [...verification, { at, actor: ENGINE, action: 'execution.finished', subject, detail }];
}

async function heldFinding({ execution, plan }: RemediationSegment, stores: Stores): Promise<Finding> {
  const [finding] = await stores.findings.byIds([plan.findingId]);
  if (!finding) throw new Error(`execution ${execution.id} names finding ${plan.findingId}, which is not there`);
  return finding;
}

/** What the last look at the resource says of the finding. Only a verdict closes it. */
async function settleFinding(
  segment: RemediationSegment,
  stores: Stores,
  finding: Finding,
  { end, at }: { readonly end: End; readonly at: string },
): Promise<NewRecord[]> {
  const { plan, entry, parts } = segment;
  const closes = plan.kind === 'undo' || end.outcome === 'verified' || end.outcome === 'already-compliant';
  const { reading } = end;
  const observed =
    closes && entry && reading?.kind === 'read'
      ? observe(
          finding,
          {
            control: entry.control,
            resource: plan.resource,
            evaluation: judge(entry.control, reading.snapshot, plan.controlParameters),
            at,
          },
          parts.digest,
        )
      : undefined;
  const seen = observed?.finding ?? finding;
  const paused = plan.kind === 'undo' && segment.execution.before !== undefined;
  const settled: Finding = paused ? { ...seen, pausedReason: `Undone by execution ${segment.execution.id}.` } : seen;
  const step = { before: finding, after: settled, ...(observed?.report ? { reported: observed.report.asff } : {}) };
  const source = { kind: 'verification', identity: segment.execution.id } as const;
  await keepFindings(parts, stores, [step], { source, actor: ENGINE });
  if (!paused || finding.pausedReason !== undefined) return [];
  return [
    {
      at,
      actor: ENGINE,
      action: 'automation.paused',
      subject: { kind: 'finding', id: finding.id },
      detail: { ...aboutRepair(segment.execution), controlId: plan.controlId, executionId: segment.execution.id },
    },
  ];
}
