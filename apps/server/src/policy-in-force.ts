import type { PolicyInForce } from '@trueup/api-contract';
import type { Policy, StoredPolicy } from '@trueup/core';
import { PolicyUnreadable } from '@trueup/engine';
import type { PolicySource } from './policy-source.ts';

export interface FoundPolicy {
  /** What counts now, and what made it so. */
  readonly inForce: PolicyInForce;
  /** Undefined: there is none, or it cannot be read. */
  readonly policy: Policy | undefined;
  readonly stored: StoredPolicy | undefined;
}

/** The policy in force. One that cannot be read any more is said, and not thrown: it can still be replaced. */
export async function policyInForce(source: PolicySource): Promise<FoundPolicy> {
  const stored = await source.applied();
  try {
    const policy = await source.readIfThere();
    return { inForce: wordsOf(stored, policy), policy, stored };
  } catch (error) {
    if (!(error instanceof PolicyUnreadable)) throw error;
    return { inForce: { kind: 'unreadable', detail: error.message }, policy: undefined, stored };
  }
}

function wordsOf(stored: StoredPolicy | undefined, policy: Policy | undefined): PolicyInForce {
  if (stored) {
    const { hash, appliedAt, appliedBy } = stored;
    return { kind: 'applied', hash, appliedAt, appliedBy };
  }
  return policy ? { kind: 'file', hash: policy.hash } : { kind: 'none' };
}
