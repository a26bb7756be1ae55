import type { Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../schema/actor.ts';
import type { PolicyProblem, StoredPolicy } from '../schema/policy.ts';
import { notFound } from './not-found.ts';
import { SCRIPTED_AT } from './scripted-things.ts';

export interface Policies {
  readonly policies: StoredPolicy[];
}

type Governing = Pick<Trueup, 'validatePolicy' | 'planPolicy' | 'applyPolicy' | 'exportPolicy' | 'policyDrift'>;
type Files = Parameters<Trueup['planPolicy']>[0]['files'];

/** A policy with `regions` is valid, and its hash is its length. */
export function scriptedPolicies({ policies }: Policies, actor: Actor): Governing {
  const inForce = (): StoredPolicy | undefined => policies.at(-1);
  const hashOf = (files: Files): string => `hash-${files.reduce((sum, { text }) => sum + text.length, 0)}`;
  const planHashOf = (files: Files): string => `${inForce()?.hash ?? 'none'}-to-${hashOf(files)}`;
  return {
    async validatePolicy({ files }) {
      const problems = problemsOf(files);
      return { valid: problems.length === 0, problems, warnings: [] };
    },
    async planPolicy({ files }) {
      const problems = problemsOf(files);
      if (problems.length > 0) return { kind: 'invalid', problems };
      const [hash, before] = [hashOf(files), inForce()];
      const same = before?.hash === hash;
      return {
        kind: 'planned',
        hash,
        planHash: planHashOf(files),
        inForce: before ? { kind: 'applied', ...before } : { kind: 'none' },
        changes: same
          ? []
          : [{ kind: 'changed', path: 'remediations.line-1', text: 'line line-1: mode manual → automatic' }],
        changesTotal: same ? 0 : 1,
        effect: {
          sampled: 10_000,
          complete: false,
          moved: same ? 0 : 3,
          moves: [
            {
              from: { remediation: 'none', mode: 'manual' },
              to: { remediation: 'line-1', mode: 'automatic' },
              findings: 3,
            },
          ],
        },
        unproven: same ? [] : [{ remediation: 'line-1', controlId: 'S3.8', verifiedInARow: 0, needed: 5 }],
        warnings: [],
      };
    },
    async applyPolicy({ files, planHash, reason }) {
      if (planHash !== planHashOf(files)) throw new Problem('conflict', 'plan again', { reason: 'policy-changed' });
      const why = reason === undefined ? {} : { reason };
      const applied = { hash: hashOf(files), appliedAt: SCRIPTED_AT, appliedBy: actor.name, ...why };
      policies.push({ files, ...applied });
      return { ...applied, findingsDue: 4 };
    },
    exportPolicy: async () => inForce() ?? notFound('policy', 'that was applied'),
    async policyDrift() {
      const none = { changes: [], changesTotal: 0 };
      const before = inForce();
      return before
        ? { kind: 'in-sync', detail: 'the file is as it was applied', appliedHash: before.hash, ...none }
        : { kind: 'never-applied', detail: 'no policy was applied yet', ...none };
    },
  };
}

function problemsOf(files: Files): PolicyProblem[] {
  return files.flatMap(({ name, text }) =>
    text.includes('regions') ? [] : [{ file: name, line: 2, column: 3, path: 'regions', message: 'is missing' }],
  );
}
