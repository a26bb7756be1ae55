import { isRemediation, type Actor, type Execution, type Finding } from '@trueup/core';
import { explainedPlan } from '../decide/explained-plan.ts';
import { entryOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { refused } from '../refusal.ts';
import { draftPlan } from './draft-plan.ts';
import { keepPlan } from './keep-plan.ts';
import { left, unreadOf, type PlanOutcome } from './plan-outcome.ts';
import { sameConfiguration } from './same-configuration.ts';

/** Works out what undoing an execution would do. */
export async function makeUndoPlan(
  parts: EngineParts,
  execution: Execution,
  finding: Finding,
  actor: Actor,
): Promise<PlanOutcome> {
  const entry = entryOf(parts.catalogue, finding.controlId);
  if (!entry)
    return refused('unknown-control', `finding ${finding.id}: no control ${finding.controlId} in the library`);
  const { control } = entry;
  if (control.undo.kind === 'none' || entry.undoRunbook === undefined) {
    return refused(
      'no-undo',
      `${control.id} has no undo${control.undo.kind === 'none' ? `: ${control.undo.reason}` : ''}`,
    );
  }
  const { before } = execution;
  if (
    execution.kind !== 'repair' ||
    !isRemediation(execution) ||
    before === undefined ||
    execution.phase !== 'finished'
  ) {
    return refused('nothing-to-undo', `execution ${execution.id} changed nothing that can be undone`);
  }
  // First of all, since it says which accounts may be entered.
  const policy = await parts.policy();
  const reading = await parts.reader.read(finding.resource, {});
  if (reading.kind === 'gone') return left('resource-gone', `${finding.resource.arn} no longer exists`);
  if (reading.kind === 'unread') return unreadOf(finding, reading);
  const unread = reading.snapshot.unread[0];
  if (unread) return unreadOf(finding, unread);
  const repair = await parts.store.plans.byId(execution.planId);
  if (!repair) throw new Error(`execution ${execution.id} names plan ${execution.planId}, which is not there`);
  if (repair.chosen) {
    const { documentName } = repair.chosen;
    return refused('no-undo', `execution ${execution.id} ran ${documentName}: nobody here knows how to undo it`);
  }
  // What the policy said when it was repaired: what it says today may name other values.
  const parameters = repair.controlParameters;
  const expected = control.undo.expected?.(before, parameters) ?? before.configuration;
  if (sameConfiguration(control, expected, reading.snapshot.configuration)) {
    return refused('nothing-to-undo', `${finding.resource.arn} already reads as it did before the repair`);
  }
  const drafted = await draftPlan(parts, policy, {
    kind: 'undo',
    finding,
    risk: control.risk,
    runbook: {
      text: entry.undoRunbook,
      input: control.undo.input(before, parameters),
      statements: entry.permissions.undo,
    },
    parameters,
    judgedBy: 'configuration',
    before: reading.snapshot,
    expected,
    undoes: execution.id,
    remediation: repair.remediation,
    actor,
  });
  if (drafted.kind !== 'drafted') return drafted;
  const asked = actor.kind === 'person' ? 'person' : 'policy';
  const question = { finding, kind: 'undo', asked, snapshot: reading.snapshot } as const;
  return keepPlan(parts, drafted.plan, await explainedPlan(parts, policy, question));
}
