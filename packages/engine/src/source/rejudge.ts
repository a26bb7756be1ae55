import {
  archived,
  findingId,
  homeRegion,
  judge,
  type Actor,
  type ChangedResource,
  type Control,
  type Observation,
  type Policy,
  type ResourceRef,
  type Snapshot,
  type UnreadReason,
} from '@trueup/core';
import { keepFindings } from '../finding/keep-findings.ts';
import { keepObservations } from '../finding/keep-observations.ts';
import { parametersOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { resolveChanged } from './resolve-changed.ts';

export type Rejudged =
  | { readonly kind: 'judged' | 'gone' }
  /** Not in the policy's accounts and regions, or of no type that a control looks at. */
  | { readonly kind: 'not-ours' }
  /** `transient`: reading it again may succeed. */
  | { readonly kind: 'unread'; readonly reason: string; readonly transient: boolean };

const CHANGE: Actor = { kind: 'system', name: 'change-event' };

/**
 * Reads one resource anew and judges it by every control of its type. What the event said of it does not matter: how it
 * stands now does, so an event that is lost, late or doubled does no harm. A resource that is gone has its findings archived.
 */
export async function rejudge(parts: EngineParts, changed: ChangedResource): Promise<Rejudged> {
  const policy = await parts.policy();
  const controls = controlsFor(parts, policy, changed);
  if (controls.length === 0) return { kind: 'not-ours' };
  const resolved = await resolveChanged(parts, changed);
  if (resolved.kind === 'unnamed') return { kind: 'gone' };
  if (resolved.kind === 'unread') return resolved;
  const wanted = [...new Set(controls.flatMap((control) => control.parts))];
  const reading = await parts.reader.read(resolved.resource, { parts: wanted });
  switch (reading.kind) {
    case 'read':
      return keepSnapshot(parts, policy, controls, reading.snapshot);
    case 'gone':
      await archiveAll(parts, controls, resolved.resource);
      return { kind: 'gone' };
    case 'unread':
      return { kind: 'unread', reason: `${reading.reason}: ${reading.detail}`, transient: isTransient(reading.reason) };
  }
}

/** Those that a scan of this place would judge the type by. */
function controlsFor(parts: EngineParts, policy: Policy, { accountId, region, type }: ChangedResource): Control[] {
  const collected = parts.reader.types().find((one) => one.type === type);
  if (!collected || !policy.accounts.some(({ id }) => id === accountId)) return [];
  const home = homeRegion(policy.partition);
  return parts.catalogue
    .map(({ control }) => control)
    .filter(
      (control) =>
        control.resourceTypes.includes(type) &&
        (control.scope === 'global' || collected.scope === 'global'
          ? region === home
          : policy.regions.includes(region)),
    );
}

async function keepSnapshot(
  parts: EngineParts,
  policy: Policy,
  controls: readonly Control[],
  snapshot: Snapshot,
): Promise<Rejudged> {
  const passing = snapshot.unread.find(({ reason }) => isTransient(reason));
  if (passing)
    return { kind: 'unread', reason: `${passing.part}: ${passing.reason}: ${passing.detail}`, transient: true };
  const observations = controls.map((control): Observation => ({
    control,
    resource: snapshot.resource,
    evaluation: judge(control, snapshot, parametersOf(control, policy)),
    at: snapshot.takenAt,
  }));
  await keepObservations(parts, observations, CHANGE);
  return { kind: 'judged' };
}

async function archiveAll(parts: EngineParts, controls: readonly Control[], resource: ResourceRef): Promise<void> {
  const at = parts.clock.now();
  const byFinding = new Map(controls.map((control) => [findingId(resource, control.id, parts.digest), control]));
  await parts.store.transaction(async (stores) => {
    const steps = (await stores.findings.byIds([...byFinding.keys()])).flatMap((before) => {
      const control = byFinding.get(before.id);
      if (!control) return [];
      const { finding: after } = archived(
        before,
        { control, resource, at },
        'The resource no longer exists.',
        parts.digest,
      );
      return [{ before, after }];
    });
    const source = { kind: 'scan', identity: CHANGE.name } as const;
    await keepFindings(parts, stores, steps, { source, actor: CHANGE });
  });
}

function isTransient(reason: UnreadReason): boolean {
  return reason === 'throttled' || reason === 'timed-out' || reason === 'unreachable';
}
