import type { Finding, Guard, StoredDecision } from '@trueup/api-contract';
import { bucketOf } from './rehearsal-policy.ts';

/** A guard, what meets it, and what must become of that. */
export interface GuardScene {
  readonly guard: Guard;
  readonly setUp: string;
  /** What the finding is about: the beginning of its resource's id, and its control. */
  readonly resource: string;
  readonly controlId: string;
  /** Any of these. */
  readonly reasons: readonly Reason[];
}

type Reason = Extract<StoredDecision['decision'], { reason: string }>['reason'];

export const FOREIGN = 'watchdog/no-lifecycle-rule';

/** In the order in which the guards are asked. */
export const guardScenes: readonly GuardScene[] = [
  scene('kill-switch', 'Ann stopped Trueup.Tags.1', 'killed', { controlId: 'Trueup.Tags.1' }),
  scene('finding', 'Ann suppressed it', 'finding-not-open'),
  scene('exception', 'placed before the bucket was there', 'excepted'),
  scene('freeze', 'a deny window', 'frozen'),
  scene('change-window', 'an allow window', 'outside-change-window'),
  scene('owner', 'tag managed-by=terraform', 'owned-by-code'),
  scene('breaker', 'its runbook failed 3 times', 'breaker-open'),
  // Giving up places an exception, which is asked before the attempts are counted.
  { ...scene('attempts', 'its runbook failed twice', 'attempts-spent'), reasons: ['attempts-spent', 'excepted'] },
  scene('errors', "another bucket's repair failed", 'too-many-errors', { what: 'errors-' }),
  scene('limits', 'rate: 1 key an hour', 'limit-reached', { resource: '', controlId: 'KMS.4' }),
  scene('limits', 'percent: a quarter of the faults', 'limit-reached', { what: 'percent-', controlId: 'S3.17' }),
  scene('limits', 'running: 1 at the same time', 'limit-reached', { what: 'running-', controlId: 'S3.8' }),
  scene('lock', 'another repair of it is half done', 'resource-locked', { what: 'running-' }),
  scene('remediation', 'a finding of another tool', 'no-remediation', { what: 'mode', controlId: FOREIGN }),
  scene('mode', 'a manual line', 'mode-manual'),
  scene('critical', 'tag tier=0', 'critical-resource'),
  scene('promotion', 'a line without an override', 'not-proven'),
  scene('undo', 'a runbook that nothing undoes', 'no-undo'),
  scene('plan', 'a runbook that cannot be foreseen', 'plan-undetermined'),
];

interface Place {
  /** Of the bucket. Absent: the guard's name. */
  readonly what?: string;
  readonly resource?: string;
  readonly controlId?: string;
}

function scene(
  guard: Guard,
  setUp: string,
  reason: Reason,
  { what = guard, resource = bucketOf(what), controlId = 'S3.14' }: Place = {},
): GuardScene {
  return { guard, setUp, resource, controlId, reasons: [reason] };
}

/** What the worker has said so far. */
export interface Seen {
  readonly findings: readonly Finding[];
  /** By the id of the finding. A closed one has none. */
  readonly decisions: ReadonlyMap<string, StoredDecision>;
}

/** The finding that the guard has met; undefined: not yet. */
export function findingOf(
  { guard, resource, controlId, reasons }: GuardScene,
  { findings, decisions }: Seen,
): Finding | undefined {
  return findings.find((finding) => {
    if (finding.controlId !== controlId || !finding.resource.id.startsWith(resource)) return false;
    if (guard === 'finding') return finding.workflow === 'SUPPRESSED';
    const decision = decisions.get(finding.id)?.decision;
    return decision !== undefined && decision.kind !== 'remediate' && reasons.includes(decision.reason);
  });
}
