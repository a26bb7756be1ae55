import {
  MOST_SHOWN_CHANGES,
  type Actor,
  type JsonObject,
  type Policy,
  type PolicyChange,
  type PolicyFileText,
  type StoredPolicy,
} from '@trueup/core';
import { markChanging } from '../kept-copy.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

/** The one key of the definition `policy`. */
const KEY = 'policy';

export interface PolicyToApply {
  readonly policy: Policy;
  readonly files: readonly PolicyFileText[];
  /** What it changes, as the person has seen it. */
  readonly changes: readonly PolicyChange[];
  /** Hash of the stored policy that the changes are of; absent: none had been applied. */
  readonly replaces?: string;
  readonly reason?: string;
}

export type PolicyApplied =
  | {
      readonly kind: 'applied';
      readonly stored: StoredPolicy;
      /** How many findings are due for a decision now that were not before. */
      readonly findingsDue: number;
    }
  | Refused;

/** Puts a policy in force for all, with its record, or changes nothing. Of two at once, one finds that it was late. */
export async function applyPolicy(
  parts: EngineParts,
  { policy, files, changes, replaces, reason }: PolicyToApply,
  actor: Actor,
): Promise<PolicyApplied> {
  return parts.store.transaction(async (stores) => {
    // There is no row to lock before the first.
    await stores.runs.holdKeys(['policy']);
    const before = await stores.definitions.get('policy', KEY);
    if (before?.hash !== replaces) {
      return refused(
        'policy-changed',
        `another policy was applied meanwhile${before ? ` by ${before.appliedBy} at ${before.appliedAt}` : ''}: plan again`,
      );
    }
    const at = parts.clock.now();
    const stored: StoredPolicy = {
      files,
      hash: policy.hash,
      appliedAt: at,
      appliedBy: actor.name,
      ...(reason === undefined ? {} : { reason }),
    };
    markChanging(stores.definitions);
    await stores.definitions.put('policy', KEY, stored);
    await stores.records.append([
      { at, actor, action: 'policy.applied', subject: { kind: 'policy', id: policy.hash }, detail: detailOf() },
    ]);
    return { kind: 'applied', stored, findingsDue: await stores.decisions.allDue(at) };
  });

  function detailOf(): JsonObject {
    return {
      replaces,
      files: files.map(({ name }) => name),
      changes: changes.slice(0, MOST_SHOWN_CHANGES).map(({ kind, path, text }) => ({ kind, path, text })),
      changesTotal: changes.length,
      overrides: policy.remediations.flatMap(({ name, override }) =>
        override === undefined ? [] : [{ remediation: name, reason: override }],
      ),
      reason,
    };
  }
}
