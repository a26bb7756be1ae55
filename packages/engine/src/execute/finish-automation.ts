import type { AutomationStatus, ExecutionPatch, JsonObject } from '@trueup/core';
import { executionDetail } from './execution-record.ts';
import { pending, written, type Rest, type Segment } from './segment.ts';

export interface AutomationEnd {
  readonly status: AutomationStatus;
  readonly failureMessage?: string;
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
}

/** Ends an automation: row, record and the parent's wake-up change together or not at all. */
export async function finishAutomation(segment: Segment, end: AutomationEnd): Promise<Rest> {
  const { parts, execution, lease } = segment;
  const at = parts.clock.now();
  const patch: ExecutionPatch = {
    phase: 'finished',
    status: end.status,
    finishedAt: at,
    ...(end.failureMessage === undefined ? {} : { failureMessage: end.failureMessage }),
    ...(end.outputs === undefined ? {} : { outputs: end.outputs }),
  };
  // Most documents call nothing: then there is nothing to read back.
  const calls = segment.hasJournal ? [...(await parts.store.executions.journal(execution.id)), ...segment.journal] : [];
  const detail: JsonObject = {
    documentName: execution.documentName,
    documentVersion: execution.documentVersion,
    accountId: execution.scope.accountId,
    region: execution.scope.region,
    ...(execution.parent ? { parent: execution.parent.id } : {}),
    startedBy: execution.startedBy.name,
    status: end.status,
    failureMessage: end.failureMessage,
    ...executionDetail(calls, segment.log),
  };
  const change = pending(segment, patch);
  await segment.parts.endings({
    lease,
    change,
    records: [
      {
        at,
        actor: { kind: 'system', name: 'engine' },
        action: 'execution.finished',
        subject: { kind: 'execution', id: execution.id },
        detail,
      },
    ],
    ...(execution.parent ? { parent: execution.parent.id } : {}),
  });
  written(segment, change);
  return { kind: 'finished' };
}
