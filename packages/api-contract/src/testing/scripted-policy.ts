import type { Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../schema/actor.ts';
import type { PolicyProblem, StoredPolicy } from '../schema/policy.ts';
import type { PolicyView } from '../schema/policy-in-force.ts';
import { notFound } from './not-found.ts';
import { scriptedCalendar } from './scripted-calendar.ts';
import { SCRIPTED_AT } from './scripted-things.ts';

export interface Policies {
  readonly policies: StoredPolicy[];
}

type Governing = Pick<
  Trueup,
  'validatePolicy' | 'planPolicy' | 'applyPolicy' | 'exportPolicy' | 'policyDrift' | 'getPolicyInForce' | 'getCalendar'
>;
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
    async getPolicyInForce() {
      const before = inForce();
      if (!before) return { inForce: { kind: 'file', hash: 'hash-0' }, policy: scriptedView };
      const { hash, appliedAt, appliedBy } = before;
      return { inForce: { kind: 'applied', hash, appliedAt, appliedBy }, policy: scriptedView };
    },
    ...scriptedCalendar(),
  };
}

/** One line that lets everything wait for an approval. */
const scriptedView: PolicyView = {
  remediations: [
    {
      name: 'public-buckets',
      mode: 'approval',
      scope: { controls: ['*'] },
      attempts: 5,
      retrySeconds: 3_600,
      concurrencyPercent: 10,
      errorPercent: 5,
      undoOnFailure: false,
      changeOwned: false,
    },
  ],
  limits: [{ name: 'per-account', per: 'account', started: 20, withinSeconds: 3_600, running: 5 }],
  breakers: [{ per: 'control', failures: 3, windowMinutes: 60, pauseMinutes: 60 }],
  flaps: { regressions: 3, windowHours: 168 },
  critical: { tags: { criticality: ['high'] } },
  promotion: { verifiedInARow: 5 },
  approvals: { quorum: { safe: 1, low: 1, disruptive: 1, destructive: 2 } },
  planExpiresAfterHours: 24,
  keepExecutionsDays: 365,
  regions: ['us-east-1'],
  accounts: 1,
  sources: { queues: 0, securityHub: 0 },
};

function problemsOf(files: Files): PolicyProblem[] {
  return files.flatMap(({ name, text }) =>
    text.includes('regions') ? [] : [{ file: name, line: 2, column: 3, path: 'regions', message: 'is missing' }],
  );
}
