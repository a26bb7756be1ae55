import { blindSnapshot, differences, isOpen, judge, type Reading } from '@trueup/core';
import { sameConfiguration } from '../plan/same-configuration.ts';
import { finishExecution } from './finish-execution.ts';
import { journalOf, writeSegment, type RemediationSegment, type Rest } from './segment.ts';

/** Reads the resource right before the change. The plan is refused when it no longer describes what is there. */
export async function checkBeforeChange(segment: RemediationSegment): Promise<Rest> {
  const { parts, plan, entry } = segment;
  if (segment.execution.cancelRequestedAt !== undefined) {
    return finishExecution(segment, { outcome: 'cancelled', status: 'Cancelled' });
  }
  if (plan.judgedBy === 'reporter') return checkReport(segment);
  if (!entry) throw new Error(`plan ${plan.id} is judged by a check, and there is none of ${plan.controlId}`);
  const reading = await parts.reader.read(plan.resource, { journal: journalOf(segment) });
  const obstacle = obstacleOf(reading);
  if (obstacle !== undefined || reading.kind !== 'read') {
    return finishExecution(segment, {
      outcome: 'refused-unread',
      status: 'Failed',
      failureMessage: obstacle ?? 'the resource was not read',
      reading,
    });
  }
  const { snapshot } = reading;
  if (plan.kind === 'repair' && judge(entry.control, snapshot, plan.controlParameters).kind === 'compliant') {
    return finishExecution(segment, { outcome: 'already-compliant', status: 'Success', reading });
  }
  if (!sameConfiguration(entry.control, plan.before.configuration, snapshot.configuration)) {
    return finishExecution(segment, {
      outcome: 'refused-stale',
      status: 'Failed',
      failureMessage: `${plan.resource.arn} has changed since plan ${plan.id} was made: plan again`,
      reading,
    });
  }
  await writeSegment(segment, { phase: 'running', status: 'InProgress', before: snapshot });
  return { kind: 'continue' };
}

/** Nobody here can read the resource: what its finding says of it has to be as it was. */
async function checkReport(segment: RemediationSegment): Promise<Rest> {
  const { parts, plan } = segment;
  const finding = await parts.store.findings.byId(plan.findingId);
  if (!finding || !isOpen(finding) || finding.compliance !== 'FAILED') {
    return finishExecution(segment, {
      outcome: 'already-compliant',
      status: 'Success',
      failureMessage: `finding ${plan.findingId} no longer reports a fault`,
    });
  }
  const before = blindSnapshot(finding);
  if (differences(plan.before.configuration, before.configuration).length > 0) {
    return finishExecution(segment, {
      outcome: 'refused-stale',
      status: 'Failed',
      failureMessage: `what is reported of ${plan.resource.arn} has changed since plan ${plan.id} was made: plan again`,
    });
  }
  await writeSegment(segment, { phase: 'running', status: 'InProgress', before });
  return { kind: 'continue' };
}

function obstacleOf(reading: Reading): string | undefined {
  if (reading.kind === 'gone') return 'the resource no longer exists';
  if (reading.kind === 'unread') return `${reading.reason}: ${reading.detail}`;
  const unread = reading.snapshot.unread[0];
  return unread && `${unread.part}: ${unread.reason}: ${unread.detail}`;
}
