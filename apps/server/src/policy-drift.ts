import type { PolicyDrift } from '@trueup/api-contract';
import { MOST_SHOWN_CHANGES, policyChanges, problemLine } from '@trueup/core';
import { readPolicyFiles } from './policy-files.ts';
import type { PolicySource } from './policy-source.ts';

/** Compares what was applied with the owner's file as it is now. */
export async function policyDrift({ path, applied, parse }: PolicySource): Promise<PolicyDrift> {
  const none = { changes: [], changesTotal: 0 };
  const stored = await applied();
  if (!stored) {
    const detail = `no policy was applied yet: ${path} counts, and each change of it at once`;
    return { kind: 'never-applied', detail, ...none };
  }
  const known = { appliedHash: stored.hash, ...none };
  const found = await readPolicyFiles(path);
  if (found.kind === 'absent') return { kind: 'file-absent', detail: found.reason, ...known };
  if (found.kind === 'unreadable') return { kind: 'file-unreadable', detail: found.reason, ...known };
  const parsed = parse(found.files, 'now');
  if (parsed.kind === 'invalid') {
    const [first] = parsed.problems;
    return { kind: 'file-unreadable', detail: first ? problemLine(first) : path, ...known };
  }
  const fileHash = parsed.policy.hash;
  if (fileHash === stored.hash) {
    return { kind: 'in-sync', detail: `${path} is as it was applied at ${stored.appliedAt}`, ...known, fileHash };
  }
  const before = parse(stored.files, 'applied');
  const changes = policyChanges(before.kind === 'policy' ? before.policy : undefined, parsed.policy);
  return {
    kind: 'differs',
    detail: `${path} is not what ${stored.appliedBy} applied at ${stored.appliedAt}`,
    appliedHash: stored.hash,
    fileHash,
    changes: changes.slice(0, MOST_SHOWN_CHANGES),
    changesTotal: changes.length,
  };
}
