import {
  blindSnapshot,
  isOpen,
  judge,
  NO_LINE,
  unreachable,
  type Actor,
  type Control,
  type Finding,
  type Policy,
  type Snapshot,
} from '@trueup/core';
import { explainedPlan } from '../decide/explained-plan.ts';
import { pose } from '../decide/pose.ts';
import { keepObservations } from '../finding/keep-observations.ts';
import { entryOf, parametersOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { draftPlan } from './draft-plan.ts';
import { keepPlan } from './keep-plan.ts';
import { left, unreadOf, type Left, type PlanOutcome } from './plan-outcome.ts';
import { repairWork } from './repair-work.ts';

/**
 * Reads the resource anew, judges it, and works out what a repair would do. Nothing is changed but our own rows. Where the
 * library has no check for the finding, what its reporter says stands for the reading.
 */
export async function makePlan(parts: EngineParts, finding: Finding, actor: Actor): Promise<PlanOutcome> {
  if (!isOpen(finding))
    return left('finding-not-open', `finding ${finding.id} is ${finding.recordState} and ${finding.workflow}`);
  const policy = await parts.policy();
  const entry = entryOf(parts.catalogue, finding.controlId);
  const seen = entry ? await readForChange(parts, finding, entry.control, policy, actor) : reportedOf(finding);
  if (seen.kind === 'left') return seen;
  const asked = actor.kind === 'person' ? 'person' : 'policy';
  const question = { finding, kind: 'repair', asked, ...(entry ? { snapshot: seen.snapshot } : {}) } as const;
  const [posed] = pose(parts, policy, [question]);
  const work = await repairWork(parts, { finding, entry, line: posed?.line, policy, snapshot: seen.snapshot });
  if (work.kind !== 'work') return work;
  const drafted = await draftPlan(parts, policy, {
    ...work.draft,
    kind: 'repair',
    finding,
    before: seen.snapshot,
    remediation: posed?.line?.name ?? NO_LINE,
    actor,
  });
  if (drafted.kind !== 'drafted') return drafted;
  const { undetermined } = drafted.plan;
  const whole = { ...question, ...(undetermined === undefined ? {} : { undetermined }) };
  return keepPlan(parts, drafted.plan, await explainedPlan(parts, policy, whole));
}

function reportedOf(finding: Finding): Seen {
  if (finding.compliance === 'FAILED') return { kind: 'seen', snapshot: blindSnapshot(finding) };
  return left('unread', `no check of the library judges ${finding.controlId}, and its reporter does not say FAILED`);
}

type Seen = { readonly kind: 'seen'; readonly snapshot: Snapshot } | Left;

/** Only a fault that is there now, on a resource that was read whole, is planned for. */
async function readForChange(
  parts: EngineParts,
  finding: Finding,
  control: Control,
  policy: Policy,
  actor: Actor,
): Promise<Seen> {
  const parameters = parametersOf(control, policy);
  const reading = await parts.reader.read(finding.resource, {});
  if (reading.kind === 'unread') return unreadOf(finding, reading);
  if (reading.kind === 'gone') {
    await keepObservations(
      parts,
      [
        {
          control,
          resource: finding.resource,
          at: parts.clock.now(),
          evaluation: { kind: 'not-applicable', reason: 'The resource no longer exists.' },
        },
      ],
      actor,
    );
    return left('resource-gone', `${finding.resource.arn} no longer exists`);
  }
  const { snapshot } = reading;
  const unread = snapshot.unread[0];
  if (unread) return left('unread', `${finding.resource.arn}: ${unread.part}: ${unread.reason}: ${unread.detail}`);
  const evaluation = judge(control, snapshot, parameters);
  await keepObservations(parts, [{ control, resource: snapshot.resource, at: snapshot.takenAt, evaluation }], actor);
  switch (evaluation.kind) {
    case 'non-compliant':
      return { kind: 'seen', snapshot };
    case 'compliant':
      return left('already-compliant', `${finding.resource.arn} complies with ${control.id} now`);
    case 'not-applicable':
      return left('not-applicable', evaluation.reason);
    case 'insufficient-data':
      return left('unread', evaluation.reason);
    default:
      return unreachable(evaluation);
  }
}
